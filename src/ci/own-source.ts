import { dirname } from "node:path";
import type { RunGit } from "../doctor/git.ts";
import type { Outcome, Problem } from "../problem.ts";
import { gitSource } from "./install.ts";

/** The machine as far as this program's own origin is concerned. */
export interface Surroundings {
  /** The file that runs, without links. */
  readonly program: string | undefined;
  readonly exists: (path: string) => Promise<boolean>;
  readonly gitIn: (folder: string) => RunGit;
  readonly join: (...parts: string[]) => string;
}

/**
 * What a CI has to install to get the program that runs here: the commit of the clone that it was built in.
 * Problems: `ci-install-unknown` where it does not run from a clone with a remote, `ci-install-not-pushed` as a warning.
 */
export async function ownSource({ program, exists, gitIn, join }: Surroundings): Promise<Outcome<string>> {
  const clone = program === undefined ? undefined : dirname(dirname(program));
  if (clone === undefined || !(await exists(join(clone, ".git")))) return unknown;
  const git = gitIn(clone);
  const [remote, head, holding] = await Promise.all([
    git(["remote", "get-url", "origin"]),
    git(["rev-parse", "--verify", "HEAD"]),
    git(["branch", "--remotes", "--contains", "HEAD"]),
  ]);
  if (!remote || remote.failed || !head || head.failed) return unknown;
  const commit = head.stdout.trim();
  const value = gitSource(remote.stdout.trim(), commit);
  if (value === undefined) return unknown;
  return { value, problems: holding?.stdout.trim() ? [] : [notPushed(commit)] };
}

const unknown: Outcome<string> = {
  value: undefined,
  problems: [
    {
      code: "ci-install-unknown",
      severity: "error",
      message: "nothing here says where a CI gets clusterloom from",
      hint: "say --install git+https://HOST/OWNER/clusterloom.git#COMMIT, --install clusterloom@VERSION where a registry has it, or the path or URL of a package that npm pack made",
    },
  ],
};

function notPushed(commit: string): Problem {
  return {
    code: "ci-install-not-pushed",
    severity: "warning",
    message: `commit ${commit.slice(0, 8)}, which runs here, is in no branch of its remote, so a CI cannot install it`,
    hint: "push it, or name a commit that is there with --install",
  };
}
