import { describe, expect, test } from "vitest";
import { check } from "../../src/check/check.ts";
import type { Problem } from "../../src/problem.ts";
import { changed, PLATFORM_CONTEXT, platform } from "./platform.ts";

/** One change to the clean platform, and everything that is wrong after it. */
interface Case {
  readonly name: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
  readonly expected: readonly string[];
}

/** L and D stand for the folders of the two apps. */
const cases: readonly Case[] = [
  {
    name: "a quote that is not closed",
    file: "L/app/configmap.yaml",
    from: "name: litellm-config",
    to: 'name: "litellm-config',
    expected: ["yaml-syntax L/app/configmap.yaml:11:1"],
  },
  {
    name: "a key twice",
    file: "L/app/configmap.yaml",
    from: "  name: litellm-config",
    to: "  name: litellm-config\n  name: other",
    expected: ["duplicate-key L/app/configmap.yaml:6:3"],
  },
  {
    name: "no kind",
    file: "L/app/ocirepository.yaml",
    from: "kind: OCIRepository\n",
    to: "",
    expected: ["missing-kind L/app/ocirepository.yaml:2:1"],
  },
  {
    name: "no apiVersion",
    file: "L/app/ocirepository.yaml",
    from: "apiVersion: source.toolkit.fluxcd.io/v1\n",
    to: "",
    expected: ["missing-api-version L/app/ocirepository.yaml:2:1"],
  },
  {
    name: "no name",
    file: "L/app/ocirepository.yaml",
    from: "metadata:\n  name: litellm\n",
    to: "",
    expected: ["missing-object L/app/helmrelease.yaml:9:11", "missing-name L/app/ocirepository.yaml:2:1"],
  },
  {
    name: "a kustomization names a file that is not there",
    file: "L/app/kustomization.yaml",
    from: "./configmap.yaml",
    to: "./config.yaml",
    expected: ["orphan L/app/configmap.yaml:2:1", "missing-path L/app/kustomization.yaml:5:5"],
  },
  {
    name: "a kustomization names a file twice",
    file: "L/app/kustomization.yaml",
    from: "./configmap.yaml",
    to: "./dashboard.yaml",
    expected: ["orphan L/app/configmap.yaml:2:1", "duplicate-entry L/app/kustomization.yaml:6:5"],
  },
  {
    name: "a kustomization names a folder without an index",
    file: "cache/kustomization.yaml",
    from: "./dragonfly/ks.yaml",
    to: "./dragonfly",
    expected: ["folder-without-kustomization cache/kustomization.yaml:7:5"],
  },
  {
    name: "a Flux path that is not there",
    file: "L/ks.yaml",
    from: "path: ./kubernetes/apps/ai-system/litellm/app",
    to: "path: ./kubernetes/apps/ai-system/litelm/app",
    expected: ["orphan L/app/kustomization.yaml:2:1", "missing-path L/ks.yaml:26:9"],
  },
  {
    name: "a Flux path one folder too high applies itself again",
    file: "L/ks.yaml",
    from: "path: ./kubernetes/apps/ai-system/litellm/app",
    to: "path: ./kubernetes/apps/ai-system/litellm",
    expected: ["duplicate-object L/ks.yaml:5:9", "folder-without-kustomization L/ks.yaml:26:9"],
  },
  {
    name: "a targetNamespace that is not there",
    file: "L/ks.yaml",
    from: "targetNamespace: ai-system",
    to: "targetNamespace: ai",
    expected: [
      "health-check-not-applied L/ks.yaml:15:13",
      "health-check-not-applied L/ks.yaml:19:13",
      "unknown-namespace L/ks.yaml:32:20",
      "selects-nothing D/app/networkpolicy.yaml:17:11",
    ],
  },
  {
    name: "a dependsOn without its namespace",
    file: "L/ks.yaml",
    from: "    - name: dragonfly\n      namespace: cache",
    to: "    - name: dragonfly",
    expected: ["missing-object L/ks.yaml:10:13"],
  },
  {
    name: "a dependsOn with a typo",
    file: "L/ks.yaml",
    from: "    - name: dragonfly",
    to: "    - name: dragonfl",
    expected: ["missing-object L/ks.yaml:10:13"],
  },
  {
    name: "two Kustomizations that wait for each other",
    file: "D/ks.yaml",
    from: "  interval: 1h",
    to: "  dependsOn:\n    - name: litellm\n      namespace: ai-system\n  interval: 1h",
    expected: ["dependency-cycle L/ks.yaml:10:7"],
  },
  {
    name: "a sourceRef without its namespace",
    file: "L/ks.yaml",
    from: "    name: flux-system\n    namespace: flux-system",
    to: "    name: flux-system",
    expected: ["missing-object L/ks.yaml:30:11"],
  },
  {
    name: "a health check beside a release, of a kind that is rendered",
    file: "L/ks.yaml",
    from: "      name: litellm-postgresql",
    to: "      name: litellm-postgres",
    expected: ["health-check-not-applied L/ks.yaml:19:13"],
  },
  {
    name: "a health check of something else",
    file: "D/ks.yaml",
    from: "      name: dragonfly\n      namespace: cache\n  interval",
    to: "      name: redis\n      namespace: cache\n  interval",
    expected: ["health-check-not-applied D/ks.yaml:14:13"],
  },
  {
    name: "a health expression for a kind that is not applied",
    file: "D/ks.yaml",
    from: "      kind: Dragonfly\n      current",
    to: "      kind: Dragon\n      current",
    expected: ["health-check-not-applied D/ks.yaml:9:13"],
  },
  {
    name: "a secretKeyRef to no Secret",
    file: "L/app/helmrelease.yaml",
    from: "                    name: litellm-secret",
    to: "                    name: litellm-secrets",
    expected: ["missing-object L/app/helmrelease.yaml:21:27"],
  },
  {
    name: "a secretKeyRef to no key",
    file: "L/app/helmrelease.yaml",
    from: "key: DATABASE_URL",
    to: "key: DATABASE_URI",
    expected: ["missing-key L/app/helmrelease.yaml:22:26"],
  },
  {
    name: "an envFrom to no Secret",
    file: "L/app/helmrelease.yaml",
    from: "                  name: litellm-secret\n            image",
    to: "                  name: litellm-env\n            image",
    expected: ["missing-object L/app/helmrelease.yaml:25:25"],
  },
  {
    name: "a mounted ConfigMap that is not there",
    file: "L/app/helmrelease.yaml",
    from: "name: litellm-config",
    to: "name: litellm-conf",
    expected: ["missing-object L/app/helmrelease.yaml:32:15"],
  },
  {
    name: "a subPath that is no key",
    file: "L/app/helmrelease.yaml",
    from: "subPath: config.yaml",
    to: "subPath: config.yml",
    expected: ["missing-key L/app/helmrelease.yaml:35:22"],
  },
  {
    name: "a chartRef to no source",
    file: "L/app/helmrelease.yaml",
    from: "kind: OCIRepository\n    name: litellm",
    to: "kind: OCIRepository\n    name: app-template",
    expected: ["missing-object L/app/helmrelease.yaml:9:11"],
  },
  {
    name: "a valuesFrom whose default key is not there",
    file: "L/app/helmrelease.yaml",
    from: "  interval: 1h",
    to: "  valuesFrom:\n    - kind: ConfigMap\n      name: litellm-config\n  interval: 1h",
    expected: ["missing-key L/app/helmrelease.yaml:12:13"],
  },
  {
    name: "an initdb Secret that is not there",
    file: "L/app/postgresql.yaml",
    from: "name: litellm-db",
    to: "name: litellm-dbs",
    expected: ["missing-object L/app/postgresql.yaml:12:15"],
  },
  {
    name: "the -app Secret of a cluster that has its own",
    file: "L/app/helmrelease.yaml",
    from: "                    name: litellm-secret\n                    key: DATABASE_URL",
    to: "                    name: litellm-postgresql-app\n                    key: uri",
    expected: ["missing-object L/app/helmrelease.yaml:21:27"],
  },
  {
    name: "a plugin with no ObjectStore",
    file: "L/app/postgresql.yaml",
    from: "barmanObjectName: litellm-backups",
    to: "barmanObjectName: litellm-backup",
    expected: ["missing-object L/app/postgresql.yaml:18:27"],
  },
  {
    name: "a Database of no Cluster",
    file: "L/app/postgresql.yaml",
    from: "  cluster:\n    name: litellm-postgresql\n  name",
    to: "  cluster:\n    name: litellm-pg\n  name",
    expected: ["missing-object L/app/postgresql.yaml:26:11"],
  },
  {
    name: "an ObjectStore key that is not there",
    file: "L/app/postgresql.yaml",
    from: "key: S3_SECRET_KEY",
    to: "key: S3_SECRET",
    expected: ["missing-key L/app/postgresql.yaml:53:14"],
  },
  {
    name: "an ACL key that is not there",
    file: "D/app/dragonfly.yaml",
    from: "key: acl",
    to: "key: acls",
    expected: ["missing-key D/app/dragonfly.yaml:9:10"],
  },
  {
    name: "a scrape credential that is not there",
    file: "L/app/servicemonitor.yaml",
    from: "key: LITELLM_MASTER_KEY",
    to: "key: LITELLM_MASTERKEY",
    expected: ["missing-key L/app/servicemonitor.yaml:11:16"],
  },
  {
    name: "a ServiceMonitor that selects nothing",
    file: "L/app/servicemonitor.yaml",
    from: "app.kubernetes.io/name: litellm",
    to: "app.kubernetes.io/name: litelm",
    expected: ["selects-nothing L/app/servicemonitor.yaml:14:3"],
  },
  {
    name: "a ServiceMonitor port that no Service has",
    file: "L/app/servicemonitor.yaml",
    from: "port: http",
    to: "port: metrics",
    expected: ["missing-port L/app/servicemonitor.yaml:13:13"],
  },
  {
    name: "a PodMonitor that selects nothing",
    file: "D/app/podmonitor.yaml",
    from: "app: dragonfly",
    to: "app: redis",
    expected: ["selects-nothing D/app/podmonitor.yaml:9:3"],
  },
  {
    name: "a backend that is no Service",
    file: "L/app/httproute.yaml",
    from: "        - name: litellm",
    to: "        - name: litellm-app",
    expected: ["missing-object L/app/httproute.yaml:13:17"],
  },
  {
    name: "a backend port that the Service lacks",
    file: "L/app/httproute.yaml",
    from: "port: 4000",
    to: "port: 8080",
    expected: ["missing-port L/app/httproute.yaml:14:17"],
  },
  {
    name: "a backend without a port",
    file: "L/app/httproute.yaml",
    from: "          port: 4000\n",
    to: "",
    expected: ["missing-port L/app/httproute.yaml:13:17"],
  },
  {
    name: "a backend in another namespace without a grant",
    file: "L/app/httproute.yaml",
    from: "        - name: litellm\n          port: 4000",
    to: "        - name: dragonfly\n          namespace: cache\n          port: 6379",
    expected: ["missing-reference-grant L/app/httproute.yaml:14:22"],
  },
  {
    name: "a policy for no pod",
    file: "L/app/networkpolicy.yaml",
    from: "app.kubernetes.io/name: litellm",
    to: "app.kubernetes.io/name: litelm",
    expected: ["selects-nothing L/app/networkpolicy.yaml:7:3"],
  },
  {
    name: "a peer that is no pod",
    file: "L/app/networkpolicy.yaml",
    from: "cnpg.io/cluster: litellm-postgresql",
    to: "cnpg.io/cluster: litellm-pg",
    expected: ["selects-nothing L/app/networkpolicy.yaml:13:11"],
  },
  {
    name: "a peer namespace that is not there",
    file: "D/app/networkpolicy.yaml",
    from: "metadata.name: monitoring",
    to: "metadata.name: observability",
    expected: ["unknown-namespace D/app/networkpolicy.yaml:23:11"],
  },
  {
    name: "a peer pod that its namespace lacks",
    file: "D/app/networkpolicy.yaml",
    from: "app.kubernetes.io/name: litellm",
    to: "app.kubernetes.io/name: langfuse",
    expected: ["selects-nothing D/app/networkpolicy.yaml:17:11"],
  },
  {
    name: "a Cilium peer that is no pod",
    file: "L/app/networkpolicy.yaml",
    from: "k8s:app: dragonfly",
    to: "k8s:app: redis",
    expected: ["selects-nothing L/app/networkpolicy.yaml:29:11"],
  },
  {
    name: "a Cilium peer namespace that is not there",
    file: "L/app/networkpolicy.yaml",
    from: "pod.namespace: cache",
    to: "pod.namespace: caches",
    expected: ["unknown-namespace L/app/networkpolicy.yaml:29:11"],
  },
  {
    name: "a Cilium policy for no pod",
    file: "L/app/networkpolicy.yaml",
    from: "app.kubernetes.io/controller: litellm",
    to: "app.kubernetes.io/controller: main",
    expected: ["selects-nothing L/app/networkpolicy.yaml:24:3"],
  },
  {
    name: "one object in two files",
    file: "L/app/configmap.yaml",
    from: "name: litellm-config",
    to: "name: litellm-dashboard",
    expected: ["duplicate-object L/app/dashboard.yaml:5:9", "missing-object L/app/helmrelease.yaml:32:15"],
  },
  {
    name: "a namespace that Flux overrides",
    file: "L/app/configmap.yaml",
    from: "name: litellm-config",
    to: "name: litellm-config\n  namespace: default",
    expected: ["namespace-overridden L/app/configmap.yaml:6:14"],
  },
  {
    name: "a Namespace that kustomize renames",
    file: "cache/namespace.yaml",
    from: "name: cache",
    to: "name: caches",
    expected: ["namespace-overridden cache/namespace.yaml:5:9"],
  },
  {
    name: "a secret in clear",
    file: "L/app/helmrelease.yaml",
    from: "CONFIG_FILE_PATH: /app/config.yaml",
    to: "CONFIG_FILE_PATH: sk-0123456789abcdef0123456789abcdef",
    expected: ["secret-in-clear L/app/helmrelease.yaml:17:33"],
  },
  {
    name: "a secret in clear, percent-encoded",
    file: "L/app/configmap.yaml",
    from: "model_list: []",
    to: "url: postgres://x:p%40ss%3Aword@y",
    expected: ["secret-in-clear L/app/configmap.yaml:8:23"],
  },
  {
    name: "a secret in a comment of a sealed file",
    file: "L/app/secret.sops.yaml",
    from: "stringData:",
    to: "# was access-key-1\nstringData:",
    expected: ["secret-in-clear L/app/secret.sops.yaml:8:7"],
  },
  {
    name: "a secret in a label of a sealed file",
    file: "L/app/secret.sops.yaml",
    from: "  annotations:",
    to: "  labels:\n    key: access-key-1\n  annotations:",
    expected: ["secret-in-clear L/app/secret.sops.yaml:7:10"],
  },
  {
    name: "a postBuild",
    file: "L/ks.yaml",
    from: "  prune: true",
    to: "  postBuild:\n    substitute: {}\n  prune: true",
    expected: ["post-build L/ks.yaml:27:3"],
  },
  {
    name: "a live variable in a block",
    file: "L/app/dashboard.yaml",
    from: "  annotations:\n    kustomize.toolkit.fluxcd.io/substitute: disabled\n",
    to: "",
    expected: ["live-substitution L/app/dashboard.yaml:8:41"],
  },
  {
    name: "doubled dollars",
    file: "D/app/secret.sops.yaml",
    from: "  annotations:\n    kustomize.toolkit.fluxcd.io/substitute: disabled\n",
    to: "",
    expected: ["doubled-dollar D/app/secret.sops.yaml:9:30"],
  },
  {
    name: "two documents in a sealed file",
    file: "L/app/secret.sops.yaml",
    from: "stringData:",
    to: "stringData: {}\n---\napiVersion: v1\nkind: Secret\nmetadata:\n  name: second\nstringData:",
    expected: ["several-documents L/app/secret.sops.yaml:10:1"],
  },
  {
    name: "a ConfigMap in a sealed file",
    file: "L/app/secret-db.sops.yaml",
    from: "kind: Secret",
    to: "kind: ConfigMap",
    expected: [
      "missing-object L/app/postgresql.yaml:12:15",
      "sealed-not-a-secret L/app/secret-db.sops.yaml:3:7",
    ],
  },
  {
    name: "a Secret with a field beside its data",
    file: "L/app/secret-db.sops.yaml",
    from: "stringData:",
    to: "spec: x\nstringData:",
    expected: ["secret-outside-data L/app/secret-db.sops.yaml:9:7"],
  },
  {
    name: "a Secret value that is a number",
    file: "L/app/secret-db.sops.yaml",
    from: "username: litellm",
    to: "username: 12345",
    expected: ["secret-value L/app/secret-db.sops.yaml:10:13"],
  },
  {
    name: "plain text under data",
    file: "L/app/secret-db.sops.yaml",
    from: "stringData:",
    to: "data:",
    expected: ["secret-value L/app/secret-db.sops.yaml:11:13"],
  },
  {
    name: "a Secret that is not sealed",
    file: "L/app/configmap.yaml",
    from: "kind: ConfigMap",
    to: "kind: Secret",
    expected: [
      "clear-secret L/app/configmap.yaml:3:7",
      "secret-value L/app/configmap.yaml:7:16",
      "missing-object L/app/helmrelease.yaml:32:15",
    ],
  },
];

