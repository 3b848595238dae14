import type { RunGit } from "../doctor/git.ts";
import type { CheckoutFacts } from "./facts.ts";

/** Asks Git what is here and what its remote has. `branch` is the one that the cluster follows. Changes nothing. */
export async function askCheckout(
  run: RunGit,
  branch: string | undefined,
): Promise<CheckoutFacts | "missing" | "none"> {
  const inside = await run(["rev-parse", "--is-inside-work-tree"]);
  if (!inside) return "missing";
  if (inside.failed || inside.stdout.trim() !== "true") return "none";
  const [head, named, status] = await Promise.all([
    run(["rev-parse", "--verify", "--quiet", "HEAD"]),
    run(["symbolic-ref", "--short", "--quiet", "HEAD"]),
    run(["status", "--porcelain", "-z", "--no-renames", "--untracked-files=all"]),
  ]);
  const own = named?.stdout.trim() || "a detached HEAD";
  const dirty = (status?.stdout ?? "").split("\0").flatMap((entry) => (entry === "" ? [] : [entry.slice(3)]));
  return {
    branch: own,
    commit: head?.stdout.trim() ?? "",
    dirty,
    pushed: await remoteCommit(run, own, branch ?? own),
  };
}

/** The commit of the branch on the remote that the own branch belongs to, else on `origin`. */
async function remoteCommit(run: RunGit, own: string, branch: string): Promise<CheckoutFacts["pushed"]> {
  const configured = await run(["config", "--get", `branch.${own}.remote`]);
  const remote = configured?.stdout.trim() || "origin";
  const found = await run(["ls-remote", "--heads", remote, `refs/heads/${branch}`]);
  if (!found || found.failed) return "unknown";
  return found.stdout.trim() === "" ? undefined : found.stdout.split(/\s/)[0];
}
