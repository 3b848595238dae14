import type { Override } from "../own-apps/stamp.ts";
import type { Outcome, Problem } from "../problem.ts";
import type { Rules } from "../sops/rules.ts";

/** What Git knows of the repository. */
export interface GitFacts {
  /** Tracked files with a text that must not be in Git, and what that is. */
  readonly exposed: readonly { readonly path: string; readonly what: string }[];
  /** Which of the paths that were asked for are ignored. */
  readonly ignored: ReadonlySet<string>;
  /** Which of them are tracked. */
  readonly tracked: ReadonlySet<string>;
}

/** Everything that doctor judges by; gathered first, so that the judging is pure. */
export interface Facts {
  readonly nodeVersion: string;
  readonly platform: NodeJS.Platform;
  readonly keys: readonly { readonly source: string; readonly recipient: string }[];
  readonly keyProblems: readonly Problem[];
  /** Age recipients of all rules. */
  readonly recipients: readonly string[];
  /** Permission bits of files that hold secrets in clear, by path. */
  readonly modes: ReadonlyMap<string, number>;
  /** undefined: there is no `.sops.yaml`. */
  readonly rules: Outcome<Rules> | undefined;
  /** Sealed files that we own or will. */
  readonly sealedPaths: readonly string[];
  readonly secretSettings: readonly string[];
  /** cluster.yaml as it is shown, and from the root where it lies below. */
  readonly config: { readonly shown: string; readonly path: string | undefined; readonly state: ConfigState };
  readonly configErrors: number;
  /** "missing": no `git`; "none": not in a repository. */
  readonly git: GitFacts | "missing" | "none";
  /** What .gitignore names, for a folder that is not in Git yet. */
  readonly gitignore: string;
  readonly lock: LockFacts;
  readonly interrupted: boolean;
  readonly overrides: readonly Override[];
  readonly platformProblems: readonly Problem[];
}

export type ConfigState = "absent" | "plain" | "sealed";

export interface LockFacts {
  readonly problems: readonly Problem[];
  readonly owned: number;
  readonly edited: readonly string[];
  readonly missing: readonly string[];
}
