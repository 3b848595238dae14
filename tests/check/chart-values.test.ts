import { expect, test } from "vitest";
import { checkChartValues } from "../../src/check/chart-values.ts";
import { appTemplate } from "../../src/check/charts/app-template.ts";
import { headlamp } from "../../src/check/charts/headlamp.ts";
import { openWebui } from "../../src/check/charts/open-webui.ts";
import { barmanCloud, cloudnativePg, dragonflyOperator } from "../../src/check/charts/operators.ts";
import { readDefinitions } from "../../src/check/schema/definitions.ts";
import schemas from "../../src/generated/kubernetes-schemas.js";
import { type RuleCase, said } from "./rule-case.ts";

/** A source and a release with the given values, each a line of six spaces from line 15 on. */
function release(chart: string, version: string, ...values: readonly string[]): string {
  return [
    "apiVersion: source.toolkit.fluxcd.io/v1",
    "kind: OCIRepository",
    "metadata: {name: chart}",
    `spec: {url: oci://registry.example/charts/${chart}, ref: {tag: ${version}}}`,
    "---",
    "apiVersion: helm.toolkit.fluxcd.io/v2",
    "kind: HelmRelease",
    "metadata: {name: app}",
    "spec:",
    "  chartRef: {kind: OCIRepository, name: chart}",
    "  values:",
    ...values.map((line) => `    ${line}\n`.trimEnd()),
    "",
  ].join("\n");
}

const template = (...values: readonly string[]): string => release("app-template", "5.2.1", ...values);
const container = (line: string): string => template(`controllers: {a: {containers: {b: {${line}}}}}`);
const mount = (line: string): string => template(`persistence: {a: {${line}}}`);

