import { bad, type Diagnosis, fromProblem, ok } from "../doctor/diagnosis.ts";
import { clean } from "../report/clean.ts";
import type { CheckoutFacts, PreflightFacts } from "./facts.ts";

/** Whether the tree is what cluster.yaml says. */
export function tree({ stale, configProblems }: PreflightFacts): Diagnosis[] {
  const errors = configProblems.filter(({ severity }) => severity === "error");
  if (errors.length > 0) return errors.map(fromProblem);
  if (stale === undefined)
    return [
      bad(
        "warning",
        "tree-unknown",
        "the tree was not compared with cluster.yaml",
        "run clusterloom configure --check",
      ),
    ];
  if (stale === 0) return [ok("tree", "the tree is what cluster.yaml says")];
  const message = `${stale} file${stale === 1 ? "" : "s"} differ from what cluster.yaml says`;
  return [bad("error", "tree-stale", message, "run clusterloom configure, commit and push")];
}

/** Whether what is here is what the cluster will fetch. */
export function checkout({ checkout, wantedBranch, wantedUrl, source }: PreflightFacts): Diagnosis[] {
  if (checkout === "missing")
    return [
      bad(
        "warning",
        "git-missing",
        "git is not installed, so nothing was compared with what is pushed",
        "install git",
      ),
    ];
  if (checkout === "none")
    return [
      bad(
        "error",
        "not-in-git",
        "the root is not in a Git repository",
        "git init, commit, and push to repository_url",
      ),
    ];
  const known = source === "hidden" ? undefined : source;
  const branch = known?.branch ?? wantedBranch;
  const here = [...atTop(checkout), ...committed(checkout), ...remote(checkout, known?.url ?? wantedUrl)];
  if (checkout.pushed === undefined) return [...here, noBranch(checkout, branch, wantedBranch)];
  return [...here, ...onBranch(checkout, branch, known?.branch !== undefined), ...pushed(checkout, branch)];
}

/** Flux reads the tree and nothing else. */
const read = /^(kubernetes\/|\.sops\.yaml$)/;

/** The paths in the tree begin at the top of the repository, and so does a GitRepository. */
function atTop({ folder }: CheckoutFacts): Diagnosis[] {
  if (folder === "") return [];
  const message = `the root is the folder ${clean(folder)} of its Git repository, and Flux reads its paths from the top`;
  const hint = "give it a repository of its own, or make the top of this one the root";
  return [bad("error", "root-not-at-top", message, hint)];
}

/** Not an error: a host may have many names. */
function remote({ remote }: CheckoutFacts, url: string | undefined): Diagnosis[] {
  if (remote?.isFollowed !== false || url === undefined) return [];
  const message = `the cluster follows ${clean(withoutUser(url))}, which is no remote of this checkout; ${clean(withoutUser(remote.url))} was asked`;
  const hint = "add it with git remote add, or correct repository_url or --url and run clusterloom bootstrap";
  return [bad("warning", "other-remote", message, hint)];
}

/** A remote may hold a token. */
function withoutUser(url: string): string {
  return url.replace(/^([a-z+]+:\/\/)[^/@]*@/i, "$1");
}

function committed({ dirty }: CheckoutFacts): Diagnosis[] {
  if (dirty === "unknown")
    return [
      bad(
        "warning",
        "status-unknown",
        "git status took too long, so nobody knows whether everything is committed",
        "run git status; an untracked folder with many files belongs into .gitignore",
      ),
    ];
  const ours = dirty.filter((path) => read.test(path));
  const shown = (paths: readonly string[]) =>
    `${paths.slice(0, 3).map(clean).join(", ")}${paths.length > 3 ? ` and ${paths.length - 3} more` : ""}`;
  if (ours.length > 0)
    return [
      bad("error", "not-committed", `not committed: ${shown(ours)}`, "git add and git commit, then push"),
    ];
  if (dirty.length > 0)
    return [
      bad("warning", "not-committed", `not committed, and not read by Flux: ${shown(dirty)}`, "commit it"),
    ];
  return [ok("committed", "everything is committed")];
}

/** Also well where the commit is what the wanted branch is at, as in a CI, where HEAD is on no branch. */
function onBranch(
  { branch, commit, pushed }: CheckoutFacts,
  wanted: string,
  isFollowed: boolean,
): Diagnosis[] {
  if (branch === wanted || pushed === commit) return [];
  if (!isFollowed) {
    const message = `the checkout is on ${clean(branch)}, and repository_branch is ${clean(wanted)}`;
    const hint = `git branch -m ${clean(wanted)} renames yours; or git switch ${clean(wanted)}, or set repository_branch`;
    return [bad("error", "other-branch", message, hint)];
  }
  const message = `the checkout is on ${clean(branch)}, and the cluster follows ${clean(wanted)}`;
  return [bad("error", "other-branch", message, `git switch ${clean(wanted)}, or merge there`)];
}

/** Where the cluster follows what is not there, the branch of the checkout says nothing more. */
function noBranch({ branch }: CheckoutFacts, followed: string, wanted: string): Diagnosis {
  const name = clean(followed);
  const push = branch === followed ? `git push -u origin ${name}` : `git push origin HEAD:${name} makes it`;
  const [message, hint] =
    followed === wanted
      ? [`the remote has no branch ${name}`, push]
      : [
          `the cluster follows the branch ${name}, which the remote does not have; cluster.yaml says ${clean(wanted)}`,
          `run clusterloom bootstrap to make it follow ${clean(wanted)}; or, if ${name} is right, ${push}`,
        ];
  return bad("error", "branch-missing", message, hint);
}

function pushed({ commit, pushed }: CheckoutFacts, branch: string): Diagnosis[] {
  const short = commit.slice(0, 8);
  if (pushed === commit) return [ok("pushed", `commit ${short} is pushed to ${clean(branch)}`)];
  if (pushed === "unknown")
    return [
      bad(
        "warning",
        "remote-unknown",
        "the Git remote could not be asked what it has",
        "check git ls-remote; Flux may see an older commit",
      ),
    ];
  const message = `commit ${short} is not what ${clean(branch)} of the remote is at (${String(pushed).slice(0, 8)})`;
  return [bad("error", "not-pushed", message, "git push, or git pull when others have pushed")];
}

/** Whether the cluster follows a repository at all. */
export function source({ source, sourceName }: PreflightFacts): Diagnosis[] {
  if (source === "hidden")
    return [
      bad(
        "warning",
        "source-hidden",
        `you may not read the GitRepository ${clean(sourceName)}, so it is not known what the cluster follows`,
        "ask whoever may",
      ),
    ];
  if (!source)
    return [
      bad(
        "error",
        "source-missing",
        `the cluster has no GitRepository ${clean(sourceName)}`,
        "run clusterloom bootstrap once",
      ),
    ];
  if (source.isSuspended)
    return [
      bad(
        "error",
        "source-suspended",
        `the GitRepository ${clean(sourceName)} is suspended`,
        "set its spec.suspend to false, or flux resume source git",
      ),
    ];
  const at = source.branch === undefined ? "" : `, branch ${clean(source.branch)}`;
  return [ok("source", `GitRepository ${clean(sourceName)} follows ${clean(source.url)}${at}`)];
}
