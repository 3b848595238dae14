import { join } from "node:path";
import type { Outcome, Problem } from "../problem.ts";
import { openExternal, sealExternal } from "./external.ts";
import type { Identity } from "./identity.ts";
import { type OpenOptions, openSealed } from "./open.ts";
import type { Opened } from "./opened.ts";
import { type Rules, readRules, ruleFor } from "./rules.ts";
import { type Sealed, seal } from "./seal.ts";
import type { FileKind } from "./sealable.ts";
import type { SopsBinary } from "./sops-binary.ts";

/** Everything that opening and sealing the files of one repository needs. */
export interface Vault {
  readonly rules: Rules;
  readonly identities: readonly Identity[];
  readonly sops: SopsBinary;
  readonly now: Date;
}

/** Sealed files by path, opened in memory; those that no identity opens are left out. */
export type OpenedFiles = ReadonlyMap<string, Opened>;

/** Reads the creation rules of a repository. Problems: no `.sops.yaml`, and those of readRules. */
export async function openVault(
  root: string,
  text: string | undefined,
  identities: readonly Identity[],
  now: Date,
): Promise<Outcome<Vault>> {
  if (text === undefined) return { value: undefined, problems: [noRules] };
  const rules = await readRules(text, ".sops.yaml");
  const sops = { root, configFile: join(root, ".sops.yaml") };
  const value = rules.value && { rules: rules.value, identities, sops, now };
  return { value, problems: rules.problems };
}

const noRules: Problem = {
  code: "sops-rules-missing",
  severity: "error",
  message: ".sops.yaml does not exist, so nothing says for whom secrets are encrypted",
  hint: "run clusterloom init",
};

/**
 * Opens files in memory. A file that no key here opens is left out without a problem, because `plan` says so; a
 * damaged one is a problem.
 */
export async function openFiles(
  vault: Vault,
  texts: ReadonlyMap<string, string>,
): Promise<Outcome<OpenedFiles>> {
  const outcomes = await Promise.all([...texts].map(([path, text]) => openFile(vault, path, text)));
  const opened = outcomes.flatMap(({ value }) => (value ? [[value.file, value] as const] : []));
  return { value: new Map(opened), problems: outcomes.flatMap(({ problems }) => problems) };
}

/** Opens one file in memory, with the sops binary where only that can. Problems: see openSealed, openExternal. */
export async function openOne(
  { identities, sops }: Pick<Vault, "identities" | "sops">,
  path: string,
  text: string,
  options: OpenOptions = {},
): Promise<Outcome<Opened>> {
  const outcome = await openSealed(text, path, identities, options);
  const isExternal = outcome.problems.some(({ code }) => code === "sops-external");
  return isExternal ? openExternal(text, path, sops) : outcome;
}

async function openFile(vault: Vault, path: string, text: string): Promise<Outcome<Opened>> {
  const outcome = await openOne(vault, path, text);
  const codes = outcome.problems.map(({ code }) => code);
  return codes.every((code) => lockedOut.has(code)) ? { value: outcome.value, problems: [] } : outcome;
}

/** Codes of openSealed that say no more than that no key is here. */
const lockedOut: ReadonlySet<string> = new Set(["sops-no-identity", "sops-not-encrypted"]);

/** Encrypts plaintexts by their rules, each with no more change to its previous file than needed. */
export async function sealFiles(
  vault: Vault,
  plaintexts: ReadonlyMap<string, string>,
  previous: OpenedFiles,
): Promise<Outcome<ReadonlyMap<string, Sealed>>> {
  const outcomes = await Promise.all(
    [...plaintexts].map(async ([path, text]) => ({
      path,
      outcome: await sealFile(vault, path, text, previous.get(path)),
    })),
  );
  const sealed = outcomes.flatMap(({ path, outcome }) =>
    outcome.value ? [[path, outcome.value] as const] : [],
  );
  const problems = noRuleOnce(outcomes.flatMap(({ outcome }) => outcome.problems));
  return { value: sealed.length === plaintexts.size ? new Map(sealed) : undefined, problems };
}

/** One rule is missing, however many files wait for it. */
function noRuleOnce(problems: readonly Problem[]): Problem[] {
  const [first, ...others] = problems.filter(({ code }) => code === "sops-no-rule");
  if (!first || others.length === 0) return [...problems];
  const message = `${first.message}, nor ${others.length} other file${others.length > 1 ? "s" : ""}`;
  return [{ ...first, message }, ...problems.filter(({ code }) => code !== "sops-no-rule")];
}

/** Encrypts one plaintext by its rule. Problems: no rule, and those of seal and sealExternal. */
export async function sealFile(
  vault: Vault,
  path: string,
  text: string,
  previous: Opened | undefined,
  kind: FileKind = "manifest",
): Promise<Outcome<Sealed>> {
  const rule = ruleFor(vault.rules, path);
  if (!rule.value) return { value: undefined, problems: rule.problems };
  if (rule.value.external) return sealExternal(text, path, rule.value, previous, vault.sops);
  return seal(text, path, rule.value, previous, vault.now, kind);
}
