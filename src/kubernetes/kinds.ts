import type { Ref } from "./object.ts";

/** A kind of object, and under which name the API server lists it. */
export interface Kind {
  readonly apiVersion: string;
  readonly kind: string;
  readonly plural: string;
  /** True for objects that live in no namespace. */
  readonly clusterScoped?: boolean;
}

/** The kinds that commands ask for by themselves; all others are looked up in the server's discovery. */
export const kinds = {
  namespace: { apiVersion: "v1", kind: "Namespace", plural: "namespaces", clusterScoped: true },
  secret: { apiVersion: "v1", kind: "Secret", plural: "secrets" },
  configMap: { apiVersion: "v1", kind: "ConfigMap", plural: "configmaps" },
  service: { apiVersion: "v1", kind: "Service", plural: "services" },
  pod: { apiVersion: "v1", kind: "Pod", plural: "pods" },
  event: { apiVersion: "v1", kind: "Event", plural: "events" },
  claim: { apiVersion: "v1", kind: "PersistentVolumeClaim", plural: "persistentvolumeclaims" },
  deployment: { apiVersion: "apps/v1", kind: "Deployment", plural: "deployments" },
  statefulSet: { apiVersion: "apps/v1", kind: "StatefulSet", plural: "statefulsets" },
  daemonSet: { apiVersion: "apps/v1", kind: "DaemonSet", plural: "daemonsets" },
  job: { apiVersion: "batch/v1", kind: "Job", plural: "jobs" },
  crd: {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    plural: "customresourcedefinitions",
    clusterScoped: true,
  },
  gitRepository: {
    apiVersion: "source.toolkit.fluxcd.io/v1",
    kind: "GitRepository",
    plural: "gitrepositories",
  },
  kustomization: {
    apiVersion: "kustomize.toolkit.fluxcd.io/v1",
    kind: "Kustomization",
    plural: "kustomizations",
  },
  helmRelease: { apiVersion: "helm.toolkit.fluxcd.io/v2", kind: "HelmRelease", plural: "helmreleases" },
  fluxInstance: { apiVersion: "fluxcd.controlplane.io/v1", kind: "FluxInstance", plural: "fluxinstances" },
  postgresql: { apiVersion: "postgresql.cnpg.io/v1", kind: "Cluster", plural: "clusters" },
} as const satisfies Readonly<Record<string, Kind>>;

/** An object of a known kind. */
export function refTo({ apiVersion, kind }: Kind, name: string, namespace?: string): Ref {
  return { apiVersion, kind, name, ...(namespace !== undefined && { namespace }) };
}

/** The path under which the API server lists a kind, in one namespace or in all. */
export function listPath({ apiVersion, plural }: Kind, namespace?: string): string {
  const root = apiVersion.includes("/") ? "/apis" : "/api";
  const within = namespace === undefined ? "" : `/namespaces/${encodeURIComponent(namespace)}`;
  return `${root}/${apiVersion}${within}/${plural}`;
}

/** The path of one object. An object of a namespaced kind that names no namespace is in `default`. */
export function objectPath(kind: Kind, { name, namespace = "default" }: Ref): string {
  return `${listPath(kind, kind.clusterScoped ? undefined : namespace)}/${encodeURIComponent(name)}`;
}

/** The kind of a reference where it is one of ours; undefined where discovery must tell. */
export function knownKind({ apiVersion, kind }: Pick<Ref, "apiVersion" | "kind">): Kind | undefined {
  return Object.values(kinds).find((known) => known.kind === kind && known.apiVersion === apiVersion);
}
