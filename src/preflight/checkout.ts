import type { RunGit } from "../doctor/git.ts";
import type { CheckoutFacts } from "./facts.ts";
import { type Remote, remoteFor, remotesIn } from "./remotes.ts";

/** What the cluster follows, as far as it is known. */
export interface Followed {
  readonly branch: string | undefined;
  readonly url: string | undefined;
}

/** Asks Git what is here and what the remote that the cluster follows has. Changes nothing. */
export async function askCheckout(
  run: RunGit,
  { branch, url }: Followed,
): Promise<CheckoutFacts | "missing" | "none"> {
  const inside = await run(["rev-parse", "--is-inside-work-tree"]);
  if (!inside) return "missing";
  if (inside.failed || inside.stdout.trim() !== "true") return "none";
  const [head, named, status, prefix, remotes] = await Promise.all([
    run(["rev-parse", "--verify", "--quiet", "HEAD"]),
    run(["symbolic-ref", "--short", "--quiet", "HEAD"]),
    // An untracked folder is one entry: to look into it takes minutes where it is large.
    run(["status", "--porcelain", "-z", "--no-renames", "--untracked-files=normal"]),
    run(["rev-parse", "--show-prefix"]),
    run(["remote", "--verbose"]),
  ]);
  const own = named?.stdout.trim() || undefined;
  const upstream = own === undefined ? undefined : await upstreamOf(run, own);
  const followed = branch ?? upstream?.branch ?? own ?? "main";
  const remote = remoteFor(remotesIn(remotes?.stdout ?? ""), url, upstream?.remote);
  return {
    branch: upstream?.branch === followed ? followed : (own ?? "a detached HEAD"),
    commit: head?.stdout.trim() ?? "",
    dirty: !status || status.failed ? "unknown" : changedIn(status.stdout),
    folder: prefix?.stdout.trim().replace(/\/$/, "") ?? "",
    remote: remote && { url: remote.url, isFollowed: remote.isFollowed },
    pushed: await remoteCommit(run, remote, followed),
  };
}

function changedIn(status: string): string[] {
  return status.split("\0").flatMap((entry) => (entry === "" ? [] : [entry.slice(3)]));
}

/** The remote and the branch there that a branch belongs to; it may have another name. */
async function upstreamOf(run: RunGit, own: string): Promise<{ remote?: string; branch?: string }> {
  const [remote, merge] = await Promise.all([
    run(["config", "--get", `branch.${own}.remote`]),
    run(["config", "--get", `branch.${own}.merge`]),
  ]);
  const [name, branch] = [remote?.stdout.trim(), merge?.stdout.trim().replace(/^refs\/heads\//, "")];
  return { ...(name && { remote: name }), ...(branch && { branch }) };
}

/** The commit of the branch on the remote. */
async function remoteCommit(
  run: RunGit,
  remote: Remote | undefined,
  branch: string,
): Promise<CheckoutFacts["pushed"]> {
  if (!remote) return "unknown";
  const found = await run(["ls-remote", "--heads", remote.name, `refs/heads/${branch}`]);
  if (!found || found.failed) return "unknown";
  return found.stdout.trim() === "" ? undefined : found.stdout.split(/\s/)[0];
}
