import { expect, test } from "vitest";
import { cluster, findings, folder, job, manifest, release, type SmallCase, secret } from "./small.ts";

const cases: readonly SmallCase[] = [
  {
    name: "an optional Secret",
    files: folder({ "job.yaml": job("envFrom: [{secretRef: {name: x, optional: true}}]") }),
    expected: [],
  },
  {
    name: "env and envFrom of a Job",
    files: folder({
      "job.yaml": job(
        "{envFrom: [{configMapRef: {name: x}}], env: [{valueFrom: {secretKeyRef: {name: y, key: z}}}]}",
      ),
    }),
    expected: ["missing-object job.yaml:9:44", "missing-object job.yaml:9:90"],
  },
  {
    name: "volumes of a Job",
    files: folder({
      "job.yaml": `${job("name: a")}      volumes:\n        - secret: {secretName: s, items: [{key: b, path: b}]}\n        - configMap: {name: c}\n        - projected: {sources: [{secret: {name: p}}]}\n`,
      "s.sops.yaml": secret("s", "a"),
    }),
    expected: [
      "missing-key job.yaml:11:49",
      "missing-object job.yaml:12:29",
      "missing-object job.yaml:13:49",
    ],
  },
  {
    name: "a pull secret",
    files: folder({ "job.yaml": `${job("name: a")}      imagePullSecrets: [{name: s}]\n` }),
    expected: ["missing-object job.yaml:10:33"],
  },
  {
    name: "a Secret in another namespace",
    files: {
      ...folder({ "job.yaml": job("envFrom: [{secretRef: {name: s}}]") }),
      "other/kustomization.yaml": "namespace: other\nresources: [./s.sops.yaml]\n",
      "other/s.sops.yaml": secret("s", "a"),
    },
    expected: ["missing-object job.yaml:9:40"],
  },
  {
    name: "a Secret of a neighbour",
    files: folder({ "job.yaml": job("envFrom: [{secretRef: {name: s}}]") }),
    context: { external: [{ kind: "Secret", namespace: "ai", name: "*" }] },
    expected: [],
  },
  {
    name: "the Secret that CloudNativePG writes",
    files: folder({
      "pg.yaml": cluster,
      "job.yaml": job("env: [{valueFrom: {secretKeyRef: {name: pg-app, key: uri}}}]"),
    }),
    expected: [],
  },
  {
    name: "a key that CloudNativePG does not write",
    files: folder({
      "pg.yaml": cluster,
      "job.yaml": job("env: [{valueFrom: {secretKeyRef: {name: pg-app, key: url}}}]"),
    }),
    expected: ["missing-key job.yaml:9:64"],
  },
  {
    name: "the Secret of a Certificate",
    files: folder({
      "tls.yaml": manifest("cert-manager.io/v1", "Certificate", "tls", "spec: {secretName: tls}\n"),
      "d.yaml": manifest("dragonflydb.io/v1alpha1", "Dragonfly", "d", "spec: {tlsSecretRef: {name: tls}}\n"),
    }),
    expected: [],
  },
  {
    name: "a generated ConfigMap",
    files: {
      "kustomization.yaml":
        "namespace: ai\nresources: [./job.yaml]\nconfigMapGenerator:\n  - name: c\n    literals: [a=b]\n",
      "job.yaml": job(
        "env: [{valueFrom: {configMapKeyRef: {name: c, key: a}}}, {valueFrom: {configMapKeyRef: {name: c, key: b}}}]",
      ),
    },
    expected: ["missing-key job.yaml:9:113"],
  },
  {
    name: "a role's password without a username",
    files: folder({
      "pg.yaml": manifest(
        "postgresql.cnpg.io/v1",
        "Cluster",
        "pg",
        "spec:\n  managed:\n    roles:\n      - passwordSecret:\n          name: role\n",
      ),
      "s.sops.yaml": secret("role", "password"),
    }),
    expected: ["missing-key pg.yaml:9:17"],
  },
  {
    name: "names that Helm fills in",
    files: folder({
      "app.yaml": release("    x: {secretKeyRef: {name: '{{ .Release.Name }}-x', key: a}}\n"),
    }),
    expected: [],
  },
  {
    name: "app-template's own ConfigMap",
    files: folder({
      "app.yaml": release(
        "    configMaps: {main: {data: {a: b}}}\n    persistence: {x: {type: configMap, identifier: main}, y: {type: configMap, identifier: other}}\n",
      ),
    }),
    expected: ["missing-object app.yaml:9:92"],
  },
  {
    name: "app-template's short envFrom",
    files: folder({
      "app.yaml": manifest(
        "helm.toolkit.fluxcd.io/v2",
        "HelmRelease",
        "app",
        "spec:\n  values:\n    controllers:\n      app: {containers: {app: {envFrom: [{secret: one}, {configMap: main}]}}}\n    configMaps: {main: {}}\n",
      ),
    }),
    expected: ["missing-object app.yaml:8:51"],
  },
  {
    name: "a release of a chart we do not know",
    files: folder({
      "app.yaml": manifest(
        "helm.toolkit.fluxcd.io/v2",
        "HelmRelease",
        "x",
        "spec: {values: {persistence: {a: {type: secret, name: s}}}}\n",
      ),
    }),
    expected: [],
  },
  {
    name: "a chart's existingSecret",
    files: folder({
      "app.yaml": release(
        "    auth: {existingSecret: s, existingSecretKey: b}\n    db: {existingSecret: ''}\n    s3: {existingSecretName: t}\n",
      ),
      "s.sops.yaml": secret("s", "a"),
    }),
    expected: ["missing-key app.yaml:8:50", "missing-object app.yaml:10:30"],
  },
];

test.each(cases)("$name", (each) => {
  expect(findings(each)).toEqual(each.expected);
});
