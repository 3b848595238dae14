import { describe, expect, it } from "vitest";
import type { Flow } from "../../../src/network.ts";
import { flowsTo } from "../../../src/traffic.ts";
import { everything } from "./configurations.ts";
import { azure, platform } from "./platform.ts";

type Settings = Readonly<Record<string, unknown>>;

const enforced = { network_policies_enabled: true, network_policies_mode: "enforce" };
const withoutCilium = { ...enforced, network_policies_cilium: false };

const dns = "kube-system/k8s-app=kube-dns 53";
const proxies = "network/ 4000";
const prometheus = "monitoring/app.kubernetes.io/name=prometheus";
const database = "ai-system/cnpg.io/cluster=litellm-postgresql";
const cache = "cache/app=dragonfly 6379";
const litellm = "ai-system/app.kubernetes.io/name=litellm 5432";
const operator = "cnpg-system/app.kubernetes.io/name=cloudnative-pg 5432,8000";

interface Case {
  readonly name: string;
  readonly policy: "litellm" | "litellm_migration" | "litellm_database" | "litellm_database_job";
  readonly settings: Settings;
  /** `peer ports` of each rule. */
  readonly ingress: readonly string[];
  readonly egress: readonly string[];
}

const cilium: readonly Case[] = [
  {
    name: "LiteLLM with models of its own, in the cluster and outside, and those of another app",
    policy: "litellm",
    settings: {
      ...enforced,
      openai_api_key: "k",
      aws_region: "eu-central-1",
      engine_models: ["qwen3:0.6b"],
      litellm_models: [
        { name: "a", model: "openai/gpt-4o" },
        { name: "b", model: "hosted_vllm/qwen", api_base: "http://vllm.gpu.svc.cluster.local:8000/v1" },
        { name: "c", model: "ollama_chat/llama3:8b", api_base: "http://192.168.1.5:11434" },
        { name: "d", model: "ollama_chat/llama3:8b", api_base: "http://host.lima.internal:11434" },
        { name: "e", model: "bedrock/amazon.nova-lite-v1:0" },
        {
          name: "f",
          model: "bedrock/amazon.rerank-v1:0",
          mode: "rerank",
          params: { aws_region_name: "us-west-2" },
        },
      ],
    },
    ingress: [proxies],
    egress: [
      `${dns} through the proxy`,
      `${database} 5432`,
      cache,
      "models/app=engine 11434",
      "192.168.1.5/32 11434",
      "api.openai.com 443",
      "bedrock-agent-runtime.us-west-2.amazonaws.com 443",
      "bedrock-runtime.eu-central-1.amazonaws.com 443",
      "host.lima.internal 11434",
      "gpu/ 8000",
    ],
  },
  {
    name: "LiteLLM alone",
    policy: "litellm",
    settings: enforced,
    ingress: [proxies],
    egress: [dns, `${database} 5432`, cache],
  },
  {
    name: "LiteLLM that no Gateway leads to, with clients in the cluster",
    policy: "litellm",
    settings: { ...enforced, litellm_gateways: [], litellm_client_namespaces: ["chat"] },
    ingress: ["chat/ 4000"],
    egress: [dns, `${database} 5432`, cache],
  },
  {
    name: "LiteLLM behind an Ingress",
    policy: "litellm",
    settings: { ...enforced, route_kind: "Ingress", ingress_controller_namespace: "traefik" },
    ingress: ["traefik/ 4000"],
    egress: [dns, `${database} 5432`, cache],
  },
  {
    name: "LiteLLM with a database and a cache outside of the cluster",
    policy: "litellm",
    settings: {
      ...enforced,
      external_postgresql_host: "db.example.com",
      external_postgresql_port: 6432,
      external_redis_host: "192.0.2.9",
    },
    ingress: [proxies],
    egress: [`${dns} through the proxy`, "db.example.com 6432", "192.0.2.9/32 6379"],
  },
  {
    name: "LiteLLM with a database and a cache of somebody else's in the cluster",
    policy: "litellm",
    settings: {
      ...enforced,
      external_postgresql_host: "postgresql.default.svc.cluster.local",
      external_redis_host: "redis.shared.svc",
    },
    ingress: [proxies],
    egress: [dns, "default/ 5432", "shared/ 6379"],
  },
  {
    name: "the Job that makes the database",
    policy: "litellm_database_job",
    settings: {
      ...enforced,
      external_postgresql_host: "postgresql.default.svc.cluster.local",
      external_postgresql_admin_password: "admin",
    },
    ingress: ["nobody"],
    egress: [dns, "default/ 5432"],
  },
  {
    name: "LiteLLM with providers, which it resolves through Cilium's proxy",
    policy: "litellm",
    settings: { ...enforced, ...azure },
    ingress: [proxies],
    egress: [
      `${dns} through the proxy`,
      `${database} 5432`,
      cache,
      "my-east.openai.azure.com 443",
      "my-east2.openai.azure.com 443",
    ],
  },
  {
    name: "LiteLLM with everything",
    policy: "litellm",
    settings: { ...enforced, ...everything },
    ingress: [proxies, `${prometheus} 4000`],
    egress: [
      `${dns} through the proxy`,
      `${database} 5432`,
      cache,
      "identity/app=keycloak 8080",
      "monitoring/ 4318",
      "api.lakera.ai 443",
      "aporia.example.com 443",
      "cloud.langfuse.com 443",
      "discord.com 443",
      "hooks.slack.com 443",
      "my-east.openai.azure.com 443",
      "my-east2.openai.azure.com 443",
      "my-embed.eastus2.models.ai.azure.com 443",
      "my-foundry.services.ai.azure.com 443",
      "my-realtime.openai.azure.com 443",
      "my-rerank.eastus2.models.ai.azure.com 443",
      "ai/ 3000",
    ],
  },
  {
    name: "LiteLLM with an issuer and a collector outside of the cluster",
    policy: "litellm",
    settings: {
      ...enforced,
      keycloak_enabled: true,
      keycloak_internal_url: "https://login.example.org",
      litellm_oidc_client_secret: "oidc-secret",
      tracing_enabled: true,
      tracing_endpoint: "http://192.0.2.7:4318",
    },
    ingress: [proxies],
    egress: [
      `${dns} through the proxy`,
      `${database} 5432`,
      cache,
      "login.example.org 443",
      "192.0.2.7/32 4318",
    ],
  },
  {
    name: "the migration",
    policy: "litellm_migration",
    settings: { ...enforced, litellm_replicas: 3 },
    ingress: ["nobody"],
    egress: [dns, `${database} 5432`],
  },
  {
    name: "a database alone",
    policy: "litellm_database",
    settings: enforced,
    ingress: [litellm, operator, `${database} 5432,8000`],
    egress: [dns, "kube-apiserver 443,6443", `${database} 5432,8000`],
  },
  {
    name: "a database with everything",
    policy: "litellm_database",
    settings: { ...enforced, ...everything },
    ingress: [
      litellm,
      "ai-system/app.kubernetes.io/name=litellm-migration 5432",
      operator,
      `${database} 5432,8000`,
      `${prometheus} 9187`,
    ],
    egress: [
      dns,
      "kube-apiserver 443,6443",
      `${database} 5432,8000`,
      "storage/app.kubernetes.io/name=rustfs 9000",
    ],
  },
  {
    name: "a database that is archived outside of the cluster",
    policy: "litellm_database",
    settings: {
      ...enforced,
      rustfs_enabled: true,
      rustfs_endpoint: "https://s3.example.org",
      litellm_s3_access_key: "s3-access",
      litellm_s3_secret_key: "s3-secret",
    },
    ingress: [litellm, operator, `${database} 5432,8000`],
    egress: [
      `${dns} through the proxy`,
      "kube-apiserver 443,6443",
      `${database} 5432,8000`,
      "s3.example.org 443",
    ],
  },
];

