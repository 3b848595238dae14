import type { Finding, Rule } from "../../../app.ts";
import type { LitellmVariables } from "../variables.ts";

/** Keys that guard something must be hard to guess and differ from one another. */
export const keyRules: readonly Rule<LitellmVariables>[] = [weakKeys, sameKeys];

const fewestCharacters = 10;

function* weakKeys(v: LitellmVariables): Iterable<Finding> {
  for (const setting of ["litellm_master_key", "litellm_salt_key"] as const) {
    const key = v[setting] ?? "";
    if (key === "" || !isWeak(key)) continue;
    yield {
      code: "weak-key",
      setting,
      message: `${setting} is easy to guess`,
      hint: "take a random one: remove the value and run clusterloom secrets generate",
    };
  }
}

/** Placeholders from examples, and keys made of a few characters over and over. */
function isWeak(key: string): boolean {
  const body = key.replace(/^sk-/, "");
  return /change|replace|example|your|1234567/i.test(body) || new Set(body).size < fewestCharacters;
}

function* sameKeys(v: LitellmVariables): Iterable<Finding> {
  const master = v.litellm_master_key;
  for (const setting of ["litellm_salt_key", "litellm_ui_password"] as const) {
    if (!master || v[setting] !== master) continue;
    yield {
      code: "same-key",
      setting,
      message: `${setting} is the same as litellm_master_key`,
      hint: "give each its own random value",
    };
  }
}
