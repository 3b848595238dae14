import { createHash } from "node:crypto";
import type { Derivations, Facts } from "../../app.ts";
import { type PageRoute, pageRoute, pageUrl } from "../../cluster/page.ts";
import { claimedModels } from "./claimed-models.ts";
import { clientKeyDerivations } from "./client-keys.ts";
import { config } from "./config.ts";
import { databaseDefaults, databaseDerivations } from "./database.ts";
import { databaseJobDerivations } from "./database-jobs.ts";
import { containerEnvironment, migrationEnvironment } from "./environment.ts";
import { aporiaConfigured } from "./guardrails.ts";
import { imageReference, pinnedTag } from "./image.ts";
import { manifestDerivations } from "./manifests.ts";
import { modelModes, servedModels } from "./models.ts";
import { outboundUrls } from "./outbound.ts";
import { secretData } from "./secrets.ts";
import { apiPort } from "./tenant.ts";
import type { LitellmDerived, LitellmVariables } from "./variables.ts";

/** Settings whose default depends on others. */
export const defaults = {
  ...databaseDefaults,
  litellm_hostname: {
    type: "string",
    description: "The subdomain below the cluster's domain.",
    of: (v: LitellmVariables) => `${v.litellm_subdomain}.${v.cloudflare_domain}`,
  },
  litellm_image_repository: {
    type: "string",
    description: "The image for the user that LiteLLM runs as.",
    of: (v: LitellmVariables) =>
      v.litellm_run_as_root ? "ghcr.io/berriai/litellm" : "ghcr.io/berriai/litellm-non_root",
  },
  litellm_trusted_proxy_ranges: {
    type: "array",
    description: "The Gateways' proxies.",
    of: (v: LitellmVariables) => v.gateway_proxy_cidrs,
  },
} as const;

/** Every variable that LiteLLM computes. */
export const derived: Derivations<LitellmDerived, LitellmVariables> = {
  litellm_public_url: {
    type: "string",
    description: "URL of LiteLLM as browsers see it.",
    setInstead: "litellm_hostname",
    of: (v) => pageUrl(v, v.litellm_hostname),
  },
  litellm_internal_url: {
    type: "string",
    description: "URL of LiteLLM inside the cluster.",
    setInstead: "litellm_namespace",
    of: (v) => `http://litellm.${v.litellm_namespace}.svc.cluster.local:${apiPort}`,
  },
  litellm_route: {
    type: "object",
    description: "HTTPRoute or Ingress that leads to LiteLLM.",
    setInstead: "route_kind, litellm_gateways and litellm_hostname",
    of: route,
  },
  litellm_route_enabled: {
    type: "boolean",
    description: "Whether browsers reach LiteLLM through a Gateway or an Ingress.",
    setInstead: "litellm_gateways",
    of: (v) => v.litellm_gateways.length > 0,
  },
  litellm_image: {
    type: "string",
    description: "Container image with tag and digest.",
    setInstead: "litellm_image_repository, litellm_image_tag and litellm_image_digest",
    of: (v) => imageReference(v.litellm_image_repository, v.litellm_image_tag, v.litellm_image_digest),
  },
  litellm_image_pinned_tag: {
    type: "string",
    description: "Tag of the image, with the digest behind it when there is one.",
    setInstead: "litellm_image_tag and litellm_image_digest",
    of: (v) => pinnedTag(v.litellm_image_tag, v.litellm_image_digest),
  },
  litellm_pods: {
    type: "integer",
    description: "Pods that run: none while the database is being deleted.",
    setInstead: "litellm_replicas",
    of: (v) => (v.litellm_database_job === "delete" ? 0 : v.litellm_replicas),
  },
  litellm_replicated: {
    type: "boolean",
    description: "Whether several pods run: a Job migrates the schema, pods are spread and protected.",
    setInstead: "litellm_replicas",
    of: (v) => v.litellm_pods > 1,
  },
  litellm_model_names: {
    type: "array",
    description: "Models that are served.",
    setInstead: "a provider's credential, litellm_models, or litellm_disabled_models",
    of: (v) => Object.keys(v.litellm_model_modes),
  },
  litellm_served_names: {
    type: "array",
    description: "Names in config.yaml's list of models, without aliases.",
    setInstead: "a provider's credential, litellm_models, or litellm_disabled_models",
    of: (v, facts) => [...new Set(servedModels(v, facts).map(({ name }) => name))],
  },
  litellm_claimed_models: {
    type: "array",
    description: "Models of servers that other apps run in the cluster.",
    setInstead: "the settings of those apps",
    of: (_v, facts) => claimedModels(facts).map(({ name }) => name),
  },
  litellm_model_modes: {
    type: "object",
    description: "What each model that is served is for, such as chat or embedding.",
    setInstead: "the mode of an entry in litellm_models",
    of: modelModes,
  },
  litellm_config: {
    type: "object",
    description: "LiteLLM's config.yaml, without secrets.",
    setInstead: "the settings that it is made of",
    of: config,
  },
  litellm_config_hash: {
    type: "string",
    description: "Changes when config.yaml changes, so that the pods are replaced.",
    of: (v) => hash(v.litellm_config),
  },
  litellm_env: {
    type: "array",
    description: "Environment of the container; secrets by reference.",
    of: containerEnvironment,
  },
  litellm_migration_env: {
    type: "array",
    description: "Environment of the migration Job; secrets by reference.",
    of: migrationEnvironment,
  },
  litellm_secret_data: {
    type: "object",
    description: "What the Secret of the container's environment holds.",
    secret: true,
    of: secretData,
  },
  litellm_outbound_urls: {
    type: "array",
    description: "URLs that the pods call outside of the platform's own offers.",
    of: outboundUrls,
  },
  litellm_alerting_configured: {
    type: "boolean",
    description: "Whether a webhook is configured.",
    setInstead: "litellm_slack_webhook_url or litellm_discord_webhook_url",
    of: (_v, facts) => facts.has("litellm_slack_webhook_url") || facts.has("litellm_discord_webhook_url"),
  },
  litellm_guardrail_configured: {
    type: "boolean",
    description: "Whether Lakera or Aporia is configured.",
    setInstead: "litellm_lakera_api_key, or litellm_aporia_api_key and litellm_aporia_api_base",
    of: (_v, facts) => guardrailConfigured(facts),
  },
  ...databaseDerivations,
  ...databaseJobDerivations,
  ...manifestDerivations,
  ...clientKeyDerivations,
};

function route(v: LitellmVariables): PageRoute | null {
  const hostname = v.litellm_hostname;
  const gateways = v.litellm_gateways;
  return pageRoute(v, {
    name: "litellm",
    hostname,
    service: "litellm",
    port: apiPort,
    gateways,
    longAnswers: true,
  });
}

function guardrailConfigured(facts: Facts): boolean {
  return facts.has("litellm_lakera_api_key") || aporiaConfigured(facts);
}

function hash(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 16);
}