function pathOf(short: string): string {
  const app = short.replace(/^L\//, "ai-system/litellm/").replace(/^D\//, "cache/dragonfly/");
  return `kubernetes/apps/${app}`;
}

function brief({ code, at }: Problem): string {
  const app = at?.file
    .replace("kubernetes/apps/", "")
    .replace("ai-system/litellm/", "L/")
    .replace("cache/dragonfly/", "D/");
  return `${code} ${app}:${at?.line}:${at?.column}`;
}

test("the platform is clean", () => {
  expect(check(platform(), PLATFORM_CONTEXT)).toEqual([]);
});

describe("one change to the platform", () => {
  test.each(cases)("$name", ({ file, from, to, expected }) => {
    expect(check(changed(pathOf(file), from, to), PLATFORM_CONTEXT).map(brief)).toEqual(expected);
  });

  test.each(cases)("$name: the problem shows no secret", ({ file, from, to }) => {
    const told = JSON.stringify(check(changed(pathOf(file), from, to), PLATFORM_CONTEXT));
    for (const secret of PLATFORM_CONTEXT.secrets?.values() ?? []) expect(told).not.toContain(secret);
  });
});

test("without its externals, the platform names what it expects of others", () => {
  const { secrets = new Map() } = PLATFORM_CONTEXT;
  expect(check(platform(), { secrets }).map(brief)).toEqual([
    "missing-object L/ks.yaml:8:13",
    "unknown-namespace D/app/networkpolicy.yaml:23:11",
  ]);
});

test("a problem carries the template position that printed its line", () => {
  const path = pathOf("L/app/httproute.yaml");
  const files = new Map(changed(path, "port: 4000", "port: 8080"));
  const text = files.get(path)?.text ?? "";
  const origin = { file: "templates/apps/litellm/app/httproute.yaml.j2", line: 20, column: 5 };
  files.set(path, {
    text,
    origins: text.split("\n").map((line) => (line.includes("8080") ? origin : undefined)),
  });
  expect(check(files, PLATFORM_CONTEXT).map(({ related }) => related)).toEqual([
    [{ message: "printed by", at: origin }],
  ]);
});

test("a file that was there before ours is not looked at, and what it may hold is not missed", () => {
  const files = new Map(platform());
  for (const path of ["kubernetes/flux/cluster/ks.yaml", "kubernetes/apps/cache/kustomization.yaml"])
    files.delete(path);
  const present = new Set(["kubernetes/flux/cluster/ks.yaml", "kubernetes/apps/cache/kustomization.yaml"]);
  expect(check(files, { ...PLATFORM_CONTEXT, present }).map(brief)).toEqual([]);
  expect(check(files, PLATFORM_CONTEXT).map(brief)).not.toEqual([]);
});
