import { ignoring } from "../configure/ignore.ts";
import { ruleFor } from "../sops/rules.ts";
import { compileSelector } from "../sops/selector.ts";
import { bad, type Diagnosis, fromProblem, ok } from "./diagnosis.ts";
import type { Facts } from "./facts.ts";

/** Whether .sops.yaml says how to encrypt every file of ours, and just what has to be. */
export async function rules({
  rules: read,
  sealedPaths,
  config,
  secretSettings,
}: Facts): Promise<Diagnosis[]> {
  if (!read) return [bad("error", "sops-rules-missing", ".sops.yaml does not exist", "run clusterloom init")];
  const found = read.problems.map(fromProblem);
  if (!read.value) return found;
  const all = read.value;
  const uncovered = sealedPaths.flatMap((path) => ruleFor(all, path).problems.map(fromProblem));
  const wrong = await Promise.all(sealedPaths.map((path) => manifestRule(all, path)));
  const settings =
    config.path === undefined ? [] : await configRule(all, config.path, secretSettings, config.shown);
  const diagnoses = [...found, ...uncovered, ...wrong.flat(), ...settings];
  return diagnoses.length > 0
    ? unique(diagnoses)
    : [ok("sops-rules", ".sops.yaml covers every file of ours")];
}

type RuleSet = Parameters<typeof ruleFor>[0];

/** A manifest must keep its kind and name readable, and hide its data. */
async function manifestRule(all: RuleSet, path: string): Promise<Diagnosis[]> {
  const { value: rule } = ruleFor(all, path);
  const encrypts = rule && (await compileSelector(rule.selector));
  if (!rule || !encrypts) return [];
  const hint = "give the rule encrypted_regex: ^(data|stringData)$";
  if (!encrypts(["stringData", "x"]) || !encrypts(["data", "x"])) {
    const message = `the rule for ${path} leaves the data of Secrets readable`;
    return [bad("error", "sops-rule-too-narrow", message, hint, rule.at)];
  }
  if (!encrypts(["metadata", "name"])) return [];
  const message = `the rule for ${path} encrypts names and kinds, too, which Kustomize has to read`;
  return [bad("error", "sops-rule-too-wide", message, hint, rule.at)];
}

async function configRule(
  all: RuleSet,
  path: string,
  secrets: readonly string[],
  shown: string,
): Promise<Diagnosis[]> {
  const { value: rule } = ruleFor(all, path);
  const encrypts = rule && (await compileSelector(rule.selector));
  if (!rule || !encrypts) {
    const message = `no rule of .sops.yaml matches ${path}, so ${shown} cannot be encrypted in place`;
    return [
      bad("warning", "sops-no-rule", message, "see clusterloom secrets encrypt, which says what to add"),
    ];
  }
  const open = secrets.filter((name) => !encrypts([name]));
  if (open.length === 0) return [];
  const names = `${open.slice(0, 3).join(", ")}${open.length > 3 ? ` and ${open.length - 3} more` : ""}`;
  const message = `the rule for ${path} would leave secret settings readable: ${names}`;
  return [bad("warning", "sops-rule-too-narrow", message, "add them to its encrypted_regex", rule.at)];
}

function unique(diagnoses: readonly Diagnosis[]): Diagnosis[] {
  return [...new Map(diagnoses.map((one) => [`${one.code} ${one.at?.line} ${one.message}`, one])).values()];
}

/** Whether Git leaves out what must stay here, and holds nothing that must not be read. */
export function git({ git: found, gitignore, config }: Facts): Diagnosis[] {
  const secret = ["age.key", ...(config.state === "plain" && config.path !== undefined ? [config.path] : [])];
  if (found === "missing")
    return [
      bad(
        "warning",
        "git-missing",
        "git is not installed, so what it tracks was not looked at",
        "install git",
      ),
    ];
  if (found === "none") {
    const open = secret.filter((path) => ignoring(gitignore, [path]) !== gitignore);
    const hint = "run git init, and commit what configure wrote; Flux reads it from there";
    return [bad("warning", "not-in-git", "the root is in no Git repository", hint), ...open.map(notIgnored)];
  }
  const tracked = secret.filter((path) => found.tracked.has(path));
  const open = secret.filter((path) => !found.ignored.has(path) && !tracked.includes(path));
  const known = new Set(found.exposed.map(({ path }) => path));
  const more = tracked.filter((path) => !known.has(path));
  const exposed = [...found.exposed, ...more.map((path) => ({ path, what: "secrets in clear" }))];
  const diagnoses = [...open.map(notIgnored), ...exposed.map(inGit)];
  return diagnoses.length > 0
    ? diagnoses
    : [ok("git", "Git tracks no secret in clear, and ignores what holds some")];
}

function notIgnored(path: string): Diagnosis {
  const message = `${path} holds secrets in clear and is not covered by .gitignore`;
  return bad("error", "not-ignored", message, "run clusterloom init, which adds it");
}

function inGit({ path, what }: { readonly path: string; readonly what: string }): Diagnosis {
  const hint = `take it out with git rm --cached, and replace what it holds: whoever can read the repository has seen it`;
  return bad("error", "secret-in-git", `Git tracks ${path}, which holds ${what}`, hint, {
    file: path,
    line: 1,
    column: 1,
  });
}
