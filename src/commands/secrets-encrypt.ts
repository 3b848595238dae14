import { encryptable } from "../configure/encryptable.ts";
import { commentedSecrets } from "../configure/secrets-in-text.ts";
import { configRule } from "../configure/sops-rules.ts";
import type { Operation } from "../output/write/operation.ts";
import { hasErrors, type Problem } from "../problem.ts";
import type { Vault } from "../sops/vault.ts";
import type { Result, Run } from "./command.ts";
import { type ConfigFile, readConfigFile } from "./config-file.ts";
import { ignored } from "./ignored.ts";
import { type NewText, sealedText } from "./seal-config.ts";
import { vaultOf } from "./vault.ts";
import { written } from "./written.ts";

interface Options {
  readonly ignoreMac?: boolean;
}

/**
 * Encrypts the secrets of cluster.yaml in place, so that it can be committed. In a file that is encrypted already
 * only what stands in plain text is encrypted; without any nothing changes.
 */
export const run: Run<Options> = async ({ ignoreMac = false }, globals, io) => {
  const { value: config, problems: found, quoting } = await readConfigFile(globals, io);
  const broken = found.filter(({ code }) => !mended(code, ignoreMac) || !config);
  if (!config || hasErrors(broken)) return { exitCode: 1, problems: broken, ...quoting };
  const judged = encryptable(config.file, config.plaintext, config.platform);
  if (!judged.value) return { exitCode: 1, problems: [...broken, ...judged.problems], ...quoting };
  const vault = await vaultOf(globals, io);
  if (!vault.value) return { exitCode: 1, problems: vault.problems, ...quoting };
  const next = await sealedText(config, config.plaintext, vault.value);
  const problems = [
    ...broken,
    ...vault.problems,
    ...remarks(config),
    ...next.problems,
    ...tooMuch(config, next.value),
  ];
  if (!next.value || hasErrors(problems))
    return { exitCode: 1, problems, ...quoting, ...ruleToAdd(next.problems, config, vault.value) };
  const operations = [...next.value.operations, ...(await ignored(globals, [], [config.path]))];
  return written(globals, io, operations, { problems, ...quoting, ...said(config, next.value, operations) });
};

/** What encrypting mends, and so does not stop it. */
function mended(code: string, ignoreMac: boolean): boolean {
  return code === "secret-not-sealed" || (ignoreMac && code === "sops-mac-mismatch");
}

function remarks({ file, plaintext, opened, unsealed, secrets }: ConfigFile): Problem[] {
  const comments = commentedSecrets(plaintext, file, secrets);
  if (opened?.intact !== false || unsealed.length === 0) return comments;
  const unvouched: Problem = {
    code: "sops-mac-not-checked",
    severity: "warning",
    message: "a value was replaced, so nothing vouches that the other encrypted values are all there",
    hint: "look at git diff before you commit",
    ...(opened && { at: opened.metadata.layout.macAt }),
  };
  return [...comments, unvouched];
}

/** A rule that encrypts everything takes away what makes an encrypted cluster.yaml reviewable. */
function tooMuch({ file, path, secrets }: ConfigFile, next: NewText | undefined): Problem[] {
  const others = (next?.sealed?.changedPaths ?? []).filter((place) => !secrets.includes(place));
  if (others.length === 0) return [];
  return [
    {
      code: "sops-rule-wide",
      severity: "warning",
      message: `the rule for ${path} also encrypts settings that are no secret, such as ${others[0]}`,
      hint: "give the rule an `encrypted_regex` with the names of the secrets, so that changes can be reviewed",
      at: { file, line: 1, column: 1 },
    },
  ];
}

/** The rule that .sops.yaml lacks, for the reader to copy. */
function ruleToAdd(
  problems: readonly Problem[],
  { path, secrets }: ConfigFile,
  { rules }: Vault,
): Partial<Result> {
  const lacking = problems.some(({ code }) => code === "sops-no-rule" || code === "sops-rule-leaves-plain");
  if (!lacking) return {};
  const recipients = [...new Set(rules.rules.flatMap(({ rule }) => rule.recipients))];
  const rule = configRule(path, recipients, secrets).join("\n");
  return {
    text: `# under creation_rules in .sops.yaml, before every rule that matches more\n${rule}\n`,
    report: { rule },
  };
}

function said(
  { file }: ConfigFile,
  { sealed, operations }: NewText,
  all: readonly Operation[],
): Pick<Result, "talk" | "report"> {
  const encrypted = sealed?.changedPaths ?? [];
  const report = { encrypted, written: all.map(({ path }) => path) };
  if (all.length === 0) return { report, talk: `${file}: encrypted already, nothing to do\n` };
  const done = operations.length === 0 ? "encrypted already" : `encrypted ${listed(encrypted)}`;
  const gitignore = all.some(({ path }) => path === ".gitignore") ? ["it is no longer in .gitignore"] : [];
  return { report, talk: `${[`${file}: ${done}; it can be committed`, ...gitignore].join("\n")}\n` };
}

function listed(names: readonly string[]): string {
  if (names.length === 0) return "anew, without a change of any value";
  return `${names.length === 1 ? "1 value" : `${names.length} values`} (${names.join(", ")})`;
}
