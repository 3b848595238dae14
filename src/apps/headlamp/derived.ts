import { createHash } from "node:crypto";
import type { Derivations } from "../../app.ts";
import { type PageRoute, pageRoute, pageUrl } from "../../cluster/page.ts";
import { ciliumPolicy, plainPolicy } from "../../policy-variables.ts";
import { flows } from "./network.ts";
import { pluginImages } from "./plugin-images.ts";
import { pluginConfig, pluginsOf } from "./plugins.ts";
import { roleBindings } from "./role-bindings.ts";
import { oidcSecretData, signInEnvironment } from "./sign-in.ts";
import type { HeadlampDerived, HeadlampVariables } from "./variables.ts";

/** Settings whose default depends on others. */
export const defaults = {
  headlamp_hostname: {
    type: "string",
    description: "The subdomain below the cluster's domain.",
    of: (v: HeadlampVariables) => `${v.headlamp_subdomain}.${v.cloudflare_domain}`,
  },
} as const;

/** Every variable that Headlamp computes. */
export const derived: Derivations<HeadlampDerived, HeadlampVariables> = {
  headlamp_public_url: {
    type: "string",
    description: "URL of Headlamp as browsers see it.",
    setInstead: "headlamp_hostname",
    of: (v) => pageUrl(v, v.headlamp_hostname),
  },
  headlamp_route: {
    type: "object",
    description: "HTTPRoute or Ingress that leads to Headlamp; watches, logs and shells are long WebSockets.",
    setInstead: "route_kind, headlamp_gateways and headlamp_hostname",
    of: route,
  },
  headlamp_route_enabled: {
    type: "boolean",
    description: "Whether browsers reach Headlamp through a Gateway or an Ingress.",
    setInstead: "headlamp_gateways",
    of: (v) => v.headlamp_gateways.length > 0,
  },
  headlamp_replicated: {
    type: "boolean",
    description: "Whether several pods run: they are spread and protected.",
    setInstead: "headlamp_replicas",
    of: (v) => v.headlamp_replicas > 1,
  },
  headlamp_image_tag: {
    type: "string",
    description: "Tag of Headlamp's image, which bears a v.",
    setInstead: "headlamp_version",
    of: (v) => `v${v.headlamp_version.replace(/^v/, "")}`,
  },
  headlamp_env: {
    type: "array",
    description: "Environment of the container, without secrets.",
    of: (v) => [{ name: "XDG_CONFIG_HOME", value: "/tmp" }, ...signInEnvironment(v)],
  },
  headlamp_resources: {
    type: "object",
    description: "CPU and memory of the container.",
    setInstead: "headlamp_cpu_request, headlamp_cpu_limit, headlamp_memory_request and headlamp_memory_limit",
    of: (v) => ({
      requests: { cpu: v.headlamp_cpu_request, memory: v.headlamp_memory_request },
      limits: { ...(v.headlamp_cpu_limit && { cpu: v.headlamp_cpu_limit }), memory: v.headlamp_memory_limit },
    }),
  },
  headlamp_oidc_secret_data: {
    type: "object",
    description: "What the Secret of the sign-in holds, under the names that the chart reads.",
    secret: true,
    setInstead: "headlamp_oidc_client_id and headlamp_oidc_client_secret",
    of: oidcSecretData,
  },
  headlamp_oidc_checksum: {
    type: "string",
    description: "Changes when the sign-in changes, so that the pods are replaced.",
    secret: true,
    of: (v) => `sha256-${hash(JSON.stringify(v.headlamp_oidc_secret_data))}`,
  },
  headlamp_plugins_used: {
    type: "boolean",
    description: "Whether a sidecar installs plugins.",
    setInstead: "headlamp_plugins or headlamp_ai_assistant_enabled",
    of: (v) => pluginsOf(v).length > 0,
  },
  headlamp_plugin_config: {
    type: "string",
    description: "The plugins as pluginctl reads them, as YAML.",
    setInstead: "headlamp_plugins or headlamp_ai_assistant_version",
    of: (v) => pluginConfig(pluginsOf(v)),
  },
  headlamp_plugin_images: {
    type: "object",
    description: "Volumes of plugins that other apps bring as images.",
    setInstead: "the app that brings the plugin",
    of: (_v, facts) => pluginImages(facts),
  },
  headlamp_role_bindings: {
    type: "array",
    description: "Groups with their ClusterRoles.",
    setInstead: "headlamp_group_roles and headlamp_oidc_groups_prefix",
    of: roleBindings,
  },
  headlamp_ai_assistant_base_url: {
    type: "string",
    description: "Base URL that users enter in the assistant: public, because their browsers call it.",
    setInstead: "the host name of the OpenAI-compatible API",
    of: (v, facts) =>
      v.headlamp_ai_assistant_enabled ? (facts.offer("openai-api")?.publicUrl ?? null) : null,
  },
  headlamp_ai_assistant_provider: {
    type: "string",
    description: "Provider that users choose in the assistant: the one that takes a base URL and a key.",
    setInstead: "nothing: every OpenAI-compatible API is the assistant's vllm",
    of: (v) => (v.headlamp_ai_assistant_enabled ? "vllm" : null),
  },
  headlamp_plain_rules: plainPolicy("Headlamp's", flows),
  headlamp_cilium_rules: ciliumPolicy("Headlamp's", flows),
};

function route(v: HeadlampVariables): PageRoute | null {
  const hostname = v.headlamp_hostname;
  const gateways = v.headlamp_gateways;
  return pageRoute(v, {
    name: "headlamp",
    hostname,
    service: "headlamp",
    port: 80,
    gateways,
    longAnswers: true,
  });
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
