import { setSettings } from "../config/edit.ts";
import { parseConfig } from "../config/load.ts";
import { derive } from "../derive.ts";
import { generateSecret } from "../generate-secrets.ts";
import type { Platform } from "../platform.ts";
import { hasErrors, type Outcome, type Problem } from "../problem.ts";
import { findings } from "../rules.ts";

/** The text of a cluster.yaml with secrets filled in, and the names of those that were made. */
export interface Filled {
  readonly text: string;
  readonly made: readonly string[];
}

/**
 * Makes a value for every secret that can be made and is missing: keys without a value, and what the rules miss.
 * Never replaces a value. Problems: those of loading.
 */
export function fillSecrets(file: string, text: string, platform: Platform): Outcome<Filled> {
  let filled: Filled = { text, made: [] };
  // A value that is made can show that another one is missing; each round makes at least one.
  for (;;) {
    const loaded = parseConfig(file, filled.text);
    if (!loaded.value || hasErrors(loaded.problems)) return failed(loaded.problems);
    const missing = missingSecrets(loaded.value.settings, platform);
    if (missing.length === 0) return { value: filled, problems: [] };
    filled = {
      text: setSettings(filled.text, valuesFor(missing, platform)),
      made: [...filled.made, ...missing],
    };
  }
}

function failed(problems: readonly Problem[]): Outcome<Filled> {
  return { value: undefined, problems };
}

/** Names of secrets that have no value, are needed, and can be made. */
function missingSecrets(settings: Readonly<Record<string, unknown>>, platform: Platform): string[] {
  const empty = Object.keys(settings).filter((name) => !hasValue(settings[name]));
  const names = [...empty, ...missedSettings(settings, platform)];
  return [...new Set(names)].filter((name) => isMade(name, platform) && !hasValue(settings[name]));
}

/** Names of settings that are required or that the rules miss, whether they can be made or not. */
export function missedSettings(
  settings: Readonly<Record<string, unknown>>,
  { bundle, members }: Platform,
): string[] {
  const usable = Object.entries(settings).filter(
    ([name, value]) => bundle.properties[name] && value !== null,
  );
  const needed = safely(() => findings(derive(members, Object.fromEntries(usable)), new Set()));
  return [...new Set([...(bundle.required ?? []), ...needed.flatMap(({ missing = [] }) => missing)])];
}

/** Settings of a wrong type are reported by validate; here they only end the search. */
function safely<T>(find: () => readonly T[]): readonly T[] {
  try {
    return find();
  } catch {
    return [];
  }
}

function isMade(name: string, { bundle }: Platform): boolean {
  return bundle.properties[name]?.["x-generate"] !== undefined;
}

/** False for a setting that is left out or left empty. */
export function hasValue(value: unknown): boolean {
  return value !== undefined && value !== null && value !== "";
}

function valuesFor(names: readonly string[], { bundle }: Platform): Map<string, string> {
  return new Map(
    names.flatMap((name) => {
      const how = bundle.properties[name]?.["x-generate"];
      return how ? [[name, generateSecret(how)] as const] : [];
    }),
  );
}
