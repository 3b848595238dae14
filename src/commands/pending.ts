import { stat } from "node:fs/promises";
import { join } from "node:path";
import { readUserSchemas } from "../check/disk/user-schemas.ts";
import type { Secrets } from "../configure/changes.ts";
import { desiredTree } from "../configure/desired.ts";
import { keptValues } from "../configure/kept-values.ts";
import { movedData } from "../configure/moved-data.ts";
import { type Pending, type PendingOptions, pendingChanges } from "../configure/pending.ts";
import { secretValues } from "../configure/secret-values.ts";
import type { Settings } from "../configure/settings.ts";
import { withFingerprintsOnDisk } from "../configure/shut-fingerprints.ts";
import type { Io } from "../io.ts";
import { lockedPaths } from "../output/lock.ts";
import { readNeighbours } from "../output/neighbours.ts";
import { readState, type State } from "../output/state.ts";
import { textOf } from "../output/tree.ts";
import { recover } from "../output/write/write.ts";
import { relocated } from "../own-apps/user-files.ts";
import type { Outcome, Problem } from "../problem.ts";
import type { Tree } from "../render/layout.ts";
import { openVault } from "../sops/vault.ts";
import type { Globals, Result } from "./command.ts";
import { identitiesOf, readText } from "./identities.ts";
import { readSettings } from "./settings.ts";
import { shownPath } from "./shown-path.ts";
import { shownProblems } from "./shown-problems.ts";
import { loadTemplates } from "./templates.ts";

/** What configure would do, and what a report about it may quote. */
export interface PendingRun extends Outcome<Pending> {
  readonly desired: Tree | undefined;
  readonly quoting: Pick<Result, "sources" | "mayQuote">;
  /** Values that no report may show. */
  readonly secrets: Secrets;
}

/** Encrypted again, the encrypted values of cluster.yaml would end up in the cluster. */
const shutConfig: Problem = {
  code: "config-shut",
  severity: "error",
  message: "no key here opens the secrets of cluster.yaml, so nothing was written",
  hint: "set SOPS_AGE_KEY_FILE, or put age.key into the root; --check works without",
};

/** The line from cluster.yaml to sealed files in memory. `settle` first mends what a killed run left behind. */
export async function pendingRun(
  globals: Globals,
  io: Io,
  options: PendingOptions & { readonly settle: boolean },
): Promise<PendingRun> {
  const { value: settings, problems: early, quoting, platform } = await readSettings(globals, io);
  const problems: Problem[] = [...early];
  const stop = (more: readonly Problem[]): PendingRun => ({
    value: undefined,
    desired: undefined,
    problems: shownProblems([...problems, ...more], globals, io),
    quoting,
    secrets: new Map(),
  });
  if (!settings || !platform) return stop([]);
  const wrongRoot = await rootProblem(globals.root, io);
  if (wrongRoot) return stop([wrongRoot]);
  if (options.settle && settings.secrecy === "shut") return stop([shutConfig]);
  const recovered = options.settle ? await recover(globals.root) : undefined;
  problems.push(...(recovered?.problems ?? []));
  if (recovered && recovered.value === undefined) return stop([]);
  const [state, templates, identities, schemas] = await Promise.all([
    readState(globals.root, [], []),
    loadTemplates(platform),
    identitiesOf(globals, io),
    readUserSchemas(join(globals.root, "schemas"), "schemas"),
  ]);
  problems.push(...templates.problems, ...schemas.problems);
  if (!state.value || !templates.value) return stop(state.problems);
  const neighbours = await readNeighbours(globals.root, new Set(lockedPaths(state.value.lock)));
  const desired = desiredTree(settings, templates.value, neighbours, schemas.value);
  problems.push(...relocated(desired.problems, platform.userFiles));
  const rules = await readText(join(globals.root, ".sops.yaml"));
  const vault = await openVault(globals.root, rules, identities.value ?? [], io.now());
  if (!desired.value || !vault.value) return stop([...identities.problems, ...vault.problems]);
  const { bundle } = platform;
  const kept = keptValues(bundle, settings.variables, (name) => settings.config.positions.key([name]));
  const wanted = comparable(desired.value, settings, state.value);
  const pending = await pendingChanges(globals.root, wanted, vault.value, {
    ...options,
    bundle,
    kept,
  });
  const changes = pending.value?.plan.changes ?? [];
  const moved = movedData(changes, settings.variables, (name) => settings.config.positions.key([name]));
  const found = [...problems, ...identities.problems, ...pending.problems, ...moved];
  return {
    ...pending,
    desired: wanted,
    problems: shownProblems(found, globals, io),
    quoting,
    secrets: secretValues(settings.variables),
  };
}

/** What follows from the values of secrets is not compared where no key opens them. */
function comparable(desired: Tree, { secrecy, variables }: Settings, { tree }: State): Tree {
  if (secrecy !== "shut") return desired;
  const onDisk = (path: string) => {
    const bytes = tree.files.get(path);
    return bytes && textOf(bytes).replaceAll("\r\n", "\n");
  };
  return { ...desired, files: withFingerprintsOnDisk(desired.files, variables, onDisk) };
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
