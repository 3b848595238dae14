import { check } from "../../src/check/check.ts";
import type { CheckContext } from "../../src/check/context.ts";

/** A small tree: files by path, what the stage is told besides, and everything that it finds. */
export interface SmallCase {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  readonly context?: CheckContext;
  /** `code path:line:column`, in order. */
  readonly expected: readonly string[];
}

/** What only schemas say; small cases leave out what their rule does not read. */
const OF_SCHEMAS: ReadonlySet<string> = new Set([
  ...[
    "unknown-field",
    "missing-field",
    "wrong-type",
    "value-not-allowed",
    "pattern-mismatch",
    "out-of-range",
  ],
  ...["duplicate-entry", "empty-field", "experimental-field", "unknown-kind", "unknown-api-version"],
  // And what is told of a kind beyond its schema.
  ...["one-of", "restart-policy", "volume-size", "data-key"],
]);

/** What the rules of the check stage say of a case, schemas left aside, in the form of `expected`. */
export function findings(each: SmallCase): string[] {
  return allFindings(each).filter((finding) => !OF_SCHEMAS.has(finding.split(" ", 1)[0] ?? ""));
}

/** The same with what the schemas say. */
export function allFindings({ files, context }: SmallCase): string[] {
  const rendered = new Map(Object.entries(files).map(([path, text]) => [path, { text }]));
  return check(rendered, context).map(({ code, at }) => `${code} ${at?.file}:${at?.line}:${at?.column}`);
}

/** The files beside a kustomization that names them all and puts them into the namespace `ai`. */
export function folder(files: Readonly<Record<string, string>>): Record<string, string> {
  const resources = Object.keys(files).map((path) => `  - ./${path}\n`);
  return { "kustomization.yaml": `namespace: ai\nresources:\n${resources.join("")}`, ...files };
}

/** A manifest; `body` holds its other top-level fields. */
export function manifest(apiVersion: string, kind: string, name: string, body = ""): string {
  return `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: ${name}\n${body}`;
}

/** A sealed Secret's plaintext with the given keys. */
export function secret(name: string, ...keys: readonly string[]): string {
  return manifest("v1", "Secret", name, `stringData:\n${keys.map((key) => `  ${key}: value\n`).join("")}`);
}

export const configMap = (body: string, name = "config"): string => manifest("v1", "ConfigMap", name, body);
export const FLUX = "kustomize.toolkit.fluxcd.io/v1";
const SOURCE = "  sourceRef: {kind: GitRepository, name: flux-system, namespace: flux-system}\n";
export const ks = (name: string, path: string, more = ""): string =>
  manifest(FLUX, "Kustomization", name, `spec:\n  path: ${path}\n${SOURCE}${more}`);
export const release = (values: string, more = ""): string =>
  manifest(
    "helm.toolkit.fluxcd.io/v2",
    "HelmRelease",
    "app",
    `spec:\n  values:\n    controllers: {app: {}}\n${values}${more}`,
  );
export const route = (backend: string): string =>
  manifest(
    "gateway.networking.k8s.io/v1",
    "HTTPRoute",
    "web",
    `spec:\n  rules:\n    - backendRefs:\n        - ${backend}\n`,
  );
export const ingress = (service: string): string =>
  manifest(
    "networking.k8s.io/v1",
    "Ingress",
    "web",
    `spec:\n  rules:\n    - http:\n        paths:\n          - path: /\n            backend: {service: ${service}}\n            pathType: Prefix\n`,
  );
export const cluster = manifest("postgresql.cnpg.io/v1", "Cluster", "pg", "spec: {instances: 1}\n");
export const dragonfly = manifest("dragonflydb.io/v1alpha1", "Dragonfly", "cache", "spec: {replicas: 1}\n");
export const job = (container: string): string =>
  manifest(
    "batch/v1",
    "Job",
    "migrate",
    `spec:\n  template:\n    spec:\n      containers:\n        - ${container}\n`,
  );
export const policy = (spec: string): string =>
  manifest("networking.k8s.io/v1", "NetworkPolicy", "policy", `spec:\n${spec}`);
