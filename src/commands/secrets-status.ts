import { uncovered } from "../configure/rule-coverage.ts";
import { type SealedRow, sealedState } from "../configure/sealed-states.ts";
import { type SecretRow, secretStates } from "../configure/secret-states.ts";
import { ownedSealedTexts } from "../configure/update-keys.ts";
import { readState } from "../output/state.ts";
import { builtIn } from "../platform.ts";
import { hasErrors, type Problem } from "../problem.ts";
import { clean } from "../report/clean.ts";
import { secretSettings } from "../schema.ts";
import { isSealed } from "../sops/read-sealed.ts";
import { ruleFor } from "../sops/rules.ts";
import type { Vault } from "../sops/vault.ts";
import type { Globals, Run } from "./command.ts";
import { pathFromRoot } from "./config-file.ts";
import { ignored } from "./ignored.ts";
import { type LoadedSettings, loadSettings } from "./settings.ts";
import { vaultOf } from "./vault.ts";

/** Every secret and every encrypted file of ours, without any value. */
export const run: Run<object> = async (_options, globals, io) => {
  const [loaded, vault] = await Promise.all([loadSettings(globals, io), vaultOf(globals, io)]);
  const config = configOf(globals, loaded);
  const settings = loaded.value?.config.settings;
  const secrets = settings ? secretStates(settings, loaded.platform ?? builtIn) : [];
  const [files, more] = await Promise.all([
    vault.value ? sealedFiles(globals, vault.value, config) : none,
    config ? configProblems(globals, config, vault.value) : [],
  ]);
  const problems = [
    ...loaded.problems,
    ...loaded.sealing,
    ...loaded.own,
    ...vault.problems,
    ...files.problems,
    ...more,
  ];
  const text = [...secretTable(secrets), "", ...fileTable(files.value)].join("\n");
  const report = { secrets, files: files.value };
  return { exitCode: hasErrors(problems) ? 1 : 0, problems, ...loaded.quoting, text: `${text}\n`, report };
};

/** cluster.yaml as it is on disk. */
interface OnDisk {
  readonly path: string;
  readonly text: string;
  readonly sealed: boolean;
  /** Names of secret settings. */
  readonly secrets: readonly string[];
}

function configOf(globals: Globals, { text, platform }: LoadedSettings): OnDisk | undefined {
  const path = pathFromRoot(globals);
  if (path === undefined || text === undefined) return undefined;
  const secrets = secretSettings((platform ?? builtIn).bundle);
  return { path, text, sealed: isSealed(text), secrets };
}

interface Files {
  readonly value: readonly SealedRow[];
  readonly problems: readonly Problem[];
}

const none: Files = { value: [], problems: [] };

async function sealedFiles({ root }: Globals, vault: Vault, config: OnDisk | undefined): Promise<Files> {
  const state = await readState(root, [], []);
  const texts = state.value ? ownedSealedTexts(state.value) : new Map<string, string>();
  const all = [...(config?.sealed ? [[config.path, config.text] as const] : []), ...texts];
  const found = await Promise.all(all.map(([path, text]) => sealedState(vault, path, text)));
  const value = found.flatMap(({ row }) => (row ? [row] : []));
  return { value, problems: [...state.problems, ...found.flatMap(({ problems }) => problems)] };
}

async function configProblems(
  globals: Globals,
  config: OnDisk,
  vault: Vault | undefined,
): Promise<Problem[]> {
  const covered = vault ? await coverage(vault, config) : [];
  return [...(await plainProblems(globals, config)), ...covered];
}

/** A plain cluster.yaml that Git would take is the commonest way to publish a key. */
async function plainProblems(globals: Globals, { path, sealed }: OnDisk): Promise<Problem[]> {
  if (sealed || (await ignored(globals, [path], [])).length === 0) return [];
  return [
    {
      code: "plain-not-ignored",
      severity: "warning",
      message: `${path} is in plain text and .gitignore does not list it`,
      hint: "run clusterloom secrets encrypt, or list it in .gitignore",
    },
  ];
}

async function coverage({ rules }: Vault, { path, secrets }: OnDisk): Promise<Problem[]> {
  const rule = ruleFor(rules, path).value;
  const names = rule ? await uncovered(rule.selector, secrets) : [];
  if (!rule || names.length === 0) return [];
  return [
    {
      code: "sops-rule-outdated",
      severity: "warning",
      message: `the rule for ${path} leaves ${names.length} secret settings in plain text, such as ${names[0]}`,
      hint: "run clusterloom secrets encrypt, which completes a rule that init made or prints the one to add",
      at: rule.at,
    },
  ];
}

function secretTable(rows: readonly SecretRow[]): string[] {
  const cells = rows.map(({ name, app, state, canBeMade }) => [name, state, canBeMade ? "yes" : "no", app]);
  return table(["SECRET", "STATE", "CAN BE MADE", "APP"], cells);
}

function fileTable(rows: readonly SealedRow[]): string[] {
  const cells = rows.map(({ path, recipients, opensHere }) => [
    clean(path),
    opensHere ? "yes" : "no",
    recipients.map(abbreviated).join(", "),
  ]);
  return rows.length === 0 ? ["no encrypted files"] : table(["FILE", "OPENS HERE", "RECIPIENTS"], cells);
}

/** Hybrid recipients have two thousand characters; the first ones tell them apart. */
function abbreviated(recipient: string): string {
  return recipient.length > 20 ? `${clean(recipient.slice(0, 16))}…` : clean(recipient);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)));
  return [head, ...rows].map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}
