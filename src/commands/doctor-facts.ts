import { readdir, stat } from "node:fs/promises";
import { isAbsolute, join, relative, sep } from "node:path";
import type { ConfigState, Facts, LockFacts } from "../doctor/facts.ts";
import { askGit } from "../doctor/git.ts";
import { isSealedPath } from "../files.ts";
import type { Io } from "../io.ts";
import { contentHash } from "../output/hash.ts";
import { STATE_FOLDER } from "../output/jail.ts";
import { type Lock, lockedPaths } from "../output/lock.ts";
import { readState, type State } from "../output/state.ts";
import { BACKWARD, FORWARD } from "../output/write/journal.ts";
import { ourTemplates } from "../own-apps/our-templates.ts";
import { overrides } from "../own-apps/stamp.ts";
import { builtIn } from "../platform.ts";
import type { Outcome } from "../problem.ts";
import { secretSettings } from "../schema.ts";
import type { Identity } from "../sops/identity.ts";
import { isSealed } from "../sops/read-sealed.ts";
import { readRules } from "../sops/rules.ts";
import type { Globals } from "./command.ts";
import { gitIn } from "./git.ts";
import { identitiesOf, readText } from "./identities.ts";
import { loadPlatform } from "./platform.ts";
import { readSettings } from "./settings.ts";
import { shownPath } from "./shown-path.ts";

/** Reads everything that doctor judges by. Changes nothing. */
export async function gatherFacts(globals: Globals, io: Io): Promise<Facts> {
  const { root } = globals;
  const [keys, platform, settings, state, rulesText, configText, gitignore, ours, interrupted] =
    await Promise.all([
      identitiesOf(globals, io),
      loadPlatform(globals, io),
      readSettings(globals, io),
      readState(root, [], []),
      readText(join(root, ".sops.yaml")),
      readText(globals.config),
      readText(join(root, ".gitignore")),
      ourTemplates(),
      isInterrupted(root),
    ]);
  const rules = rulesText === undefined ? undefined : await readRules(rulesText, ".sops.yaml");
  const config = {
    shown: shownPath(globals.config, io),
    path: pathBelow(root, globals.config),
    state: stateOf(configText),
  };
  const secret = ["age.key", ...(config.state === "plain" && config.path !== undefined ? [config.path] : [])];
  const inPlatform = new Set(platform.problems.map(({ code }) => code));
  const errors = settings.problems.filter(
    ({ severity, code }) => severity === "error" && !inPlatform.has(code),
  );
  return {
    nodeVersion: process.versions.node,
    platform: io.platform,
    keys: await publicKeys(keys),
    keyProblems: keys.problems,
    recipients: [...new Set((rules?.value?.rules ?? []).flatMap(({ rule }) => rule.recipients))],
    modes: await modesOf(root, secret),
    rules,
    sealedPaths: sealedPaths(state),
    secretSettings: secretSettings((platform.value ?? builtIn).bundle),
    config,
    configErrors: errors.length,
    git: await askGit(gitIn(root), (path) => smallText(join(root, path)), secret),
    gitignore: gitignore ?? "",
    lock: lockFacts(state),
    interrupted,
    overrides: platform.value ? overrides(platform.value.userFiles, ours) : [],
    platformProblems: platform.problems,
  };
}

function stateOf(text: string | undefined): ConfigState {
  if (text === undefined) return "absent";
  return isSealed(text) ? "sealed" : "plain";
}

/** The path from the root, with `/`; undefined for a file elsewhere. */
function pathBelow(root: string, path: string): string | undefined {
  const below = relative(root, path);
  return below.startsWith("..") || isAbsolute(below) ? undefined : below.split(sep).join("/");
}

async function publicKeys({ value = [] }: Outcome<readonly Identity[]>): Promise<Facts["keys"]> {
  return Promise.all(value.map(async ({ source, publicKey }) => ({ source, recipient: await publicKey() })));
}

async function modesOf(root: string, paths: readonly string[]): Promise<Map<string, number>> {
  const modes = new Map<string, number>();
  for (const path of paths) {
    const found = await stat(join(root, path)).catch(() => undefined);
    if (found) modes.set(path, found.mode & 0o777);
  }
  return modes;
}

/** Those that we own, and one that we might. */
function sealedPaths({ value }: Outcome<State>): string[] {
  const owned = value ? lockedPaths(value.lock).filter(isSealedPath) : [];
  return owned.length > 0 ? owned : ["kubernetes/apps/app/app/secret.sops.yaml"];
}

function lockFacts({ value, problems }: Outcome<State>): LockFacts {
  if (!value) return { problems, owned: 0, edited: [], missing: [] };
  const { lock, tree } = value;
  const owned = ownedHashes(lock);
  const missing = [...owned.keys()].filter((path) => !tree.files.has(path));
  const edited = [...owned].flatMap(([path, hash]) => {
    const bytes = tree.files.get(path);
    return bytes && contentHash(bytes) !== hash ? [path] : [];
  });
  return { problems, owned: owned.size, edited, missing };
}

function ownedHashes({ files, seeds }: Lock): Map<string, string> {
  return new Map([...files, ...seeds]);
}

async function isInterrupted(root: string): Promise<boolean> {
  const folder = join(root, STATE_FOLDER);
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  return names.some((name) => [FORWARD, BACKWARD].includes(name.split(sep).at(-1) ?? ""));
}

/** Larger files are no manifests. */
const largest = 256 * 1024;

async function smallText(path: string): Promise<string | undefined> {
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() && found.size <= largest ? readText(path) : undefined;
}
