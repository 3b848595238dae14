import { describe, expect, test } from "vitest";
import { checkKindRules } from "../../../src/check/kind-rules.ts";
import { object, type RuleCase, said } from "../rule-case.ts";
import type { KindCase } from "./kind-case.ts";
import { ciliumCases } from "./tables/cilium.ts";
import { cnpgClustersCases } from "./tables/cnpg-clusters.ts";
import { cnpgOthersCases } from "./tables/cnpg-others.ts";
import { dragonflyCases } from "./tables/dragonfly.ts";
import { envoyCases } from "./tables/envoy.ts";
import { fluxCases } from "./tables/flux.ts";
import { ingressCases } from "./tables/ingress.ts";
import { kubernetesCases } from "./tables/kubernetes.ts";
import { monitoringCases } from "./tables/monitoring.ts";
import { podsCases } from "./tables/pods.ts";
import { routesCases } from "./tables/routes.ts";
import { seldomCases } from "./tables/seldom.ts";

const tables: Readonly<Record<string, readonly KindCase[]>> = {
  flux: fluxCases,
  "CloudNativePG clusters": cnpgClustersCases,
  "CloudNativePG backups and databases": cnpgOthersCases,
  dragonfly: dragonflyCases,
  routes: routesCases,
  "Envoy policies": envoyCases,
  cilium: ciliumCases,
  monitoring: monitoringCases,
  pods: podsCases,
  "kubernetes itself": kubernetesCases,
  ingress: ingressCases,
  "rules that are seldom broken": seldomCases,
};

describe.each(Object.entries(tables))("%s", (_table, cases) => {
  test.each(cases.map(([name, text, ...codes]) => ({ name, text, codes })))("$name", ({ text, codes }) => {
    expect(said(checkKindRules, text).map((finding) => finding.split(" ")[0])).toEqual(codes);
  });
});

const placed: readonly RuleCase[] = [
  {
    name: "five fields",
    text: object(
      "postgresql.cnpg.io/v1",
      "ScheduledBackup",
      "spec:\n  schedule: 0 3 * * *\n  method: plugin\n",
    ),
    expected: ["backup-schedule 5:13", "backup-method 6:11"],
  },
  {
    name: "a second of two",
    text: "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: a}\nspec:\n  chart:\n    spec: {}\n  chartRef:\n    name: a\n",
    expected: ["one-of 5:3"],
  },
  {
    name: "a path",
    text: object(
      "gateway.networking.k8s.io/v1",
      "HTTPRoute",
      "spec:\n  rules:\n    - matches:\n        - path:\n            value: a\n",
    ),
    expected: ["path-syntax 8:20"],
  },
];

test.each(placed)("$name is told in its place", ({ text, expected }) => {
  expect(said(checkKindRules, text)).toEqual(expected);
});
