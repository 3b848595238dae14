import { describe, expect, it } from "vitest";
import { databaseFlows, tikaFlows, webFlows } from "../../../src/apps/open-webui/network.ts";
import type { Flow, Flows } from "../../../src/network.ts";
import { everything, platform, type Settings, variablesOf } from "./platform.ts";

type Source = (
  v: ReturnType<typeof variablesOf>,
  facts: ReturnType<ReturnType<typeof platform>["facts"]>,
) => Flows;

const dns = "kube-system/k8s-app=kube-dns 53";
const api = "ai-system/app.kubernetes.io/name=litellm 4000";
const database = "ai-system/cnpg.io/cluster=open-webui-postgresql";
const web = "ai-system/app.kubernetes.io/instance=open-webui";
const cache = "cache/app=dragonfly 6379";
const operator = "cnpg-system/app.kubernetes.io/name=cloudnative-pg 5432,8000";
const store = "storage/app.kubernetes.io/name=rustfs 9000";

interface Case {
  readonly name: string;
  readonly of: Source;
  readonly settings: Settings;
  readonly ingress: readonly string[];
  readonly egress: readonly string[];
}

const cases: readonly Case[] = [
  {
    name: "Open WebUI alone",
    of: webFlows,
    settings: { openwebui_postgresql_enabled: false, cache_enabled: false },
    ingress: ["network/ 8080"],
    egress: [dns, api],
  },
  {
    name: "Open WebUI that no Gateway leads to, with tools outside of the cluster",
    of: webFlows,
    settings: { openwebui_gateways: [], openwebui_egress_urls: ["https://tools.example.org/x"] },
    ingress: [],
    egress: [dns, api, `${database} 5432`, cache, "tools.example.org 443"],
  },
  {
    name: "Open WebUI with everything",
    of: webFlows,
    settings: everything,
    ingress: ["network/ 8080"],
    egress: [
      dns,
      api,
      `${database} 5432`,
      cache,
      store,
      "identity/app=keycloak 8080",
      "ai-system/app.kubernetes.io/name=open-webui-tika 9998",
    ],
  },
  {
    name: "an issuer that pods reach by its public name",
    of: webFlows,
    settings: {
      keycloak_enabled: true,
      openwebui_oidc_client_secret: "s",
      openwebui_oidc_discovery_url: "https://auth.example.com/realms/home/.well-known/openid-configuration",
    },
    ingress: ["network/ 8080"],
    egress: [dns, api, `${database} 5432`, cache, "auth.example.com 443"],
  },
  {
    name: "Open WebUI with servers that are there already, behind an Ingress",
    of: webFlows,
    settings: {
      route_kind: "Ingress",
      ingress_controller_namespace: "traefik",
      external_postgresql_host: "db.example.org",
      external_postgresql_port: 6432,
      external_redis_host: "redis.shared.svc.cluster.local",
    },
    ingress: ["traefik/ 8080"],
    egress: [dns, api, "db.example.org 6432", "shared/ 6379"],
  },
  { name: "Tika", of: tikaFlows, settings: everything, ingress: [`${web} 9998`], egress: [] },
  {
    name: "the database with everything",
    of: databaseFlows,
    settings: everything,
    ingress: [
      `${web} 5432`,
      operator,
      `${database} 5432,8000`,
      "monitoring/app.kubernetes.io/name=prometheus 9187",
    ],
    egress: [dns, "api-server 443,6443", `${database} 5432,8000`, store],
  },
];

describe("the traffic of", () => {
  it.each(cases)("$name", ({ of, settings, ingress, egress }) => {
    const flows = of(variablesOf(settings), platform(settings).facts("open-webui"));
    expect({ ingress: flows.ingress.map(lineOf), egress: flows.egress.map(lineOf) }).toEqual({
      ingress,
      egress,
    });
  });
});

function lineOf({ peer, ports }: Flow): string {
  return `${peerOf(peer)} ${ports.join(",")}`;
}

function peerOf(peer: Flow["peer"]): string {
  if (typeof peer === "string") return peer;
  if ("host" in peer) return peer.host;
  if ("cidr" in peer) return peer.cidr;
  if ("label" in peer) return `${peer.namespace}/${peer.label}`;
  const labels = Object.entries(peer.podLabels).map(([key, value]) => `${key}=${value}`);
  return `${peer.namespace}/${labels[0] ?? ""}`;
}
