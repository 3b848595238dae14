import { parseConfig } from "../config/load.ts";
import type { Schema } from "../config/schema.ts";
import { validateSettings } from "../config/validate.ts";
import type { Platform } from "../platform.ts";
import { hasErrors, type Outcome, type Problem } from "../problem.ts";

/**
 * What must be right before a cluster.yaml is encrypted: it parses, and every name is known, since a secret under
 * a mistyped name would stay readable. The value is the rest of what is wrong with the settings.
 */
export function encryptable(
  file: string,
  plaintext: string,
  { bundle, validator }: Platform,
): Outcome<Problem[]> {
  const loaded = parseConfig(file, plaintext);
  if (!loaded.value || hasErrors(loaded.problems)) return { value: undefined, problems: loaded.problems };
  const found = validateSettings(loaded.value, validator, bundle as unknown as Schema);
  const names = found.filter(({ code }) => aboutNames.has(code));
  return { value: names.length > 0 ? undefined : found, problems: names };
}

const aboutNames: ReadonlySet<string> = new Set(["unknown-setting", "misplaced-setting", "missing-space"]);