const cases: readonly RuleCase[] = [
  {
    name: "a container",
    text: container("image: {repository: a, tag: b}, probes: {liveness: {enabled: true}}"),
    expected: [],
  },
  { name: "a field of nobody", text: template("controller: {}"), expected: ["unknown-field 12:17"] },
  {
    name: "a field of a container in the wrong place",
    text: template("controllers: {a: {image: {repository: a}}}"),
    expected: ["unknown-field 12:30"],
  },
  {
    name: "a Kubernetes field in a container",
    text: container("livenessProbe: {}"),
    expected: ["unknown-field 12:55"],
  },
  {
    name: "a probe that Kubernetes does not know",
    text: container("probes: {liveness: {spec: {httpget: {}}}}"),
    expected: ["unknown-field 12:76"],
  },
  {
    name: "variables by name",
    text: container(
      "env: {A: 1, B: true, C: d, D: {valueFrom: {secretKeyRef: {name: a, key: b}}}, E: {secretKeyRef: {name: a, key: b}}}",
    ),
    expected: [],
  },
  { name: "variables in a list", text: container("env: [{name: A, value: b}]"), expected: [] },
  {
    name: "a variable twice",
    text: container("env: [{name: A, value: b}, {name: A, value: c}]"),
    expected: ["duplicate-entry 12:67"],
  },
  {
    name: "a variable without a name",
    text: container("env: [{value: b}]"),
    expected: ["missing-field 12:46"],
  },
  {
    name: "a source that is none",
    text: container("env: {A: {valueFrom: {secretRef: {name: a}}}}"),
    expected: ["unknown-field 12:73"],
  },
  { name: "a command of one word", text: container("command: serve, args: [a]"), expected: [] },
  { name: "a command of a mapping", text: container("command: {a: b}"), expected: ["wrong-type 12:49"] },
  {
    name: "an emptyDir",
    text: mount("type: emptyDir, sizeLimit: 1Gi, globalMounts: [{path: /tmp}]"),
    expected: [],
  },
  {
    name: "an emptyDir with a claim's field",
    text: mount("type: emptyDir, existingClaim: b"),
    expected: ["unknown-field 12:54"],
  },
  { name: "a type that is none", text: mount("type: emptydir"), expected: ["value-not-allowed 12:29"] },
  {
    name: "a claim without a type",
    text: mount("existingClaim: b, advancedMounts: {c: {d: [{path: /x, readonly: true}]}}"),
    expected: ["unknown-field 12:87"],
  },
  {
    name: "a raw resource of 4.x",
    text: template("rawResources: {a: {apiVersion: v1, kind: B, spec: {}}}"),
    expected: [],
  },
  {
    name: "a strategy that is none",
    text: template("controllers: {a: {strategy: Rolling}}"),
    expected: ["value-not-allowed 12:33"],
  },
  { name: "a template of Helm", text: container('env: {A: "{{ .Release.Name }}-b"}'), expected: [] },
  {
    name: "a text with braces",
    text: container('env: {A: "{{ $labels.pod }}"}'),
    expected: ["helm-template 12:49"],
  },
  {
    name: "a text whose braces are escaped",
    text: container('env: {A: "{{ `{{ $labels.pod }}` }}"}'),
    expected: [],
  },
  { name: "a version that is not known", text: release("app-template", "6.0.0", "any: 1"), expected: [] },
  {
    name: "the values of CloudNativePG",
    text: release(
      "cloudnative-pg",
      "0.29.0",
      "replicaCount: 2",
      "config: {data: {A: b}}",
      "monitoring: {podMonitorEnabled: true}",
    ),
    expected: [],
  },
  {
    name: "a misspelt value of CloudNativePG",
    text: release("cloudnative-pg", "0.29.0", "monitoring: {podMonitor: true}"),
    expected: ["unknown-field 12:30"],
  },
  {
    name: "a pod's field of CloudNativePG",
    text: release("cloudnative-pg", "0.29.0", "tolerations: [{key: a, operater: Exists}]"),
    expected: ["unknown-field 12:38"],
  },
  {
    name: "the values of the plugin",
    text: release(
      "plugin-barman-cloud",
      "0.7.0",
      "additionalArgs: [--log-level=info]",
      "sidecarImage: {tag: a}",
    ),
    expected: [],
  },
  {
    name: "a number of the plugin",
    text: release("plugin-barman-cloud", "0.7.0", "additionalArgs: [1]"),
    expected: ["wrong-type 12:22"],
  },
  {
    name: "the values of Dragonfly's operator",
    text: release(
      "dragonfly-operator",
      "v1.6.1",
      "serviceMonitor: {enabled: true}",
      "manager: {resources: {limits: {memory: 1Gi}}}",
    ),
    expected: [],
  },
  {
    name: "a misplaced value of Dragonfly's operator",
    text: release("dragonfly-operator", "v1.6.1", "resources: {}"),
    expected: ["unknown-field 12:16"],
  },
  {
    name: "the values of Headlamp",
    text: release(
      "headlamp",
      "0.45.0",
      "config: {oidc: {secret: {create: false}, externalSecret: {enabled: true, name: a}}}",
      "pluginsManager: {enabled: true, resources: {limits: {memory: 1Gi}}, env: [{name: A, value: b}]}",
      "podDisruptionBudget: {enabled: true, maxUnavailable: 1, minAvailable: null}",
    ),
    expected: [],
  },
  {
    name: "a probe of Headlamp where the chart reads none",
    text: release("headlamp", "0.45.0", "livenessProbe: {}"),
    expected: ["unknown-field 12:20"],
  },
  {
    name: "a plugin setting of Headlamp that the chart's own schema would take",
    text: release("headlamp", "0.45.0", "pluginsManager: {configcontent: a}"),
    expected: ["unknown-field 12:37"],
  },
  {
    name: "a variable of Headlamp twice",
    text: release("headlamp", "0.45.0", "env: [{name: A, value: b}, {name: A, value: c}]"),
    expected: ["duplicate-entry 12:32"],
  },
  {
    name: "values of a Headlamp that is not known",
    text: release("headlamp", "0.46.0", "livenessProbe: {}"),
    expected: [],
  },
  {
    name: "a variable twice in a chart we do not know",
    text: release("some-chart", "16.0.0", "extraEnvVars: [{name: A, value: b}, {name: A, value: c}]"),
    expected: ["duplicate-entry 12:41"],
  },
  {
    name: "the values of Open WebUI",
    text: release(
      "open-webui",
      "16.0.0",
      "ollama: {enabled: false}",
      "pipelines: {enabled: false}",
      "websocket: {enabled: true, manager: redis, existingSecret: a, existingSecretKey: b, redis: {enabled: false}}",
      "persistence: {provider: s3, s3: {bucket: a}}",
      "extraEnvVars: [{name: DATABASE_URL, value: a}]",
    ),
    expected: [],
  },
  {
    name: "the names that many take for values of Open WebUI",
    text: release("open-webui", "16.0.0", "openaiUrls: [a]", "route: {timeouts: {}}"),
    expected: ["unknown-field 12:17", "unknown-field 13:23"],
  },
  {
    name: "a variable that Open WebUI's chart writes itself",
    text: release(
      "open-webui",
      "16.0.0",
      "extraEnvVars: [{name: OPENAI_API_BASE_URLS, value: a}, {name: WEBSOCKET_REDIS_URL, value: b}]",
    ),
    expected: ["duplicate-entry 12:20", "duplicate-entry 12:60"],
  },
];

test.each(cases)("$name", ({ text, expected }) => {
  expect(said(checkChartValues, text)).toEqual(expected);
});

test("what the charts refer to is there", () => {
  const { resolve } = readDefinitions(schemas);
  const text = JSON.stringify([
    appTemplate(),
    barmanCloud(),
    cloudnativePg(),
    dragonflyOperator(),
    openWebui(),
    headlamp(),
  ]);
  const names = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, name]) => name ?? "");
  expect(names.length).toBeGreaterThan(20);
  expect(names.filter((name) => resolve(name) === undefined)).toEqual([]);
});
