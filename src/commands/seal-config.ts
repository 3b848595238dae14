import { burntValues } from "../configure/burnt-values.ts";
import { uncovered, widenedRules } from "../configure/rule-coverage.ts";
import { secretsIn } from "../configure/secrets-in-text.ts";
import { contentHash } from "../output/hash.ts";
import type { Operation } from "../output/write/operation.ts";
import { hasErrors, type Outcome, type Problem } from "../problem.ts";
import { type Rule, readRules, ruleFor } from "../sops/rules.ts";
import type { Sealed } from "../sops/seal.ts";
import { sealFile, type Vault } from "../sops/vault.ts";
import { type ConfigFile, PRIVATE, replacing } from "./config-file.ts";

/** What it takes to write a new text of cluster.yaml. */
export interface NewText {
  /** None when the file is that already. */
  readonly operations: readonly Operation[];
  /** Undefined for a file that stays plain. */
  readonly sealed: Sealed | undefined;
}

/** A new plaintext for a file that stays what it is, plain or encrypted. Problems: those of sealedText. */
export async function newText(
  config: ConfigFile,
  plaintext: string,
  vault: () => Promise<Outcome<Vault>>,
): Promise<Outcome<NewText>> {
  if (!config.opened)
    return { value: { operations: replacing(config, plaintext, PRIVATE), sealed: undefined }, problems: [] };
  const { value, problems } = await vault();
  if (!value || hasErrors(problems)) return { value: undefined, problems };
  return sealedText(config, plaintext, value);
}

/**
 * A plaintext as an encrypted file, whatever the file was before. Where the rule that init made does not know all
 * secret settings, it learns them. Problems: no rule, a foreign rule that leaves a secret in plain text, those of
 * sealing, and values that are burnt because a recipient went.
 */
export async function sealedText(
  config: ConfigFile,
  plaintext: string,
  vault: Vault,
): Promise<Outcome<NewText>> {
  const covering = await coveringRules(config, plaintext, vault);
  if (!covering.value) return { value: undefined, problems: covering.problems };
  const { operations, rules } = covering.value;
  const { value: sealed, problems } = await sealFile(
    { ...vault, rules },
    config.path,
    plaintext,
    config.opened,
    "config",
  );
  if (!sealed) return { value: undefined, problems: [...covering.problems, ...problems] };
  const burnt = burntValues([sealed]);
  return {
    value: { operations: [...operations, ...replacing(config, sealed.text)], sealed },
    problems: [...covering.problems, ...problems, ...(burnt ? [burnt] : [])],
  };
}

/** Rules under which no secret stays in plain text, and the write of .sops.yaml that makes them so. */
interface Covering {
  readonly rules: Vault["rules"];
  readonly operations: readonly Operation[];
}

async function coveringRules(
  { path, secrets }: ConfigFile,
  plaintext: string,
  { rules }: Vault,
): Promise<Outcome<Covering>> {
  const rule = ruleFor(rules, path);
  if (!rule.value) return { value: undefined, problems: rule.problems };
  const plain = await uncovered(rule.value.selector, secrets);
  if (plain.length === 0) return { value: { rules, operations: [] }, problems: [] };
  const widened = widenedRules(rules.text, rule.value, path, secrets);
  if (widened !== undefined) return learned(rules, widened, plain);
  const left = secretsIn(plaintext, plain);
  if (left.length > 0) return { value: undefined, problems: [leavesPlain(left, rule.value)] };
  return { value: { rules, operations: [] }, problems: [] };
}

async function learned(
  { file, text }: Vault["rules"],
  widened: string,
  names: readonly string[],
): Promise<Outcome<Covering>> {
  const { value, problems } = await readRules(widened, file);
  const write: Operation = { path: file, action: "write", text: widened, was: contentHash(text) };
  const note: Problem = {
    code: "sops-rule-widened",
    severity: "note",
    message: `the rule for cluster.yaml in ${file} now covers ${listed(names)} as well`,
  };
  return { value: value && { rules: value, operations: [write] }, problems: [...problems, note] };
}

function leavesPlain(names: readonly string[], { at }: Rule): Problem {
  return {
    code: "sops-rule-leaves-plain",
    severity: "error",
    message: `this rule would leave ${listed(names)} in plain text`,
    hint: "put the rule that is printed below above it",
    at,
  };
}

/** A few names, and how many more there are. */
function listed(names: readonly string[]): string {
  const [shown, rest] = [names.slice(0, 3), names.length - 3];
  return rest > 0 ? `${shown.join(", ")} and ${rest} more` : shown.join(", ");
}
