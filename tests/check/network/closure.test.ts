import { expect, test } from "vitest";
import type { CheckContext } from "../../../src/check/context.ts";
import { cluster, dragonfly, findings, folder, job, manifest, policy, type SmallCase } from "../small.ts";

const client = (env: string): string =>
  job(`{name: a, image: x, env: [${env}]}`).replace(
    "  template:\n",
    "  template:\n    metadata: {labels: {app: web}}\n",
  );
const URL = client("{name: DATABASE_URL, value: 'postgresql://u:p@pg-rw.ai.svc:5432/d'}");
const egress = (rules: string, types = "[Egress]"): string =>
  policy(`  podSelector: {matchLabels: {app: web}}\n  policyTypes: ${types}\n  egress: ${rules}\n`);
const cilium = (name: string, rules: string): string =>
  manifest("cilium.io/v2", "CiliumNetworkPolicy", name, `spec:\n${rules}`);
const ingress = (rules: string): string =>
  cilium(
    "in",
    `  endpointSelector: {matchLabels: {"k8s:cnpg.io/cluster": pg}}\n  ingress:\n    - ${rules}\n`,
  );
const TO_PG = "{to: [{podSelector: {matchLabels: {cnpg.io/cluster: pg}}}], ports: [{port: 5432}]}";
const DNS = "{to: [{namespaceSelector: {}}], ports: [{port: 53, protocol: UDP}]}";
const CILIUM_DNS = "{toEndpoints: [{matchLabels: {k8s:io.kubernetes.pod.namespace: kube-system}}]}";
const ciliumEgress = (labels: string, rules: readonly string[]): string =>
  cilium(
    "out",
    `  endpointSelector: {matchLabels: {${labels}}}\n  egress:\n${rules.map((rule) => `    - ${rule}\n`).join("")}`,
  );

type Case = readonly [
  name: string,
  files: Record<string, string>,
  expected?: string | readonly string[],
  context?: CheckContext,
];

