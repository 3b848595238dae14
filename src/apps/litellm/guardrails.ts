import type { Facts } from "../../app.ts";
import { fromEnvironment } from "./credentials.ts";
import type { LitellmVariables } from "./variables.ts";

/** The list `guardrails` at the top of config.yaml: only those whose endpoint and key exist. */
export function guardrails(v: LitellmVariables, facts: Facts): object[] {
  const external = v.litellm_guardrails_enabled;
  return [
    ...(external && facts.has("litellm_lakera_api_key") ? [lakera(v)] : []),
    ...(external && aporiaConfigured(facts) ? [aporia(v)] : []),
    ...(v.litellm_presidio_enabled ? [presidio(v)] : []),
  ];
}

/** True when both the key and the URL of an Aporia project are known. */
export function aporiaConfigured(facts: Facts): boolean {
  return facts.has("litellm_aporia_api_key") && facts.has("litellm_aporia_api_base");
}

function lakera(v: LitellmVariables): object {
  return guardrail("lakera", {
    guardrail: "lakera_v2",
    mode: "pre_call",
    api_key: fromEnvironment("LAKERA_API_KEY"),
    api_base: v.litellm_lakera_api_base,
    default_on: v.litellm_guardrails_default_on,
  });
}

function aporia(v: LitellmVariables): object {
  return guardrail("aporia", {
    guardrail: "aporia",
    mode: "during_call",
    api_key: fromEnvironment("APORIA_API_KEY"),
    api_base: v.litellm_aporia_api_base,
    default_on: v.litellm_guardrails_default_on,
  });
}

function presidio(v: LitellmVariables): object {
  return guardrail("presidio", {
    guardrail: "presidio",
    mode: "pre_call",
    presidio_analyzer_api_base: v.litellm_presidio_analyzer_url,
    presidio_anonymizer_api_base: v.litellm_presidio_anonymizer_url,
    presidio_language: v.litellm_presidio_language,
    pii_entities_config: v.litellm_presidio_entities,
    default_on: v.litellm_guardrails_default_on,
  });
}

function guardrail(name: string, params: object): object {
  return { guardrail_name: name, litellm_params: params };
}
