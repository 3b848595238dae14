import { isSealedPath } from "../../../src/files.ts";
import { operations } from "../../../src/output/plan/operations.ts";
import { plan } from "../../../src/output/plan/plan.ts";
import { readState } from "../../../src/output/state.ts";
import { textOf } from "../../../src/output/tree.ts";
import { recover, write } from "../../../src/output/write/write.ts";
import { hasErrors, type Problem } from "../../../src/problem.ts";
import type { Desired } from "./desired.ts";

const SEAL = "sealed:";

export interface Run {
  readonly problems: readonly Problem[];
  readonly written: readonly string[];
  readonly deleted: readonly string[];
}

/** The last part of a configure run, with a sealer that only swaps letters. */
export async function run(root: string, { wanted, shared }: Desired): Promise<Run> {
  const recovered = await recover(root);
  const state = await readState(root, wanted, shared);
  if (!state.value) return { problems: state.problems, written: [], deleted: [] };
  const { tree, lock } = state.value;
  const sealedFiles = [...tree.files].filter(([path]) => isSealedPath(path));
  const opened = new Map(sealedFiles.map(([path, bytes]) => [path, opening(textOf(bytes))]));
  const planned = plan({ wanted, shared, tree, lock, opened, force: false, prune: true });
  const problems = [...recovered.problems, ...planned.problems];
  if (!planned.value || hasErrors(problems)) return { problems, written: [], deleted: [] };
  const toSeal = wanted.filter(({ path }) => isSealedPath(path));
  const sealed = new Map(toSeal.map(({ path, text }) => [path, `${SEAL}${swapped(text)}`]));
  const result = await write(root, operations(planned.value, tree, sealed));
  const { written = [], deleted = [] } = result.value ?? {};
  return { problems: [...problems, ...result.problems], written, deleted };
}

function opening(text: string): string {
  return swapped(text.slice(SEAL.length));
}

function swapped(text: string): string {
  return text.replace(/[a-z]/g, (letter) => String.fromCharCode(219 - letter.charCodeAt(0)));
}