const calls: readonly Case[] = [
  ["no policy", { "j.yaml": URL, "pg.yaml": cluster }],
  ["egress to the database", { "j.yaml": URL, "pg.yaml": cluster, "p.yaml": egress(`[${TO_PG}, ${DNS}]`) }],
  [
    "no egress at all, neither there nor to DNS",
    { "j.yaml": URL, "pg.yaml": cluster, "p.yaml": egress("[]") },
    ["closed-egress p.yaml:8:11", "closed-egress p.yaml:8:11"],
  ],
  [
    "egress without DNS",
    { "j.yaml": URL, "pg.yaml": cluster, "p.yaml": egress(`[${TO_PG}]`) },
    "closed-egress p.yaml:8:11",
  ],
  [
    "egress to another port",
    { "j.yaml": URL, "pg.yaml": cluster, "p.yaml": egress(`[${TO_PG.replace("5432", "5433")}]`) },
    ["closed-egress p.yaml:8:11", "closed-egress p.yaml:8:11"],
  ],
  [
    "egress to a range of ports",
    {
      "j.yaml": URL,
      "pg.yaml": cluster,
      "p.yaml": egress(`[${TO_PG.replace("5432", "5000, endPort: 6000")}, ${DNS}]`),
    },
  ],
  [
    "egress to everybody",
    { "j.yaml": URL, "pg.yaml": cluster, "p.yaml": egress(`[{ports: [{port: 5432}]}, ${DNS}]`) },
  ],
  ["a policy for the other side", { "j.yaml": URL, "pg.yaml": cluster, "p.yaml": egress("[]", "[Ingress]") }],
  [
    "a host that needs no proxy",
    { "j.yaml": client("{name: NO_PROXY, value: pg-rw.ai.svc}"), "pg.yaml": cluster, "p.yaml": egress("[]") },
  ],
  [
    "a host in a Secret",
    {
      "j.yaml": client("{name: U, valueFrom: {secretKeyRef: {name: s, key: k}}}"),
      "s.sops.yaml": manifest("v1", "Secret", "s", "stringData: {k: 'redis://cache:6379'}\n"),
      "df.yaml": dragonfly,
      "p.yaml": egress(`[${DNS}]`),
    },
    "closed-egress p.yaml:8:11",
  ],
  [
    "a host in a Secret that is the whole environment",
    {
      "j.yaml": client("").replace("env: []", "envFrom: [{secretRef: {name: s}}]"),
      "s.sops.yaml": manifest("v1", "Secret", "s", "stringData: {k: 'redis://cache:6379'}\n"),
      "df.yaml": dragonfly,
      "p.yaml": egress(`[${DNS}]`),
    },
    "closed-egress p.yaml:8:11",
  ],
  [
    "ingress from the client",
    { "j.yaml": URL, "pg.yaml": cluster, "p.yaml": ingress("{fromEndpoints: [{matchLabels: {app: web}}]}") },
  ],
  [
    "ingress from another",
    {
      "j.yaml": URL,
      "pg.yaml": cluster,
      "k.yaml": client("").replace("name: migrate", "name: other").replace("app: web", "app: other"),
      "p.yaml": ingress("{fromEndpoints: [{matchLabels: {app: other}}]}"),
    },
    "closed-ingress p.yaml:7:3",
  ],
  [
    "ingress by an empty rule, which opens nothing in Cilium",
    { "j.yaml": URL, "pg.yaml": cluster, "p.yaml": ingress("{}") },
    "closed-ingress p.yaml:7:3",
  ],
  [
    "ingress from another, only watched",
    {
      "j.yaml": URL,
      "pg.yaml": cluster,
      "p.yaml": `${ingress("{fromEndpoints: [{matchLabels: {cnpg.io/cluster: pg}}]}")}  enableDefaultDeny: {ingress: false}\n`,
    },
  ],
  [
    "ingress from an entity",
    { "j.yaml": URL, "pg.yaml": cluster, "p.yaml": ingress("{fromEntities: [cluster]}") },
  ],
  [
    "a URL into a namespace that nothing opens",
    {
      "j.yaml": client("{name: U, value: 'http://idp.sso.svc:8080/x'}"),
      "p.yaml": egress(
        `[{to: [{podSelector: {}}]}, ${DNS.replace("{}", "{matchLabels: {kubernetes.io/metadata.name: kube-system}}")}]`,
      ),
      "pg.yaml": cluster,
    },
    "closed-egress p.yaml:8:11",
  ],
  [
    "a URL into one that is open",
    {
      "j.yaml": client("{name: U, value: 'http://idp.sso.svc:8080/x'}"),
      "p.yaml": egress(`[{to: [{namespaceSelector: {}}], ports: [{port: 80}]}, ${DNS}]`),
    },
  ],
  [
    "the API server's URL",
    { "j.yaml": client("{name: U, value: 'https://kubernetes.default.svc'}"), "p.yaml": egress("[]") },
  ],
  [
    "an object store in a namespace that nothing opens",
    {
      "pg.yaml": manifest(
        "postgresql.cnpg.io/v1",
        "Cluster",
        "pg",
        "spec: {plugins: [{name: x, parameters: {barmanObjectName: store}}]}\n",
      ),
      "store.yaml": manifest(
        "barmancloud.cnpg.io/v1",
        "ObjectStore",
        "store",
        "spec: {configuration: {endpointURL: 'http://s3.storage.svc:9000'}}\n",
      ),
      "p.yaml": ciliumEgress('"k8s:cnpg.io/cluster": pg', ["{toEntities: [kube-apiserver]}", CILIUM_DNS]),
    },
    "closed-egress p.yaml:7:3",
  ],
  [
    "a database that cannot reach the API server",
    { "pg.yaml": cluster, "p.yaml": ciliumEgress("cnpg.io/cluster: pg", [CILIUM_DNS]) },
    "closed-egress p.yaml:7:3",
  ],
  [
    "one that can, by its address",
    {
      "pg.yaml": cluster,
      "p.yaml": policy(
        "  podSelector: {matchLabels: {cnpg.io/cluster: pg}}\n  policyTypes: [Egress]\n  egress: [{to: [{ipBlock: {cidr: 10.0.0.1/32}}]}]\n",
      ),
    },
  ],
];