describe("Cilium's policy of", () => {
  it.each(cilium)("$name", ({ policy, settings, ingress, egress }) => {
    const rules = platform(settings).value(`${policy}_cilium_rules`);
    expect(summary(rules)).toEqual({ ingress, egress });
  });
});

describe("the plain policy", () => {
  const nameless = /^[a-z0-9.-]+ 443$|^host\.lima\.internal |^kube-apiserver|^db\.example\.com /;
  const withoutProxy = (lines: readonly string[]) =>
    lines.map((line) => line.replace(" through the proxy", ""));

  it.each(cilium)("of $name says the same as Cilium's but for hosts and the API server", (one) => {
    const rules = summary(platform(one.settings).value(`${one.policy}_plain_rules`));
    const ingress = one.ingress.filter((line) => line !== "nobody");
    expect(rules).toEqual({
      ingress,
      egress: withoutProxy(one.egress.filter((line) => !nameless.test(line))),
    });
  });

  it("opens 443 to everyone, once, where nothing can name the providers", () => {
    const rules = platform({ ...withoutCilium, ...azure }).value("litellm_plain_rules");
    expect(summary(rules).egress).toEqual([dns, `${database} 5432`, cache, "anyone 443"]);
  });
});

const urls: readonly [url: string, flow: Flow][] = [
  ["https://api.example.com", { peer: { host: "api.example.com" }, ports: [443] }],
  ["https://API.example.com./v1?x", { peer: { host: "api.example.com" }, ports: [443] }],
  ["http://api.example.com:8080/", { peer: { host: "api.example.com" }, ports: [8080] }],
  ["http://example.com", { peer: { host: "example.com" }, ports: [80] }],
  ["http://web.tools.svc.cluster.local:3000", { peer: { namespace: "tools", podLabels: {} }, ports: [3000] }],
  ["http://web.tools.svc", { peer: { namespace: "tools", podLabels: {} }, ports: [80] }],
  ["http://web.other", { peer: { namespace: "other", podLabels: {} }, ports: [80] }],
  ["http://web.unknown", { peer: { host: "web.unknown" }, ports: [80] }],
  ["http://web", { peer: { namespace: "own", podLabels: {} }, ports: [80] }],
  ["http://192.0.2.7", { peer: { cidr: "192.0.2.7/32" }, ports: [80] }],
  ["http://[2001:db8::7]:81", { peer: { cidr: "2001:db8::7/128" }, ports: [81] }],
];

