import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ciliumRules, type Flow, type Flows, plainRules } from "../../../src/network.ts";
import { type DatabaseClaim, type Settings, variablesOf } from "./given.ts";

const enforced = { network_policies_enabled: true, network_policies_mode: "enforce" };
const withoutCilium = { ...enforced, network_policies_cilium: false };
const database: DatabaseClaim = { cluster: "notes-db", namespace: "notes", backup: true };

interface Case {
  readonly name: string;
  readonly settings: Settings;
  readonly databases?: readonly DatabaseClaim[];
  /** `peer ports` of each rule, ingress before egress. */
  readonly plain: readonly string[];
  readonly cilium: readonly string[];
}

const dns = "kube-system/k8s-app=kube-dns 53";
const plugin = "cnpg-system/app.kubernetes.io/name=plugin-barman-cloud 9090";

const cases: readonly Case[] = [
  {
    name: "operator alone",
    settings: withoutCilium,
    plain: ["anyone 9443", dns, "anyone 443,6443"],
    cilium: ["kube-apiserver,host,remote-node 9443", dns, "kube-apiserver 443,6443"],
  },
  {
    name: "operator beside Cilium opens nothing to anyone",
    settings: enforced,
    plain: [dns],
    cilium: ["kube-apiserver,host,remote-node 9443", dns, "kube-apiserver 443,6443"],
  },
  {
    name: "operator with a database, its backup and monitoring",
    settings: { ...enforced, monitoring_enabled: true, cnpg_database_namespaces: ["identity"] },
    databases: [database],
    plain: [
      "monitoring/app.kubernetes.io/name=prometheus 8080",
      dns,
      "identity/cnpg.io/cluster 5432,8000",
      "notes/cnpg.io/cluster 5432,8000",
      plugin,
    ],
    cilium: [
      "kube-apiserver,host,remote-node 9443",
      "monitoring/app.kubernetes.io/name=prometheus 8080",
      dns,
      "kube-apiserver 443,6443",
      "identity/cnpg.io/cluster 5432,8000",
      "notes/cnpg.io/cluster 5432,8000",
      plugin,
    ],
  },
];

describe("the operator's rules", () => {
  test.each(cases)("$name", ({ settings, databases = [], plain, cilium }) => {
    const variables = variablesOf(settings, databases);
    expect(summary(variables.value("cnpg_operator_plain_rules"))).toEqual(plain);
    expect(summary(variables.value("cnpg_operator_cilium_rules"))).toEqual(cilium);
  });
});

test("only the operator reaches the plugin", () => {
  const variables = variablesOf(enforced);
  const operator = "cnpg-system/app.kubernetes.io/name=cloudnative-pg 9090";
  expect(summary(variables.value("cnpg_barman_plugin_plain_rules"))).toEqual([operator, dns]);
  expect(summary(variables.value("cnpg_barman_plugin_cilium_rules"))).toEqual([
    operator,
    dns,
    "kube-apiserver 443,6443",
  ]);
});

const name = fc.stringMatching(/^[a-z]{1,8}$/);
const peer: fc.Arbitrary<Flow["peer"]> = fc.oneof(
  fc.constant("api-server" as const),
  fc.record({ namespace: name, label: name }),
  fc.record({ namespace: name, podLabels: fc.dictionary(name, name, { maxKeys: 2, noNullPrototype: true }) }),
);
const flow: fc.Arbitrary<Flow> = fc.record({
  peer,
  ports: fc.uniqueArray(fc.integer({ min: 1, max: 65_535 }), { minLength: 1, maxLength: 3 }),
});
/** Each flow once: the plain policy says an equal rule once only. */
const some = fc.uniqueArray(flow, { minLength: 1, selector: (each) => JSON.stringify(each) });
const flows: fc.Arbitrary<Flows> = fc.record({ ingress: some, egress: some });

test("both kinds of policy say the same, except about the API server", () => {
  fc.assert(
    fc.property(flows, (flows) => {
      const pods = (lines: string[]) => lines.filter((line) => !/^(anyone|kube-apiserver)/.test(line));
      const cilium = summary(ciliumRules(flows));
      expect(summary(plainRules(flows, true))).toEqual(pods(cilium));
      const plain = summary(plainRules(flows, false));
      expect(plain).toHaveLength(cilium.length);
      expect(pods(plain)).toEqual(pods(cilium));
    }),
  );
});

interface Selector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly { readonly key: string }[];
}

interface AnyRule {
  readonly from?: readonly { readonly namespaceSelector: Selector; readonly podSelector: Selector }[];
  readonly to?: AnyRule["from"];
  readonly fromEndpoints?: readonly Selector[];
  readonly toEndpoints?: readonly Selector[];
  readonly fromEntities?: readonly string[];
  readonly toEntities?: readonly string[];
  readonly ports?: readonly { readonly port: number }[];
  readonly toPorts?: readonly { readonly ports: readonly { readonly port: string }[] }[];
}

/** One line for each rule of either kind, in which the two can be compared. */
function summary(value: unknown): string[] {
  const { ingress, egress } = value as { ingress: readonly AnyRule[]; egress: readonly AnyRule[] };
  return [...ingress, ...egress].map((rule) => `${peerOf(rule)} ${portsOf(rule)}`);
}

function portsOf({ ports, toPorts }: AnyRule): string {
  const all = ports ?? toPorts?.flatMap((one) => one.ports) ?? [];
  return [...new Set(all.map(({ port }) => String(port)))].join(",");
}

function peerOf(rule: AnyRule): string {
  const entities = rule.fromEntities ?? rule.toEntities;
  if (entities) return entities.join(",");
  const [plain] = rule.from ?? rule.to ?? [];
  if (plain)
    return `${Object.values(plain.namespaceSelector.matchLabels ?? {})}/${selectorOf(plain.podSelector)}`;
  const [endpoint] = rule.fromEndpoints ?? rule.toEndpoints ?? [];
  if (!endpoint) return "anyone";
  const { "k8s:io.kubernetes.pod.namespace": namespace, ...matchLabels } = endpoint.matchLabels ?? {};
  return `${namespace}/${selectorOf({ ...endpoint, matchLabels })}`;
}

function selectorOf({ matchLabels = {}, matchExpressions = [] }: Selector): string {
  const labels = Object.entries(matchLabels).map(([key, value]) => `${key}=${value}`);
  return [...labels, ...matchExpressions.map(({ key }) => key)]
    .map((one) => one.replace(/^k8s:/, ""))
    .join(",");
}
