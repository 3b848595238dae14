import { describe, expect, test } from "vitest";
import { check } from "../../src/check/check.ts";
import { checkSchemas } from "../../src/check/schemas.ts";
import { object, type RuleCase, said } from "./rule-case.ts";

const release = (spec: string): string =>
  object("helm.toolkit.fluxcd.io/v2", "HelmRelease", `spec:\n${spec}`);
const route = (rule: string): string =>
  object("gateway.networking.k8s.io/v1", "HTTPRoute", `spec:\n  rules:\n    - ${rule}\n`);
const CHART = "  chartRef: {kind: OCIRepository, name: a}\n";

const cases: readonly RuleCase[] = [
  { name: "a whole release", text: release(`  interval: 1h\n${CHART}`), expected: [] },
  {
    name: "a field that is not there",
    text: release(`  interval: 1h\n  bogus: 1\n${CHART}`),
    expected: ["unknown-field 6:10"],
  },
  {
    name: "a field further in",
    text: release(`  interval: 1h\n  install:\n    nope: 1\n${CHART}`),
    expected: ["unknown-field 7:11"],
  },
  { name: "a field that must be there", text: release(CHART), expected: ["missing-field 4:1"] },
  {
    name: "a text with a reference for a mapping",
    text: object("v1", "ConfigMap", "data: 'a ${B}'\n"),
    expected: ["wrong-type 4:7"],
  },
  {
    name: "a reference alone, which may become a mapping",
    text: object("v1", "ConfigMap", "data: ${B}\n"),
    expected: [],
  },
  { name: "a number for a string", text: release(`  interval: 60\n${CHART}`), expected: ["wrong-type 5:13"] },
  {
    name: "a duration that is none",
    text: release(`  interval: 1 hour\n${CHART}`),
    expected: ["pattern-mismatch 5:13"],
  },
  {
    name: "a name that is too long",
    text: release(`  interval: 1h\n  releaseName: ${"a".repeat(54)}\n${CHART}`),
    expected: ["out-of-range 6:16"],
  },
  {
    name: "a value that is not among the allowed",
    text: release(`  interval: 1h\n  driftDetection: {mode: on}\n${CHART}`),
    expected: ["value-not-allowed 6:26"],
  },
  {
    name: "free values",
    text: release(`  interval: 1h\n  values: {any: {thing: [1]}}\n${CHART}`),
    expected: [],
  },
  {
    name: "an empty field, which CRDs refuse",
    text: release(`  interval: 1h\n  timeout:\n${CHART}`),
    expected: ["empty-field 6:11"],
  },
  {
    name: "an empty field that must be there",
    text: release(`  interval:\n${CHART}`),
    expected: ["missing-field 5:12"],
  },
  {
    name: "an empty field of Kubernetes' own is no field",
    text: object("v1", "Service", "spec:\n  selector:\n  ports: [{port: 1}]\n"),
    expected: [],
  },
  {
    name: "what Flux substitutes is not judged",
    text: release(`  interval: \${EVERY}\n  maxHistory: \${MANY}\n${CHART}`),
    expected: [],
  },
  {
    name: "a status is the operator's",
    text: `${release(`  interval: 1h\n${CHART}`)}status: {any: 1}\n`,
    expected: [],
  },
  {
    name: "a field at the top",
    text: object("v1", "Namespace", "specs: {}\n"),
    expected: ["unknown-field 4:8"],
  },
  {
    name: "a label that is no string",
    text: "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: a\n  labels: {a: true}\n",
    expected: ["wrong-type 5:15"],
  },
  {
    name: "quantities, as number and as text",
    text: object(
      "v1",
      "PersistentVolumeClaim",
      "spec:\n  resources:\n    requests: {storage: 10Gi}\n    limits: {storage: 100}\n",
    ),
    expected: [],
  },
  {
    name: "a quantity that is none",
    text: object("v1", "PersistentVolumeClaim", "spec:\n  resources:\n    requests: {storage: 10GB}\n"),
    expected: ["pattern-mismatch 6:25"],
  },
  {
    name: "a list for a mapping",
    text: object("v1", "Service", "spec:\n  ports: [{port: 1}]\n  selector: [a]\n"),
    expected: ["wrong-type 6:13"],
  },
  {
    name: "a port twice, once with its default protocol",
    text: object(
      "v1",
      "Service",
      "spec:\n  ports:\n    - {port: 1, name: a}\n    - {port: 1, name: b, protocol: TCP}\n    - {port: 1, name: c, protocol: UDP}\n",
    ),
    expected: ["duplicate-entry 7:7"],
  },
  {
    name: "a port that is none",
    text: object("v1", "Service", "spec: {ports: [{port: 70000}]}\n"),
    expected: ["out-of-range 4:23"],
  },
  {
    name: "a retention in the wrong place",
    text: object(
      "barmancloud.cnpg.io/v1",
      "ObjectStore",
      "spec:\n  configuration:\n    destinationPath: s3://b\n    retentionPolicy: 30d\n",
    ),
    expected: ["unknown-field 7:22"],
  },
  {
    name: "a retention that is none",
    text: object(
      "barmancloud.cnpg.io/v1",
      "ObjectStore",
      "spec:\n  configuration: {destinationPath: s3://b}\n  retentionPolicy: 0d\n",
    ),
    expected: ["pattern-mismatch 6:20"],
  },
  {
    name: "a DatabaseRole",
    text: object("postgresql.cnpg.io/v1", "DatabaseRole", "spec: {name: b, cluster: {name: c}}\n"),
    expected: [],
  },
  {
    name: "a Dragonfly with a misspelt field",
    text: object("dragonflydb.io/v1alpha1", "Dragonfly", "spec: {replica: 1}\n"),
    expected: ["unknown-field 4:17"],
  },
  {
    name: "a container inside of another kind",
    text: object("dragonflydb.io/v1alpha1", "Dragonfly", "spec: {env: [{name: a, valeu: b}]}\n"),
    expected: ["unknown-field 4:31"],
  },
  { name: "a timeout of a route", text: route("timeouts: {request: 0s}"), expected: [] },
  {
    name: "a timeout in words",
    text: route("timeouts: {request: never}"),
    expected: ["pattern-mismatch 6:27"],
  },
  {
    name: "an experimental field",
    text: route("retry: {attempts: 1}"),
    expected: ["experimental-field 6:14"],
  },
  {
    name: "a version that is gone",
    text: object("helm.toolkit.fluxcd.io/v2beta1", "HelmRelease", "spec: {}\n"),
    expected: ["unknown-api-version 1:13"],
  },
  {
    name: "a kind of another group",
    text: object("v1", "Deployment", "spec: {}\n"),
    expected: ["unknown-api-version 1:13"],
  },
  {
    name: "a misspelt kind",
    text: object("helm.toolkit.fluxcd.io/v2", "HelmRelaese", ""),
    expected: ["unknown-kind 2:7"],
  },
  {
    name: "a kind of a user",
    text: object("example.org/v1", "Thing", "any: 1\n"),
    expected: ["unknown-kind 2:7"],
  },
  {
    name: "a merge key",
    text: object("v1", "ConfigMap", "data:\n  a: &a b\n  <<: {c: d}\n"),
    expected: [],
  },
];

