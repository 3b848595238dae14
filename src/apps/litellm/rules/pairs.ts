import type { Facts, Finding, Rule } from "../../../app.ts";
import { credentials } from "../credentials.ts";
import type { LitellmSetting, LitellmVariables } from "../variables.ts";

interface Pair {
  readonly of: string;
  readonly settings: readonly [LitellmSetting, LitellmSetting];
}

/** Settings that are of use only together; half of one would be left out without a word. */
const pairs: readonly Pair[] = [
  ...Object.values(credentials).map(
    ({ description, key, place }) => ({ of: description, settings: [key, place] }) as const,
  ),
  { of: "the backup user", settings: ["litellm_s3_access_key", "litellm_s3_secret_key"] },
  { of: "Langfuse", settings: ["litellm_langfuse_public_key", "litellm_langfuse_secret_key"] },
  { of: "Aporia", settings: ["litellm_aporia_api_key", "litellm_aporia_api_base"] },
  { of: "Presidio", settings: ["litellm_presidio_analyzer_url", "litellm_presidio_anonymizer_url"] },
];

/** Gives `half-credential` at the half that is there. */
function* halfPair({ of, settings }: Pair, facts: Facts): Iterable<Finding> {
  const present = settings.filter((name) => facts.has(name));
  const missing = settings.filter((name) => !facts.has(name));
  const [setting] = present;
  if (present.length !== 1 || !setting) return;
  yield {
    code: "half-credential",
    setting,
    missing,
    message: `${of} needs ${settings.join(" and ")}, but ${missing.join()} is missing`,
    hint: `set ${missing.join()}, or remove ${setting}`,
  };
}

/** The realtime models have no key of their own. */
function* realtime(_v: LitellmVariables, facts: Facts): Iterable<Finding> {
  if (!facts.has("azure_openai_realtime_api_base") || facts.has(credentials.usEast2.key)) return;
  yield {
    code: "unused-setting",
    severity: "warning",
    setting: "azure_openai_realtime_api_base",
    missing: [credentials.usEast2.key],
    message: `the realtime models are called with ${credentials.usEast2.key}, which is missing`,
    hint: `set ${credentials.usEast2.key} and ${credentials.usEast2.place}`,
  };
}

/** One rule for each pair, and one for the realtime models. */
export const pairRules: readonly Rule<LitellmVariables>[] = [
  ...pairs.map(
    (pair): Rule<LitellmVariables> =>
      (_v, facts) =>
        halfPair(pair, facts),
  ),
  realtime,
];
