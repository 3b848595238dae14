import type { Applied } from "./applied.ts";
import type { Reference } from "./reference.ts";
import { type Found, get, select, text } from "./value.ts";

/** Where a kind names another object in a field of its own. */
interface Row {
  readonly in: string;
  /** Dotted patterns; `*` stands for any key or index. */
  readonly at: readonly string[];
  /** The kind that is named; absent: the field `kind` beside the name says it. */
  readonly to?: string;
  /** The field with the name; absent: the pattern leads to the name itself. */
  readonly name?: string;
  /** The field with a key of it. */
  readonly key?: string;
  /** Keys that are always read. */
  readonly keys?: readonly string[];
}

const BARMAN = ["s3Credentials.*", "azureCredentials.*", "googleCredentials.*", "endpointCA"];
const MONITOR = [
  "authorization.credentials",
  "basicAuth.username",
  "basicAuth.password",
  "bearerTokenSecret",
];
const TLS = ["tlsConfig.ca.secret", "tlsConfig.cert.secret", "tlsConfig.keySecret"];
const cnpg = (kind: string): string => `postgresql.cnpg.io/${kind}`;
const flux = (kind: string): string => `source.toolkit.fluxcd.io/${kind}`;

const ROWS: readonly Row[] = [
  {
    in: cnpg("Cluster"),
    at: ["bootstrap.*.secret", "managed.roles.*.passwordSecret"],
    to: "Secret",
    name: "name",
    keys: ["username", "password"],
  },
  {
    in: cnpg("Cluster"),
    at: ["superuserSecret"],
    to: "Secret",
    name: "name",
    keys: ["username", "password"],
  },
  {
    in: cnpg("Cluster"),
    at: [
      "externalClusters.*.password",
      "externalClusters.*.sslCert",
      "externalClusters.*.sslKey",
      "externalClusters.*.sslRootCert",
      "monitoring.customQueriesSecret.*",
      "bootstrap.initdb.*.secretRefs.*",
    ],
    to: "Secret",
    name: "name",
    key: "key",
  },
  {
    in: cnpg("Cluster"),
    at: ["monitoring.customQueriesConfigMap.*", "bootstrap.initdb.*.configMapRefs.*"],
    to: "ConfigMap",
    name: "name",
    key: "key",
  },
  {
    in: cnpg("Cluster"),
    at: BARMAN.flatMap((field) => [
      `backup.barmanObjectStore.${field}`,
      `externalClusters.*.barmanObjectStore.${field}`,
    ]),
    to: "Secret",
    name: "name",
    key: "key",
  },
  {
    in: cnpg("Cluster"),
    at: ["plugins.*.parameters.barmanObjectName", "externalClusters.*.plugin.parameters.barmanObjectName"],
    to: "ObjectStore",
  },
  ...["Database", "ScheduledBackup", "Backup", "Pooler", "DatabaseRole", "Publication", "Subscription"].map(
    (kind) => ({ in: cnpg(kind), at: ["cluster"], to: "Cluster", name: "name" }),
  ),
  {
    in: cnpg("DatabaseRole"),
    at: ["passwordSecret"],
    to: "Secret",
    name: "name",
    keys: ["username", "password"],
  },
  {
    in: "barmancloud.cnpg.io/ObjectStore",
    at: BARMAN.map((field) => `configuration.${field}`),
    to: "Secret",
    name: "name",
    key: "key",
  },
  {
    in: "dragonflydb.io/Dragonfly",
    at: ["authentication.passwordFromSecret", "authentication.clientCaCertSecret", "aclFromSecret"],
    to: "Secret",
    name: "name",
    key: "key",
  },
  {
    in: "dragonflydb.io/Dragonfly",
    at: ["tlsSecretRef"],
    to: "Secret",
    name: "name",
    keys: ["tls.crt", "tls.key"],
  },
  {
    in: "dragonflydb.io/Dragonfly",
    at: ["customLivenessProbeConfigMap", "customReadinessProbeConfigMap", "customStartupProbeConfigMap"],
    to: "ConfigMap",
    name: "name",
  },
  ...[
    ["ServiceMonitor", "endpoints"],
    ["PodMonitor", "podMetricsEndpoints"],
  ].map(([kind, field]) => ({
    in: `monitoring.coreos.com/${kind}`,
    at: [...MONITOR, ...TLS].map((path) => `${field}.*.${path}`),
    to: "Secret",
    name: "name",
    key: "key",
  })),
  { in: "helm.toolkit.fluxcd.io/HelmRelease", at: ["chartRef", "chart.spec.sourceRef"], name: "name" },
  { in: "helm.toolkit.fluxcd.io/HelmRelease", at: ["valuesFrom.*"], name: "name", key: "valuesKey" },
  { in: "kustomize.toolkit.fluxcd.io/Kustomization", at: ["sourceRef"], name: "name" },
  {
    in: "kustomize.toolkit.fluxcd.io/Kustomization",
    at: ["decryption.secretRef", "kubeConfig.secretRef"],
    to: "Secret",
    name: "name",
  },
  ...["OCIRepository", "HelmRepository", "GitRepository", "Bucket"].map((kind) => ({
    in: flux(kind),
    at: ["secretRef", "certSecretRef", "proxySecretRef", "verify.secretRef"],
    to: "Secret",
    name: "name",
  })),
  {
    in: "gateway.envoyproxy.io/SecurityPolicy",
    at: ["oidc.clientSecret", "basicAuth.users"],
    to: "Secret",
    name: "name",
  },
];

/** What an object names in the fields of its own kind. */
export function listTableReferences(object: Applied): Reference[] {
  const { manifest } = object;
  const rows = ROWS.filter((row) => row.in === `${manifest.group}/${object.kind}`);
  return rows.flatMap((row) =>
    row.at.flatMap((pattern) =>
      select(manifest.value, `spec.${pattern}`).flatMap((found) => toReference(object, row, found)),
    ),
  );
}

function toReference(from: Applied, row: Row, { value, path }: Found): Reference[] {
  const name = text(row.name ? get(value, row.name) : value);
  const kind = row.to ?? text(get(value, "kind"));
  if (!name || !kind) return [];
  const at = row.name ? [...path, row.name] : path;
  const key = row.key ? text(get(value, row.key)) : undefined;
  const keys = [
    ...(key && row.key ? [{ key, at: [...path, row.key] }] : []),
    ...(row.keys ?? defaultKeys(row, key)).map((always) => ({ key: always, at })),
  ];
  const namespace = text(get(value, "namespace")) ?? from.namespace;
  return [{ from, at, kind, namespace, name, keys, optional: get(value, "optional") === true }];
}

/** helm-controller reads `values.yaml` of a valuesFrom that names no key. */
function defaultKeys(row: Row, key: string | undefined): readonly string[] {
  return row.key === "valuesKey" && !key ? ["values.yaml"] : [];
}
