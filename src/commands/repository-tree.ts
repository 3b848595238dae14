import { join } from "node:path";
import { isSealedPath } from "../files.ts";
import type { Io } from "../io.ts";
import { isClean } from "../output/plan/types.ts";
import type { SealedFile } from "../preflight/facts.ts";
import type { Problem } from "../problem.ts";
import type { Tree } from "../render/layout.ts";
import { readSealed } from "../sops/read-sealed.ts";
import type { Globals } from "./command.ts";
import { readText } from "./identities.ts";
import { pendingRun } from "./pending.ts";

/** What the repository should hold by cluster.yaml, and how far it does. */
export interface RepositoryTree {
  readonly tree: Tree | undefined;
  /** How many files configure would change; undefined when that cannot be said. */
  readonly stale: number | undefined;
  readonly sealed: readonly SealedFile[];
  readonly secrets: ReadonlyMap<string, string>;
  readonly problems: readonly Problem[];
}

/** Renders in memory and compares with the disk. Changes nothing. */
export async function repositoryTree(globals: Globals, io: Io): Promise<RepositoryTree> {
  const run = await pendingRun(globals, io, { force: false, prune: true, settle: false });
  const { desired, value, problems, secrets } = run;
  const paths = [...(desired?.files.keys() ?? [])].filter(isSealedPath);
  const sealed = await Promise.all(paths.map((path) => recipientsOf(globals.root, path)));
  const changes = value?.plan.changes.filter(({ action }) => /^(create|update|delete)$/.test(action)).length;
  const stale = value && (isClean(value.plan) ? 0 : (changes ?? 0));
  return { tree: desired, stale, sealed: sealed.flatMap((one) => one ?? []), secrets, problems };
}

async function recipientsOf(root: string, path: string): Promise<SealedFile | undefined> {
  const text = await readText(join(root, path));
  if (text === undefined) return undefined;
  const { value } = await readSealed(text, path);
  return { path, recipients: value?.recipients ?? [] };
}
