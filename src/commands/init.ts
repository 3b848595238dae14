import { join, resolve } from "node:path";
import sample from "../../cluster.sample.yaml";
import { setSettings } from "../config/edit.ts";
import { editorSchemaPath, editorSchemaText, withEditorSchema } from "../configure/editor-schema.ts";
import { fillSecrets } from "../configure/fill-secrets.ts";
import { ignoring } from "../configure/ignore.ts";
import { sopsRules } from "../configure/sops-rules.ts";
import type { Io } from "../io.ts";
import { readNeighbours } from "../output/neighbours.ts";
import type { Operation } from "../output/write/operation.ts";
import { write } from "../output/write/write.ts";
import type { Platform } from "../platform.ts";
import { hasErrors, type Outcome, type Problem } from "../problem.ts";
import { clean } from "../report/clean.ts";
import { secretSettings } from "../schema.ts";
import { ageKeyFile, generateIdentity } from "../sops/identity.ts";
import { isSealed } from "../sops/read-sealed.ts";
import type { Globals, Run } from "./command.ts";
import { outsideRoot, PRIVATE, pathFromRoot, readConfigFile } from "./config-file.ts";
import { identitiesOf, readText } from "./identities.ts";
import { loadPlatform } from "./platform.ts";
import { newText } from "./seal-config.ts";
import { shownPath } from "./shown-path.ts";
import { placedBelow } from "./shown-problems.ts";
import { vaultOf } from "./vault.ts";

interface Options {
  readonly from?: string;
  readonly yes?: boolean;
  readonly postQuantum?: boolean;
}

/** One file that init makes or fills, and what it says about it. */
interface Step {
  readonly operations: readonly Operation[];
  readonly said: readonly string[];
}

/** What every step reads. */
interface Setup {
  readonly options: Options;
  readonly globals: Globals;
  readonly io: Io;
  readonly platform: Platform;
  /** Of the configuration, from the root. */
  readonly path: string;
}

/** Makes what a repository needs before `configure`; what is there stays as it is. */
export const run: Run<Options> = async (options, globals, io) => {
  const { value: platform, problems: own } = await loadPlatform(globals, io);
  if (!platform) return { exitCode: 1, problems: own };
  const path = pathFromRoot(globals);
  if (path === undefined) return { exitCode: 1, problems: [outsideRoot(shownPath(globals.config, io))] };
  const setup = { options, globals, io, platform, path };
  const [keys, settings, ignored, schema] = await Promise.all([
    keySteps(setup),
    settingsStep(setup),
    ignoreStep(setup),
    schemaStep(setup),
  ]);
  const problems = [...own, ...keys.problems, ...settings.problems];
  if (!keys.value || !settings.value || hasErrors(problems)) return { exitCode: 1, problems };
  const steps = [keys.value, settings.value, ignored, schema];
  const operations = steps.flatMap((step) => step.operations);
  const written = await write(globals.root, operations);
  const all = [...problems, ...placedBelow(globals.root, io, written.problems)];
  if (!written.value) return { exitCode: 1, problems: all };
  const said = steps.flatMap((step) => step.said);
  const report = { written: operations.map(({ path }) => path) };
  const madeKey = operations.some((operation) => operation.path === "age.key");
  return { exitCode: 0, problems: all, report, talk: account(said, madeKey, globals, io) };
};

function account(said: readonly string[], madeKey: boolean, globals: Globals, io: Io): string {
  const lines = said.length === 0 ? ["nothing to do: everything is there"] : said;
  const [root, config] = [shownPath(globals.root, io), shownPath(globals.config, io)];
  const isUsual = pathFromRoot(globals) === "cluster.yaml";
  const options = `${root === "." ? "" : ` --root ${root}`}${isUsual ? "" : ` --config ${config}`}`;
  const next = [
    `next: read ${config}, then clusterloom configure${options}`,
    ...(madeKey
      ? ["keep a copy of age.key outside of this machine: without it nothing encrypted can be read"]
      : []),
  ];
  return `${[...lines, ...next].join("\n")}\n`;
}

/** age.key and .sops.yaml belong together: rules that are there name their recipients already. */
async function keySteps({ options, globals, io, platform, path }: Setup): Promise<Outcome<Step>> {
  const rules = await readText(join(globals.root, ".sops.yaml"));
  if (rules !== undefined) return { value: { operations: [], said: [] }, problems: [] };
  const found = await identitiesOf(globals, { ...io, home: undefined });
  if (hasErrors(found.problems)) return { value: undefined, problems: found.problems };
  const known = await Promise.all((found.value ?? []).map((identity) => identity.publicKey()));
  if (known.length > 0) return { value: withRules(known, platform, path), problems: found.problems };
  const pair = await generateIdentity({ postQuantum: options.postQuantum === true });
  const step = withRules([pair.recipient], platform, path);
  const text = ageKeyFile(pair, io.now());
  const key: Operation = { path: "age.key", action: "write", text, mode: 0o600, was: "absent" };
  const said = ["made age.key, the private key that opens every secret", ...step.said];
  return { value: { operations: [key, ...step.operations], said }, problems: [] };
}

