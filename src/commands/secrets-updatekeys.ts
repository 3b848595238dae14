import { burntValues } from "../configure/burnt-values.ts";
import { ownedSealedTexts, resealedOperations } from "../configure/update-keys.ts";
import type { Io } from "../io.ts";
import { readState } from "../output/state.ts";
import type { Operation } from "../output/write/operation.ts";
import { recover } from "../output/write/write.ts";
import { hasErrors, type Outcome, type Problem } from "../problem.ts";
import type { Sealed } from "../sops/seal.ts";
import { openOne, sealFile, type Vault } from "../sops/vault.ts";
import type { Globals, Result, Run } from "./command.ts";
import { readConfigFile } from "./config-file.ts";
import { sealedText } from "./seal-config.ts";
import { vaultOf } from "./vault.ts";
import { written } from "./written.ts";

interface Options {
  readonly dryRun?: boolean;
}

/** Files that were encrypted again, and the writes that bring them to disk. */
interface Updated {
  readonly sealed: ReadonlyMap<string, Sealed>;
  readonly operations: readonly Operation[];
}

/** Brings every encrypted file of ours up to the recipients of .sops.yaml: all of them or none. */
export const run: Run<Options> = async ({ dryRun = false }, globals, io) => {
  const recovered = dryRun ? undefined : await recover(globals.root);
  const vault = await vaultOf(globals, io);
  const before = [...(recovered?.problems ?? []), ...vault.problems];
  if (!vault.value || hasErrors(before)) return { exitCode: 1, problems: before };
  const [tree, config] = await Promise.all([
    updatedTree(globals.root, vault.value),
    updatedConfig(globals, io, vault.value),
  ]);
  const found = [...before, ...tree.problems, ...config.problems];
  if (!tree.value || !config.value || hasErrors(found)) return { exitCode: 1, problems: found };
  const sealed = new Map([...config.value.sealed, ...tree.value.sealed]);
  const burnt = burntValues(sealed.values());
  const problems = burnt ? [...found, burnt] : found;
  const said = { problems, ...account(sealed, dryRun) };
  if (dryRun) return { exitCode: 0, ...said };
  return written(globals, io, [...config.value.operations, ...tree.value.operations], said);
};

async function updatedTree(root: string, vault: Vault): Promise<Outcome<Updated>> {
  const state = await readState(root, [], []);
  if (!state.value) return { value: undefined, problems: state.problems };
  const texts = ownedSealedTexts(state.value);
  const outcomes = await Promise.all(
    [...texts].map(async ([path, text]) => [path, await resealed(vault, path, text)] as const),
  );
  const problems = outcomes.flatMap(([, outcome]) => outcome.problems);
  const sealed = new Map(outcomes.flatMap(([path, { value }]) => (value ? [[path, value] as const] : [])));
  const operations = resealedOperations(state.value, texts, sealed);
  return { value: { sealed, operations }, problems: [...state.problems, ...problems] };
}

async function resealed(vault: Vault, path: string, text: string): Promise<Outcome<Sealed>> {
  const opened = await openOne(vault, path, text);
  if (!opened.value) return { value: undefined, problems: opened.problems };
  return sealFile(vault, path, opened.value.plaintext, opened.value);
}

/** A cluster.yaml that is plain or elsewhere has no recipients. */
async function updatedConfig(globals: Globals, io: Io, vault: Vault): Promise<Outcome<Updated>> {
  const { value: config, problems } = await readConfigFile(globals, io);
  const nothing = { sealed: new Map<string, Sealed>(), operations: [] };
  if (!config && problems.every(({ code }) => unconcerned.has(code))) return { value: nothing, problems: [] };
  if (!config?.opened || hasErrors(problems)) return { value: config && nothing, problems };
  const next = await sealedText(config, config.plaintext, vault);
  if (!next.value?.sealed) return { value: undefined, problems: next.problems };
  const { sealed, operations } = next.value;
  const others = next.problems.filter(({ code }) => code !== "recipient-removed");
  return { value: { sealed: new Map([[config.path, sealed]]), operations }, problems: others };
}

const unconcerned: ReadonlySet<Problem["code"]> = new Set(["config-missing", "config-outside-root"]);

const fates: Readonly<Record<Sealed["dataKey"], string>> = {
  kept: "encrypted by the rule of today",
  rewrapped: "opens for new recipients",
  new: "encrypted anew, without those who were removed",
};

function account(
  sealed: ReadonlyMap<string, Sealed>,
  dryRun: boolean,
): Required<Pick<Result, "report" | "text" | "talk">> {
  const files = [...sealed].map(([path, { changed, dataKey }]) => ({ path, changed, dataKey }));
  const changed = files.filter((file) => file.changed);
  const text = changed.map(({ path, dataKey }) => `${path}: ${fates[dataKey]}\n`).join("");
  const verb = dryRun ? "would be updated" : "updated";
  const talk = `${changed.length} of ${files.length} encrypted files ${verb}\n`;
  return { report: { files }, text, talk };
}
