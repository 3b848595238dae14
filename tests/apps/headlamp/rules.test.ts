import { expect, it } from "vitest";
import { assistant, found, type Settings, signIn } from "./setup.ts";

const flux = {
  name: "flux",
  source: "https://artifacthub.io/packages/headlamp/headlamp-plugins/headlamp_flux",
  version: "0.5.0",
};
const ours = "https://artifacthub.io/packages/headlamp/headlamp-plugins/headlamp_ai_assistant";
const bindings = { headlamp_group_roles: [{ group: "a", cluster_role: "view" }] };

/** Name, settings, and every finding. */
const cases: readonly [string, Settings, ...string[]][] = [
  ["nothing", {}],
  ["everything", { ...signIn, ...assistant, ...bindings, headlamp_plugins: [flux] }],
  [
    "a sign-in that must be, without anything for it",
    { headlamp_oidc_enabled: true },
    "error toggle-requirement headlamp_oidc_enabled",
  ],
  [
    "an assistant that must be, without a key",
    { headlamp_ai_assistant_enabled: true },
    "error toggle-requirement headlamp_ai_assistant_enabled",
  ],
  [
    "an assistant that must be, without an API",
    { ...assistant, headlamp_ai_assistant_enabled: true, api_enabled: false },
    "error toggle-requirement headlamp_ai_assistant_enabled",
  ],
  ["an assistant without an API, left open", { ...assistant, api_enabled: false }],
  ["the first assistant that works", { ...assistant, headlamp_ai_assistant_version: "0.3.0-alpha" }],
  ["its release", { ...assistant, headlamp_ai_assistant_version: "0.3.0" }],
  ...["0.1.0-alpha", "0.2.0-alpha", "0.2.9", "0.3.0-0"].map((version): [string, Settings, string] => [
    `the assistant ${version}`,
    { ...assistant, headlamp_ai_assistant_version: version },
    "error assistant-too-old headlamp_ai_assistant_version",
  ]),
  ["an old assistant that is off", { headlamp_ai_assistant_version: "0.1.0-alpha" }],
  [
    "an API without a route",
    { ...assistant, api_public: false },
    "error assistant-without-public-api headlamp_ai_assistant_enabled",
  ],
  [
    "an API without HTTPS",
    { ...assistant, api_url: "http://api.example.org/v1" },
    "error assistant-without-public-api headlamp_ai_assistant_enabled",
  ],
  [
    "an API and a page without HTTPS",
    { ...assistant, route_kind: "Ingress", ingress_tls_enabled: false, api_url: "http://api.localhost/v1" },
    "warning plain-http ingress_tls_enabled",
  ],
  [
    "an assistant on no page",
    { ...assistant, headlamp_gateways: [] },
    "warning assistant-without-page headlamp_gateways",
  ],
  ["a model that is served", { ...assistant, headlamp_ai_assistant_models: ["claude"] }],
  [
    "a model that is not",
    { ...assistant, headlamp_ai_assistant_models: ["claude", "gpt"] },
    "error unknown-model headlamp_ai_assistant_models/1",
  ],
  [
    "a model that a wildcard may let through",
    { ...assistant, headlamp_ai_assistant_models: ["gpt"], api_wildcards: ["openai/*"] },
  ],
  [
    "the assistant once more, by its name",
    { ...assistant, headlamp_plugins: [{ ...flux, name: "ai-assistant" }] },
    "error duplicate-plugin headlamp_plugins/0",
  ],
  [
    "the assistant once more, by its page",
    { ...assistant, headlamp_plugins: [{ ...flux, source: ours }] },
    "error duplicate-plugin headlamp_plugins/0",
  ],
  ["the assistant as a plugin only", { headlamp_plugins: [{ ...flux, source: ours }] }],
  [
    "a plugin twice",
    { headlamp_plugins: [flux, { ...flux, version: "0.6.0" }] },
    "error duplicate-plugin headlamp_plugins/1",
  ],
  [
    "two plugins in one folder",
    { headlamp_plugins: [flux, { ...flux, name: "flux2" }] },
    "error duplicate-plugin headlamp_plugins/1",
  ],
  ["PKCE", { ...signIn, headlamp_pkce_method: "S256" }],
  ["plain PKCE", { headlamp_pkce_method: "plain" }, "error headlamp-pkce-plain headlamp_pkce_method"],
  ["two pods without sign-in", { headlamp_replicas: 2 }],
  [
    "two pods with sign-in",
    { ...signIn, headlamp_replicas: 2 },
    "warning headlamp-sign-in-across-pods headlamp_replicas",
  ],
  [
    "sign-in on no page",
    { ...signIn, headlamp_gateways: [] },
    "warning sign-in-without-route headlamp_gateways",
  ],
  ["groups without sign-in", bindings, "warning unused-setting headlamp_group_roles"],
  [
    "a group with the prefix that is put before it",
    { ...signIn, headlamp_group_roles: [{ group: "oidc:a", cluster_role: "view" }] },
    "warning group-with-prefix headlamp_group_roles/0/group",
  ],
  [
    "a group with another prefix",
    {
      ...signIn,
      headlamp_oidc_groups_prefix: "",
      headlamp_group_roles: [{ group: "oidc:a", cluster_role: "view" }],
    },
  ],
  ["a role for the pod", { headlamp_cluster_role: "view" }],
  [
    "the pod as admin",
    { headlamp_cluster_role: "cluster-admin" },
    "warning headlamp-pod-is-admin headlamp_cluster_role",
  ],
  ["a limit that equals the request", { headlamp_memory_limit: "128Mi", headlamp_cpu_limit: "0.05" }],
  [
    "limits below requests",
    { headlamp_memory_limit: "127Mi", headlamp_cpu_limit: "49m" },
    "error limit-under-request headlamp_memory_limit",
    "error limit-under-request headlamp_cpu_limit",
  ],
  ["all of it while Headlamp is off", { headlamp_enabled: false, headlamp_pkce_method: "plain" }],
];

it.each(cases)("%s", (_name, settings, ...expected) => {
  expect(found(settings)).toEqual(expected);
});
