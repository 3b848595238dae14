import { generateSecret } from "../generate-secrets.ts";
import { nearest } from "../nearest.ts";
import type { Outcome, Problem } from "../problem.ts";
import { clean } from "../report/clean.ts";
import { type SettingsBundle, secretSettings } from "../schema.ts";

/** One secret that gets a new value, and what happens then. */
export interface Rotation {
  readonly name: string;
  readonly value: string;
  readonly consequence: string | undefined;
}

/**
 * New values for the named secrets; `present` are those that have one. Problems, one a name: not a setting, not a
 * secret that can be made, one that must never change, one without a value to replace.
 */
export function rotations(
  names: readonly string[],
  present: readonly string[],
  bundle: SettingsBundle,
): Outcome<Rotation[]> {
  const found = [...new Set(names)].map((name) => rotation(name, present, bundle));
  const problems = found.flatMap((one) => ("code" in one ? [one] : []));
  const value = found.flatMap((one) => ("value" in one ? [one] : []));
  return { value: problems.length > 0 ? undefined : value, problems };
}

function rotation(name: string, present: readonly string[], bundle: SettingsBundle): Rotation | Problem {
  const setting = Object.hasOwn(bundle.properties, name) ? bundle.properties[name] : undefined;
  if (!setting) return unknown(name, bundle);
  const { "x-keep": keep, "x-generate": how, "x-rotate": consequence } = setting;
  if (keep !== undefined) {
    const hint = "leave it as it is; nothing else needs it to change";
    return error("secret-kept", `${name} must not be rotated: ${keep}`, hint);
  }
  if (how === undefined) {
    const hint = setting["x-secret"]
      ? "get a new one where it comes from, and put it into cluster.yaml"
      : "change it in cluster.yaml";
    return error("secret-not-made", `${name} is nothing that clusterloom makes`, hint);
  }
  if (!present.includes(name))
    return error("secret-not-set", `${name} has no value to replace`, "run clusterloom secrets generate");
  return { name, value: generateSecret(how), consequence };
}

function unknown(name: string, bundle: SettingsBundle): Problem {
  const near = nearest(name, secretSettings(bundle));
  const hint = near ? `did you mean ${near}?` : "clusterloom secrets status lists them all";
  return error("unknown-variable", `no setting is called ${clean(name)}`, hint);
}

function error(code: string, message: string, hint: string): Problem {
  return { code, severity: "error", message, hint };
}
