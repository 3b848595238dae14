import type { Config } from "../config/load.ts";
import type { Schema } from "../config/schema.ts";
import { validateSettings } from "../config/validate.ts";
import { derive, type Member, type Variables } from "../derive.ts";
import type { Platform } from "../platform.ts";
import { hasErrors, type Outcome, type Problem, sortProblems } from "../problem.ts";
import { findings } from "../rules.ts";
import { type SettingsBundle, secretSettings } from "../schema.ts";
import { placeFinding, unusableSettings } from "./findings.ts";

/** cluster.yaml as it was loaded. */
export interface Loaded {
  readonly config: Config;
  /** `shut`: encrypted, and no key here opens it. */
  readonly secrecy: "plain" | "opened" | "shut";
}

/** cluster.yaml, validated, with every variable computed. */
export interface Settings extends Loaded {
  readonly variables: Variables;
  readonly members: readonly Member[];
}

/** What became of loaded settings. */
export interface Judged extends Outcome<Settings> {
  /** Also there when the only errors are those of rules. */
  readonly variables: Variables | undefined;
}

/**
 * Validates loaded settings, computes every variable, and asks the rules. Problems of the whole file at once, in
 * file order, those of loading (`reported`) among them. Without `now`, confirmations with a date are not judged.
 */
export function judgeSettings(
  { config, secrecy }: Loaded,
  reported: readonly Problem[],
  { members, bundle, validator }: Platform,
  now?: Date,
): Judged {
  const schema = bundle as unknown as Schema;
  const found = validateSettings(config, validator, schema, { reported, sealed: secrecy === "shut" });
  const early = [...reported, ...found];
  const unusable = unusableSettings(config, early, bundle);
  if (secrecy === "shut") for (const name of openSettingsShut(config, bundle)) unusable.add(name);
  const unheard = secrecy === "shut" ? new Set([...unusable, ...secretSettings(bundle)]) : unusable;
  const usable = Object.entries(config.settings).filter(([name]) => !unusable.has(name));
  const variables = derive(members, Object.fromEntries(usable));
  const late = findings(variables, unheard, now).map((finding) => placeFinding(config, variables, finding));
  const problems = sortProblems([...early, ...late]);
  return {
    value: hasErrors(problems) ? undefined : { config, variables, members, secrecy },
    problems,
    variables: hasErrors(early) ? undefined : variables,
  };
}

/** Settings that are no secrets and were encrypted all the same, by a rule that says more than it must. */
function openSettingsShut({ settings }: Config, bundle: SettingsBundle): string[] {
  const secrets = new Set(secretSettings(bundle));
  return Object.keys(settings).filter(
    (name) => !secrets.has(name) && /"ENC\[AES256_GCM,/.test(JSON.stringify(settings[name]) ?? ""),
  );
}
