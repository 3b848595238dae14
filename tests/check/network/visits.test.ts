import { expect, test } from "vitest";
import type { CheckContext } from "../../../src/check/context.ts";
import { cluster, findings, folder, manifest, policy, release, route, type SmallCase } from "../small.ts";

const APP = release(
  "    service: {main: {controller: app, ports: {http: {port: 80, targetPort: 8080}, admin: {port: 9000}}}}\n",
);
const NAMED = APP.replace("targetPort: 8080", "targetPort: web");
const ROUTE = route("{name: app, port: 80}");
const INGRESS = manifest(
  "networking.k8s.io/v1",
  "Ingress",
  "web",
  "spec: {defaultBackend: {service: {name: app, port: {name: http}}}}\n",
);
const PROXIES: CheckContext = {
  gatewayProxies: { namespace: "gateways", labels: {} },
  collector: { namespace: "metrics", labels: { app: "prometheus" } },
  ingressController: { namespace: "edge", labels: {} },
  external: ["gateways", "metrics", "elsewhere", "edge"].map((name) => ({ kind: "Namespace", name })),
};
const SELECTOR = "{matchLabels: {app.kubernetes.io/instance: app}}";
const ingress = (rules: string, selector = SELECTOR): string =>
  policy(`  podSelector: ${selector}\n  policyTypes: [Ingress]\n  ingress: ${rules}\n`);
const from = (namespace: string, port: number, labels = ""): string =>
  `{from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: ${namespace}}}${labels}}], ports: [{port: ${port}}]}`;
const PROMETHEUS = ", podSelector: {matchLabels: {app: prometheus}}";
const monitor = (kind: string, labels: string, endpoints: string): string =>
  manifest(
    "monitoring.coreos.com/v1",
    kind,
    "scrape",
    `spec:\n  selector: {matchLabels: {${labels}}}\n  ${endpoints}\n`,
  );
const SERVICE_MONITOR = monitor(
  "ServiceMonitor",
  "app.kubernetes.io/instance: app",
  "endpoints: [{port: admin}]",
);
const PG_MONITOR = monitor("PodMonitor", "cnpg.io/cluster: pg", "podMetricsEndpoints: [{port: metrics}]");
const PG = "{matchLabels: {cnpg.io/cluster: pg}}";
const SERVICE = manifest(
  "v1",
  "Service",
  "web",
  "spec: {selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}\n",
);
const DEPLOYMENT = manifest(
  "apps/v1",
  "Deployment",
  "web",
  "spec: {template: {metadata: {labels: {app: web, tier: front}}, spec: {containers: [{name: a, image: x}]}}}\n",
);

type Case = readonly [
  name: string,
  files: Record<string, string>,
  expected?: string | undefined,
  context?: CheckContext,
];

const cases: readonly Case[] = [
  [
    "proxies that are let in",
    { "a.yaml": APP, "r.yaml": ROUTE, "p.yaml": ingress(`[${from("gateways", 8080)}]`) },
  ],
  [
    "proxies that are let in on the Service's port instead of the pods'",
    { "a.yaml": APP, "r.yaml": ROUTE, "p.yaml": ingress(`[${from("gateways", 80)}]`) },
    "closed-ingress p.yaml:8:12",
  ],
  [
    "only others are let in",
    { "a.yaml": APP, "r.yaml": ROUTE, "p.yaml": ingress(`[${from("elsewhere", 8080)}]`) },
    "closed-ingress p.yaml:8:12",
  ],
  [
    "only others are let in, and nobody says where the proxies are",
    { "a.yaml": APP, "r.yaml": ROUTE, "p.yaml": ingress(`[${from("elsewhere", 8080)}]`) },
    undefined,
    { external: PROXIES.external ?? [] },
  ],
  [
    "nobody is let in, and nobody says where the proxies are",
    { "a.yaml": APP, "r.yaml": ROUTE, "p.yaml": ingress("[]") },
    "closed-ingress p.yaml:8:12",
    {},
  ],
  [
    "a port by name may be any",
    { "a.yaml": NAMED, "r.yaml": ROUTE, "p.yaml": ingress(`[${from("gateways", 1234)}]`) },
  ],
  [
    "no policy selects the backend",
    { "a.yaml": APP, "r.yaml": ROUTE, "p.yaml": ingress("[]", PG), "pg.yaml": cluster },
  ],
  [
    "a plain Service and Deployment, whose policy selects another label",
    {
      "s.yaml": SERVICE,
      "d.yaml": DEPLOYMENT,
      "r.yaml": route("{name: web, port: 80}"),
      "p.yaml": ingress(`[${from("gateways", 80)}]`, "{matchLabels: {tier: front}}"),
    },
    "closed-ingress p.yaml:8:12",
  ],
  [
    "an Ingress controller that is let in, by the name of the port",
    { "a.yaml": APP, "i.yaml": INGRESS, "p.yaml": ingress(`[${from("edge", 8080)}]`) },
  ],
  [
    "only the gateway's proxies, where there is an Ingress",
    { "a.yaml": APP, "i.yaml": INGRESS, "p.yaml": ingress(`[${from("gateways", 8080)}]`) },
    "closed-ingress p.yaml:8:12",
  ],
  [
    "a scrape that is let in",
    { "a.yaml": APP, "m.yaml": SERVICE_MONITOR, "p.yaml": ingress(`[${from("metrics", 9000, PROMETHEUS)}]`) },
  ],
  [
    "a scrape of another port",
    { "a.yaml": APP, "m.yaml": SERVICE_MONITOR, "p.yaml": ingress(`[${from("metrics", 8080, PROMETHEUS)}]`) },
    "closed-ingress p.yaml:8:12",
  ],
  [
    "a scrape by others",
    {
      "a.yaml": APP,
      "m.yaml": SERVICE_MONITOR,
      "p.yaml": ingress(`[${from("metrics", 9000, PROMETHEUS.replace("prometheus", "grafana"))}]`),
    },
    "closed-ingress p.yaml:8:12",
  ],
  [
    "a scrape of a database",
    { "pg.yaml": cluster, "m.yaml": PG_MONITOR, "p.yaml": ingress(`[${from("metrics", 9187)}]`, PG) },
  ],
  [
    "a scrape of a database at its other port",
    { "pg.yaml": cluster, "m.yaml": PG_MONITOR, "p.yaml": ingress(`[${from("metrics", 5432)}]`, PG) },
    "closed-ingress p.yaml:8:12",
  ],
  [
    "a scrape of an operator whose chart nobody knows",
    {
      "o.yaml": manifest(
        "helm.toolkit.fluxcd.io/v2",
        "HelmRelease",
        "op",
        "spec: {chart: {spec: {chart: op}}}\n",
      ),
      "m.yaml": monitor("PodMonitor", "app.kubernetes.io/name: op", "podMetricsEndpoints: [{port: metrics}]"),
      "p.yaml": ingress("[]", "{matchLabels: {app.kubernetes.io/name: op}}"),
    },
    "closed-ingress p.yaml:8:12",
  ],
];

test.each(cases.map(toCase))("$name", (each) => {
  expect(findings(each)).toEqual(each.expected);
});

function toCase([name, files, only, context = PROXIES]: Case): SmallCase {
  return { name, files: folder(files), expected: only === undefined ? [] : [only], context };
}