const PROVIDER = client("{name: AZURE_API_BASE, value: 'https://mine.openai.azure.com/v1'}");
const toHost = (field: string): string => `{toFQDNs: [{${field}}], toPorts: [{ports: [{port: "443"}]}]}`;
const outside = (...rules: readonly string[]): Record<string, string> => ({
  "j.yaml": PROVIDER,
  "p.yaml": ciliumEgress("app: web", [...rules, CILIUM_DNS]),
});

const providers: readonly Case[] = [
  ["a provider by its name", outside(toHost("matchName: mine.openai.azure.com"))],
  ["a provider by a pattern", outside(toHost("matchPattern: '*.openai.azure.com'"))],
  [
    "a provider by a pattern that is too short",
    outside(toHost("matchPattern: '*.azure.com'")),
    "closed-egress p.yaml:7:3",
  ],
  ["another provider", outside(toHost("matchName: yours.openai.azure.com")), "closed-egress p.yaml:7:3"],
  [
    "a provider at another port",
    outside(toHost("matchName: mine.openai.azure.com").replace("443", "8443")),
    "closed-egress p.yaml:7:3",
  ],
  ["a provider in the world", outside("{toEntities: [world]}")],
  ["a provider by any address", { "j.yaml": PROVIDER, "p.yaml": egress(`[{ports: [{port: 443}]}, ${DNS}]`) }],
  [
    "a provider by a range of addresses",
    { "j.yaml": PROVIDER, "p.yaml": egress(`[{to: [{ipBlock: {cidr: 0.0.0.0/0}}]}, ${DNS}]`) },
  ],
  ["only pods", { "j.yaml": PROVIDER, "p.yaml": egress(`[${DNS}]`) }, "closed-egress p.yaml:8:11"],
  [
    "only a proxy",
    {
      "j.yaml": PROVIDER.replace("env: [", "env: [{name: HTTPS_PROXY, value: 'http://10.0.0.1:3128'}, "),
      "p.yaml": egress(`[${DNS}]`),
    },
  ],
];

const twin = (egressRules: readonly string[]): Record<string, string> => ({
  "j.yaml": URL,
  "pg.yaml": cluster,
  "p.yaml": egress(`[${TO_PG}, ${DNS}]`),
  "q.yaml": ciliumEgress("app: web", egressRules),
});
const CILIUM_PG =
  "{toEndpoints: [{matchLabels: {cnpg.io/cluster: pg}}], toPorts: [{ports: [{port: '5432'}]}]}";

const kinds: readonly Case[] = [
  ["both kinds open it", twin([CILIUM_PG, CILIUM_DNS])],
  ["Cilium's does not", twin([CILIUM_DNS]), "one-kind-only q.yaml:7:3"],
  ["a policy that somebody else wrote", twin([CILIUM_DNS]), [], { theirs: new Set(["q.yaml"]) }],
  ["one that only closes", { ...twin([CILIUM_DNS]), "q.yaml": ciliumEgress("app: web", ["{}"]) }, []],
  [
    "one for other pods as well",
    { ...twin([]), "q.yaml": ciliumEgress("", ["{toEntities: [kube-apiserver]}"]) },
  ],
];

test.each([...calls, ...providers, ...kinds].map(toCase))("$name", (each) => {
  expect(findings(each)).toEqual(each.expected);
});

function toCase([name, files, only = [], context]: Case): SmallCase {
  return { name, files: folder(files), expected: [only].flat(), ...(context && { context }) };
}