function withRules(recipients: readonly string[], { bundle }: Platform, path: string): Step {
  const text = sopsRules(recipients, secretSettings(bundle), path);
  return {
    operations: [{ path: ".sops.yaml", action: "write", text, was: "absent" }],
    said: [
      `made .sops.yaml for ${recipients.length === 1 ? "one recipient" : `${recipients.length} recipients`}`,
    ],
  };
}

async function settingsStep(setup: Setup): Promise<Outcome<Step>> {
  const { options, globals, io, platform, path } = setup;
  const present = await readText(globals.config);
  if (present !== undefined) return filledStep(globals, io);
  const source = await startText(setup);
  if (source.value === undefined) return { value: undefined, problems: source.problems };
  const filled = fillSecrets(options.from ?? shownPath(globals.config, io), source.value, platform);
  if (!filled.value) return { value: undefined, problems: filled.problems };
  const { text, made } = filled.value;
  const said = [`made ${path}${made.length === 0 ? "" : ` with ${news(made)}`}`];
  const write: Operation = { path, action: "write", text, mode: PRIVATE, was: "absent" };
  return { value: { operations: [write], said }, problems: [] };
}

/** What is missing in a cluster.yaml that is there; without a key an encrypted one stays as it is. */
async function filledStep(globals: Globals, io: Io): Promise<Outcome<Step>> {
  const { value: config, problems } = await readConfigFile(globals, io);
  const nothing: Step = { operations: [], said: [] };
  if (!config && problems.some(({ code }) => code === "sops-no-identity"))
    return { value: nothing, problems: [unopened] };
  if (!config || hasErrors(problems)) return { value: undefined, problems };
  const filled = fillSecrets(config.file, config.plaintext, config.platform);
  if (!filled.value) return { value: undefined, problems: filled.problems };
  const { text, made } = filled.value;
  if (made.length === 0) return { value: nothing, problems };
  const next = await newText(config, text, () => vaultOf(globals, io));
  const said = [`filled ${config.path} with ${news(made)}`];
  const value = next.value && { operations: next.value.operations, said };
  return { value, problems: [...problems, ...next.problems] };
}

const unopened: Problem = {
  code: "secrets-not-compared",
  severity: "note",
  message: "no key here opens cluster.yaml, so it was not looked at for missing secrets",
};

function news(made: readonly string[]): string {
  return `${made.length === 1 ? "1 new secret" : `${made.length} new secrets`}: ${made.join(", ")}`;
}

async function startText({ options: { from }, globals, io, path }: Setup): Promise<Outcome<string>> {
  if (from === undefined) return { value: await suited(sample, globals.root, path), problems: [] };
  const text = await readText(resolve(io.cwd, from));
  if (text !== undefined) return { value: await suited(text, globals.root, path), problems: [] };
  const problem: Problem = {
    code: "config-missing",
    severity: "error",
    message: `${clean(from)} cannot be read`,
    hint: "name a file that is there with --from, or leave it out to start from the sample",
  };
  return { value: undefined, problems: [problem] };
}

/** Where neighbours' Flux Kustomizations live in their apps' namespaces, as cluster-template has it, ours do too. */
async function suited(source: string, root: string, path: string): Promise<string> {
  const text = withEditorSchema(source, path);
  const { transforms } = await readNeighbours(root, new Set());
  const moves = [...transforms].some(([folder, { namespace }]) => folder === namespace);
  if (!moves || /^flux_kustomization_namespace:/m.test(text)) return text;
  return setSettings(text, new Map([["flux_kustomization_namespace", "app"]]));
}

/** `configure` owns the schema and keeps it fresh; until it has run, the editor must have it, too. */
async function schemaStep({ globals: { root }, platform: { bundle } }: Setup): Promise<Step> {
  const path = editorSchemaPath;
  if ((await readText(join(root, path))) !== undefined) return { operations: [], said: [] };
  return { operations: [{ path, action: "write", text: editorSchemaText(bundle), was: "absent" }], said: [] };
}

/** An encrypted cluster.yaml may be committed; a plain one and the key never. */
async function ignoreStep({ globals, path }: Setup): Promise<Step> {
  const present = await readText(join(globals.root, ".gitignore"));
  const config = await readText(globals.config);
  const paths = ["age.key", ...(config !== undefined && isSealed(config) ? [] : [path])];
  const text = ignoring(present ?? "", paths);
  if (text === present) return { operations: [], said: [] };
  return {
    operations: [{ path: ".gitignore", action: "write", text }],
    said: [`listed ${paths.join(" and ")} in .gitignore`],
  };
}
