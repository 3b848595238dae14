import { stat } from "node:fs/promises";
import { join } from "node:path";
import { desiredTree } from "../configure/desired.ts";
import { type Pending, type PendingOptions, pendingChanges } from "../configure/pending.ts";
import type { Io } from "../io.ts";
import { lockedPaths } from "../output/lock.ts";
import { readNeighbours } from "../output/neighbours.ts";
import { readState } from "../output/state.ts";
import { recover } from "../output/write/write.ts";
import type { Outcome, Problem } from "../problem.ts";
import type { Tree } from "../render/layout.ts";
import { openVault } from "../sops/vault.ts";
import type { Globals, Result } from "./command.ts";
import { identitiesOf, readText } from "./identities.ts";
import { readSettings } from "./settings.ts";
import { shownPath } from "./shown-path.ts";
import { loadTemplates } from "./templates.ts";

/** What configure would do, and what a report about it may quote. */
export interface PendingRun extends Outcome<Pending> {
  readonly desired: Tree | undefined;
  readonly quoting: Pick<Result, "sources" | "mayQuote">;
}

/** The line from cluster.yaml to sealed files in memory. `settle` first mends what a killed run left behind. */
export async function pendingRun(
  globals: Globals,
  io: Io,
  options: PendingOptions & { readonly settle: boolean },
): Promise<PendingRun> {
  const { value: settings, problems: found, quoting } = await readSettings(globals, io);
  const problems: Problem[] = [...found];
  const stop = (more: readonly Problem[]): PendingRun => ({
    value: undefined,
    desired: undefined,
    problems: [...problems, ...more],
    quoting,
  });
  if (!settings) return stop([]);
  const wrongRoot = await rootProblem(globals.root, io);
  if (wrongRoot) return stop([wrongRoot]);
  const recovered = options.settle ? await recover(globals.root) : undefined;
  problems.push(...(recovered?.problems ?? []));
  if (recovered && recovered.value === undefined) return stop([]);
  const [state, templates, identities] = await Promise.all([
    readState(globals.root, [], []),
    loadTemplates(globals.root, settings.members),
    identitiesOf(globals, io),
  ]);
  problems.push(...templates.problems);
  if (!state.value || !templates.value) return stop(state.problems);
  const neighbours = await readNeighbours(globals.root, new Set(lockedPaths(state.value.lock)));
  const desired = desiredTree(settings, templates.value, neighbours);
  problems.push(...desired.problems);
  const rules = await readText(join(globals.root, ".sops.yaml"));
  const vault = await openVault(globals.root, rules, identities.value ?? [], io.now());
  if (!desired.value || !vault.value) return stop([...identities.problems, ...vault.problems]);
  const pending = await pendingChanges(globals.root, desired.value, vault.value, options);
  return {
    ...pending,
    desired: desired.value,
    problems: [...problems, ...identities.problems, ...pending.problems],
    quoting,
  };
}

/** Below a file every path looks absent, and what is said about that would lead astray. */
async function rootProblem(root: string, io: Io): Promise<Problem | undefined> {
  const isFolder = await stat(root).then(
    (found) => found.isDirectory(),
    () => true,
  );
  if (isFolder) return undefined;
  const file = shownPath(root, io);
  return {
    code: "in-the-way",
    severity: "error",
    message: `the root ${file} is a file`,
    hint: "name a folder with --root",
    at: { file, line: 1, column: 1 },
  };
}