describe("the traffic to", () => {
  it.each(urls)("%s", (url, flow) => {
    expect(flowsTo([url], ["own", "other"])).toEqual([flow]);
  });

  it("several URLs on one host is one flow", () => {
    expect(flowsTo(["https://a.example.com/x", "https://a.example.com/y"], [])).toHaveLength(1);
  });
});

interface Selector {
  readonly matchLabels?: Readonly<Record<string, string>>;
}

interface AnyRule {
  readonly from?: readonly PlainPeer[];
  readonly to?: readonly PlainPeer[];
  readonly fromEndpoints?: readonly Selector[];
  readonly toEndpoints?: readonly Selector[];
  readonly toEntities?: readonly string[];
  readonly toFQDNs?: readonly { readonly matchName: string }[];
  readonly toCIDR?: readonly string[];
  readonly ports?: readonly { readonly port: number }[];
  readonly toPorts?: readonly {
    readonly ports: readonly { readonly port: string }[];
    readonly rules?: object;
  }[];
}

interface PlainPeer {
  readonly namespaceSelector?: Selector;
  readonly podSelector?: Selector;
  readonly ipBlock?: { readonly cidr: string };
}

/** One line for each rule of either kind, in which the two can be compared. */
function summary(value: unknown): { ingress: string[]; egress: string[] } {
  const { ingress, egress } = value as { ingress: readonly AnyRule[]; egress: readonly AnyRule[] };
  return { ingress: ingress.map(lineOf), egress: egress.map(lineOf) };
}

function lineOf(rule: AnyRule): string {
  if (Object.keys(rule).length === 0) return "nobody";
  const { ports, toPorts = [] } = rule;
  const all = ports ?? toPorts.flatMap((one) => one.ports);
  const numbers = [...new Set(all.map(({ port }) => String(port)))].join(",");
  return `${peerOf(rule)} ${numbers}${toPorts[0]?.rules ? " through the proxy" : ""}`;
}

function peerOf(rule: AnyRule): string {
  const [plain] = rule.from ?? rule.to ?? [];
  const named = rule.toEntities ?? rule.toCIDR ?? rule.toFQDNs?.map(({ matchName }) => matchName);
  if (named) return named.join(",");
  if (plain?.ipBlock) return plain.ipBlock.cidr;
  if (plain) return `${labelsOf(plain.namespaceSelector, false)}/${labelsOf(plain.podSelector, true)}`;
  const [endpoint] = rule.fromEndpoints ?? rule.toEndpoints ?? [];
  if (!endpoint) return "anyone";
  const { "k8s:io.kubernetes.pod.namespace": namespace, ...matchLabels } = endpoint.matchLabels ?? {};
  return `${namespace}/${labelsOf({ matchLabels }, true)}`;
}

function labelsOf(selector: Selector | undefined, withKeys: boolean): string {
  return Object.entries(selector?.matchLabels ?? {})
    .map(([key, value]) => (withKeys ? `${key.replace(/^k8s:/, "")}=${value}` : value))
    .join(",");
}
