import { expect, test } from "vitest";
import type { CheckContext } from "../../../src/check/context.ts";
import { cluster, configMap, findings, folder, manifest, policy, type SmallCase } from "../small.ts";

const workload = (name: string, container: string, volumes = ""): string =>
  manifest(
    "apps/v1",
    "Deployment",
    name,
    `spec: {template: {metadata: {labels: {app: ${name}}}, spec: {containers: [{name: a, image: x, ${container}}]${volumes}}}}\n`,
  );
const WEB = workload("web", "args: [--api, http://api:8080]");
const SILENT = workload("web", "args: [--verbose]");
const API = workload("api", "env: [{name: DB, value: 'postgresql://u:p@pg-rw:5432/d'}]");
const SERVICE = manifest("v1", "Service", "api", "spec: {selector: {app: api}, ports: [{port: 8080}]}\n");
const peer = (label: string, value: string): string => `[{podSelector: {matchLabels: {${label}: ${value}}}}]`;
const into = (pods: string, rule: string): string =>
  policy(`  podSelector: {matchLabels: {${pods}}}\n  policyTypes: [Ingress]\n  ingress: [${rule}]\n`);
const outOf = (pods: string, rule: string): string =>
  policy(`  podSelector: {matchLabels: {${pods}}}\n  policyTypes: [Egress]\n  egress: [${rule}]\n`);
const DNS = "{to: [{namespaceSelector: {}}], ports: [{port: 53}]}";
const FROM_WEB = `{from: ${peer("app", "web")}, ports: [{port: 8080}]}`;
const FROM_API = `{from: ${peer("app", "api")}, ports: [{port: 5432}]}`;
const SECRET = "envFrom: [{secretRef: {name: s}}]";

type Case = readonly [
  name: string,
  files: Record<string, string>,
  expected?: string | undefined,
  context?: CheckContext,
];

const cases: readonly Case[] = [
  [
    "a caller that names the Service",
    { "w.yaml": WEB, "a.yaml": API, "s.yaml": SERVICE, "p.yaml": into("app: api", FROM_WEB) },
  ],
  [
    "a caller that names it nowhere",
    { "w.yaml": SILENT, "a.yaml": API, "s.yaml": SERVICE, "p.yaml": into("app: api", FROM_WEB) },
    "unneeded-rule p.yaml:8:35",
  ],
  [
    "the other end of it",
    {
      "w.yaml": SILENT,
      "a.yaml": API,
      "s.yaml": SERVICE,
      "p.yaml": outOf("app: web", `{to: ${peer("app", "api")}, ports: [{port: 8080}]}, ${DNS}`),
    },
    "unneeded-rule p.yaml:8:32",
  ],
  [
    "a second port that nothing listens on",
    {
      "w.yaml": WEB,
      "a.yaml": API,
      "s.yaml": SERVICE,
      "p.yaml": into("app: api", FROM_WEB.replace("{port: 8080}", "{port: 8080}, {port: 9090}")),
    },
    "unneeded-rule p.yaml:8:35",
  ],
  [
    "somebody else's policy",
    { "w.yaml": SILENT, "a.yaml": API, "s.yaml": SERVICE, "p.yaml": into("app: api", FROM_WEB) },
    undefined,
    { theirs: new Set(["p.yaml"]) },
  ],
  [
    "a caller whose configuration names it",
    {
      "w.yaml": workload("web", "volumeMounts: []", ", volumes: [{name: c, configMap: {name: config}}]"),
      "c.yaml": configMap("data: {config.yaml: 'upstream: api.ai.svc'}\n"),
      "a.yaml": API,
      "s.yaml": SERVICE,
      "p.yaml": into("app: api", FROM_WEB),
    },
  ],
  [
    "a caller whose Secret is encrypted",
    {
      "w.yaml": workload("web", SECRET),
      "s.sops.yaml": manifest("v1", "Secret", "s", "stringData: {K: 'ENC[AES256_GCM,data:x]'}\n"),
      "a.yaml": API,
      "s.yaml": SERVICE,
      "p.yaml": into("app: api", FROM_WEB),
    },
  ],
  [
    "a caller whose Secret is open and says nothing",
    {
      "w.yaml": workload("web", SECRET),
      "s.sops.yaml": manifest("v1", "Secret", "s", "stringData: {K: value}\n"),
      "a.yaml": API,
      "s.yaml": SERVICE,
      "p.yaml": into("app: api", FROM_WEB),
    },
    "unneeded-rule p.yaml:8:35",
  ],
  [
    "pods without a Service, whose callers may find them in other ways",
    { "w.yaml": SILENT, "a.yaml": API, "p.yaml": into("app: api", FROM_WEB) },
  ],
  [
    "a database's client",
    { "a.yaml": API, "pg.yaml": cluster, "p.yaml": into("cnpg.io/cluster: pg", FROM_API) },
  ],
  [
    "a database's client at another port",
    {
      "a.yaml": API,
      "pg.yaml": cluster,
      "p.yaml": into("cnpg.io/cluster: pg", FROM_API.replace("5432", "5432}, {port: 8000")),
    },
    "unneeded-rule p.yaml:8:35",
  ],
  [
    "instances among themselves",
    {
      "pg.yaml": cluster,
      "p.yaml": into(
        "cnpg.io/cluster: pg",
        `{from: ${peer("cnpg.io/cluster", "pg")}, ports: [{port: 8000}]}`,
      ),
    },
  ],
  [
    "an operator, whose chart may call anything",
    {
      "o.yaml": manifest(
        "helm.toolkit.fluxcd.io/v2",
        "HelmRelease",
        "op",
        "spec: {chart: {spec: {chart: op}}}\n",
      ),
      "pg.yaml": cluster,
      "p.yaml": into(
        "cnpg.io/cluster: pg",
        `{from: ${peer("app.kubernetes.io/name", "op")}, ports: [{port: 8000}]}`,
      ),
    },
  ],
];

test.each(cases.map(toCase))("$name", (each) => {
  expect(findings(each)).toEqual(each.expected);
});

function toCase([name, files, only, context]: Case): SmallCase {
  return {
    name,
    files: folder(files),
    expected: only === undefined ? [] : [only],
    ...(context && { context }),
  };
}
