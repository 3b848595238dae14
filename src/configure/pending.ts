import { isSealedPath } from "../files.ts";
import { operations } from "../output/plan/operations.ts";
import { plan } from "../output/plan/plan.ts";
import type { Plan, SharedFile, Wanted } from "../output/plan/types.ts";
import { readState, type State } from "../output/state.ts";
import { textOf } from "../output/tree.ts";
import type { Operation } from "../output/write/operation.ts";
import type { Platform } from "../platform.ts";
import { hasErrors, type Outcome, type Problem } from "../problem.ts";
import type { Tree as Desired } from "../render/layout.ts";
import type { SettingsBundle } from "../schema.ts";
import type { Sealed } from "../sops/seal.ts";
import { type OpenedFiles, openFiles, sealFiles, type Vault } from "../sops/vault.ts";
import { burntValues } from "./burnt-values.ts";
import { editorSchemaPath, editorSchemaText } from "./editor-schema.ts";
import { changedForGood, type KeptValue } from "./kept-values.ts";

export interface PendingOptions {
  readonly force: boolean;
  readonly prune: boolean;
  /** Secrets that must not change; left out, none is looked at. */
  readonly kept?: readonly KeptValue[];
}

/** What is to be done to make the repository what it should be; nothing of it is done yet. */
export interface Pending {
  readonly plan: Plan;
  readonly sealed: ReadonlyMap<string, Sealed>;
  readonly operations: readonly Operation[];
}

/**
 * Compares what should be with what is there, and encrypts what changed. Touches nothing. The value is there
 * with the problem of a hand edit, too, so that its differences can be shown.
 */
export async function pendingChanges(
  root: string,
  desired: Desired,
  vault: Vault,
  options: PendingOptions & Pick<Platform, "bundle">,
): Promise<Outcome<Pending>> {
  const wanted = wantedFiles(desired, options.bundle);
  const shared: SharedFile[] = [...desired.shared];
  const state = await readState(root, wanted, shared);
  if (!state.value) return { value: undefined, problems: state.problems };
  const opened = await openFiles(vault, sealedTexts(state.value));
  if (!opened.value) return { value: undefined, problems: opened.problems };
  const plaintexts = new Map([...opened.value].map(([path, { plaintext }]) => [path, plaintext]));
  const planned = plan({ wanted, shared, ...state.value, opened: plaintexts, ...options });
  const replaced = new Set(options.force ? wanted.map(({ path }) => path) : []);
  const damage = opened.problems.filter(({ at }) => !at || !replaced.has(at.file));
  const problems = [...state.problems, ...damage, ...planned.problems];
  if (!planned.value) return { value: undefined, problems };
  if (!options.force) problems.push(...changedForGood(planned.value.changes, options.kept ?? []));
  const sealed = await sealPlan(planned.value, vault, opened.value, wanted);
  return finish(planned.value, state.value, sealed, problems);
}

/** The schema stays without any app as well: cluster.yaml goes on to name it. */
function wantedFiles({ files, seeds }: Desired, bundle: SettingsBundle): Wanted[] {
  const schema: Wanted = { path: editorSchemaPath, text: editorSchemaText(bundle), kind: "owned" };
  const rendered = [...files].map(([path, { text }]): Wanted => {
    return { path, text, kind: seeds.has(path) ? "seed" : "owned" };
  });
  return [...rendered, schema];
}

function sealedTexts({ tree }: State): Map<string, string> {
  return new Map(
    [...tree.files].filter(([path]) => isSealedPath(path)).map(([path, bytes]) => [path, textOf(bytes)]),
  );
}

/** What is created or updated, and what is kept but may have got or lost a recipient. */
async function sealPlan(
  { changes }: Plan,
  vault: Vault,
  opened: OpenedFiles,
  wanted: readonly Wanted[],
): Promise<Outcome<ReadonlyMap<string, Sealed>>> {
  const texts = new Map(wanted.map(({ path, text }) => [path, text]));
  const plaintexts = changes.flatMap(({ path, action, sealed }): [string, string][] => {
    const text = texts.get(path);
    const isOurs = action === "create" || action === "update" || (action === "keep" && opened.has(path));
    return sealed && isOurs && text !== undefined ? [[path, text]] : [];
  });
  return sealFiles(vault, new Map(plaintexts), opened);
}

function finish(
  planned: Plan,
  { tree }: State,
  sealed: Outcome<ReadonlyMap<string, Sealed>>,
  before: readonly Problem[],
): Outcome<Pending> {
  const problems = [...before, ...sealed.problems];
  if (!sealed.value) return { value: undefined, problems };
  const texts = new Map([...sealed.value].map(([path, { text }]) => [path, text]));
  const todo = hasErrors(problems) ? [] : operations(planned, tree, texts);
  const burnt = burntValues(sealed.value.values());
  const value = { plan: planned, sealed: sealed.value, operations: todo };
  return { value, problems: burnt ? [...problems, burnt] : problems };
}
