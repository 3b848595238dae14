import { describe, expect, it } from "vitest";
import base from "../../schema/cluster.base.json" with { type: "json" };
import { cluster } from "../../src/cluster/cluster.ts";
import { hasSignInBefore, type Page, pageProxies, pageRoute, pageUrl } from "../../src/cluster/page.ts";
import type { ClusterVariables } from "../../src/cluster/variables.ts";
import { derive } from "../../src/derive.ts";
import { findings } from "../../src/rules.ts";
import type { SettingsPart } from "../../src/schema.ts";

type Settings = Readonly<Record<string, unknown>>;

const members = [{ app: cluster, schema: base as unknown as SettingsPart }];
const platform = (settings: Settings) => derive(members, { cloudflare_domain: "example.com", ...settings });
const variablesOf = (settings: Settings) => platform(settings).all as unknown as ClusterVariables;

const page: Page = {
  name: "chat",
  hostname: "chat.example.com",
  service: "chat-web",
  port: 80,
  gateways: ["internal"],
};

const paths = [
  { path: "/", pathType: "Prefix", backend: { service: { name: "chat-web", port: { number: 80 } } } },
];
const rules = [{ host: "chat.example.com", http: { paths } }];
const hosts = ["chat.example.com"];

describe("a page's route", () => {
  it.each<[string, Settings, Partial<Page>, object | null]>([
    ["nothing without a Gateway", {}, { gateways: [] }, null],
    ["no Ingress either", { route_kind: "Ingress" }, { gateways: [] }, null],
    [
      "an HTTPRoute at its Gateways",
      { gateway_internal_name: "inside" },
      { gateways: ["internal", "external"], longAnswers: true },
      {
        kind: "HTTPRoute",
        spec: {
          hostnames: hosts,
          parentRefs: [
            { name: "inside", namespace: "network", sectionName: "https" },
            { name: "envoy-external", namespace: "network", sectionName: "https" },
          ],
          rules: [{ backendRefs: [{ name: "chat-web", port: 80 }], timeouts: { request: "0s" } }],
        },
      },
    ],
    [
      "an Ingress of the default class, with the controller's certificate",
      { route_kind: "Ingress" },
      { longAnswers: true },
      { kind: "Ingress", metadata: { name: "chat" }, spec: { tls: [{ hosts }], rules } },
    ],
    [
      "an Ingress without TLS",
      { route_kind: "Ingress", ingress_class_name: "traefik", ingress_tls_enabled: false },
      {},
      { metadata: { name: "chat" }, spec: { ingressClassName: "traefik", rules } },
    ],
    [
      "an Ingress with a certificate of the user's",
      { route_kind: "Ingress", ingress_tls_secret_name: "wildcard" },
      {},
      { spec: { tls: [{ hosts, secretName: "wildcard" }], rules } },
    ],
    [
      "an Ingress with a certificate that cert-manager makes",
      { route_kind: "Ingress", ingress_annotations: { "cert-manager.io/cluster-issuer": "le" } },
      {},
      {
        metadata: { name: "chat", annotations: { "cert-manager.io/cluster-issuer": "le" } },
        spec: { tls: [{ hosts, secretName: "chat-tls" }], rules },
      },
    ],
    [
      "an Ingress whose controller waits, but as the user has it",
      {
        route_kind: "Ingress",
        ingress_class_name: "nginx",
        ingress_annotations: { "nginx.ingress.kubernetes.io/proxy-body-size": "8m" },
      },
      { longAnswers: true },
      {
        metadata: {
          name: "chat",
          annotations: {
            "nginx.ingress.kubernetes.io/proxy-body-size": "8m",
            "nginx.ingress.kubernetes.io/proxy-read-timeout": "3600",
            "nginx.ingress.kubernetes.io/proxy-send-timeout": "3600",
          },
        },
        spec: { ingressClassName: "nginx", tls: [{ hosts }], rules },
      },
    ],
  ])("is %s", (_name, settings, own, expected) => {
    const route = pageRoute(variablesOf(settings), { ...page, ...own });
    if (expected === null) expect(route).toBeNull();
    else expect(route).toMatchObject(expected);
    expect(Object.keys((route?.spec as { tls?: object } | undefined) ?? {})).toEqual(
      Object.keys((expected as { spec?: object } | null)?.spec ?? {}),
    );
  });
});

it.each<[Settings, string, string]>([
  [{}, "https://a.example.com", "network"],
  [{ gateway_proxy_namespace: "proxies" }, "https://a.example.com", "proxies"],
  [{ route_kind: "Ingress" }, "https://a.example.com", "kube-system"],
  [
    { route_kind: "Ingress", ingress_tls_enabled: false, ingress_controller_namespace: "traefik" },
    "http://a.example.com",
    "traefik",
  ],
  [{ ingress_tls_enabled: false }, "https://a.example.com", "network"],
])("with %o a page's URL is %s, and its proxies are in %s", (settings, url, namespace) => {
  expect(pageUrl(variablesOf(settings), "a.example.com")).toBe(url);
  expect(pageProxies(variablesOf(settings))).toEqual({ namespace, podLabels: {} });
});

it.each<[Record<string, string>, boolean]>([
  [{}, false],
  [{ "cert-manager.io/cluster-issuer": "auth" }, false],
  [{ "nginx.ingress.kubernetes.io/auth-url": "https://a.example.com/verify" }, true],
  [{ "nginx.ingress.kubernetes.io/auth-type": "basic" }, true],
  [{ "nginx.ingress.kubernetes.io/proxy-body-size": "0" }, false],
  [{ "traefik.ingress.kubernetes.io/router.middlewares": "auth-headers@kubernetescrd" }, true],
  [{ "traefik.ingress.kubernetes.io/router.middlewares": "web-headers@kubernetescrd" }, false],
])("with the annotations %o a sign-in before every Ingress is %s", (ingress_annotations, expected) => {
  expect(hasSignInBefore(variablesOf({ route_kind: "Ingress", ingress_annotations }))).toBe(expected);
  expect(hasSignInBefore(variablesOf({ ingress_annotations }))).toBe(false);
});

it.each<[Settings, readonly string[]]>([
  [{}, []],
  [{ ingress_class_name: "traefik" }, ["unused-setting ingress_class_name"]],
  [{ ingress_tls_secret_name: "a" }, ["unused-setting ingress_tls_secret_name"]],
  [{ route_kind: "Ingress", ingress_class_name: "traefik", ingress_tls_secret_name: "a" }, []],
  [{ route_kind: "Ingress", ingress_tls_enabled: false }, ["plain-http ingress_tls_enabled"]],
  [{ route_kind: "Ingress", ingress_tls_enabled: false, cloudflare_domain: "localhost" }, []],
  [{ route_kind: "Ingress", ingress_tls_enabled: false, cloudflare_domain: "ai.localhost" }, []],
])("the rules find in %o: %j", (settings, expected) => {
  const found = findings(platform(settings), new Set());
  expect(found.map(({ code, setting }) => `${code} ${setting}`)).toEqual(expected);
});