test.each(cases)("$name", ({ text, expected }) => {
  expect(said(checkSchemas, text)).toEqual(expected);
});

describe("a kustomization", () => {
  test.each([
    ["resources: [a.yaml]\n", []],
    ["resource: [a.yaml]\n", ["unknown-field 1:11"]],
    [
      "kind: Component\napiVersion: kustomize.config.k8s.io/v1alpha1\npatches: [{pathh: a}]\n",
      ["unknown-field 3:19"],
    ],
  ])("%j", (text, expected) => {
    expect(said(checkSchemas, text, "kustomization.yaml")).toEqual(expected);
  });
});

test("a known kind is told once, with a note, however many objects it has", () => {
  const thing = object("example.org/v1", "Thing", "");
  const found = check(new Map([["a.yaml", { text: `${thing}---\n${thing.replace("name: a", "name: b")}` }]]));
  expect(found.map(({ code, severity }) => [code, severity])).toEqual([["unknown-kind", "note"]]);
});

test("a user's schema wins over none, and over ours", () => {
  const schemas = new Map([
    ["example.org/v1/Thing", { type: "object", properties: { spec: { type: "string" }, metadata: {} } }],
    ["v1/ConfigMap", { type: "object" }],
  ]);
  const text = `${object("example.org/v1", "Thing", "spec: 1\n")}---\n${object("v1", "ConfigMap", "any: 1\n")}`;
  expect(said(checkSchemas, text, "a.yaml", { schemas })).toEqual(["wrong-type 4:7"]);
});

test("a misplaced field is told where it belongs", () => {
  const text = object(
    "barmancloud.cnpg.io/v1",
    "ObjectStore",
    "spec:\n  configuration: {destinationPath: s3://b, retentionPolicy: 30d}\n",
  );
  const [problem] = check(new Map([["a.yaml", { text }]]));
  expect(problem?.hint).toContain("spec");
  expect(problem?.message).toContain("spec.configuration.retentionPolicy");
});

test("no message quotes a value", () => {
  const text = release(
    "  interval: hunter2hunter2\n  driftDetection: {mode: hunter2hunter2}\n  hunter2: 1\n",
  );
  for (const { message, hint } of check(new Map([["a.yaml", { text }]]))) {
    expect(`${message} ${hint}`).not.toContain("hunter2hunter2");
  }
});
