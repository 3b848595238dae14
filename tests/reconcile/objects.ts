import type { Condition, KubeObject } from "../../src/kubernetes/object.ts";
import type { Goal } from "../../src/reconcile/decide.ts";

/** Everything that follows the source, at whatever commit it is. */
export const goal: Goal = {
  source: {
    apiVersion: "source.toolkit.fluxcd.io/v1",
    kind: "GitRepository",
    namespace: "flux-system",
    name: "flux-system",
  },
  commit: undefined,
  apps: [],
  token: "t",
};

export const revision = "main@sha1:1111111111111111111111111111111111111111";
export const older = "main@sha1:0000000000000000000000000000000000000000";

export interface Made {
  readonly ready?: Condition["status"];
  readonly reason?: string;
  readonly message?: string;
  readonly revision?: string;
  readonly attempted?: string;
  readonly handled?: string;
  /** What its condition Reconciling says. */
  readonly step?: string;
  readonly dependsOn?: readonly string[];
  readonly path?: string;
  readonly parent?: string;
  readonly suspend?: boolean;
  readonly deleted?: boolean;
  readonly inventory?: readonly string[];
  readonly generation?: number;
  readonly source?: string;
}

function statusOf(made: Made): Record<string, unknown> {
  const { ready, reason = "", message = "", handled } = made;
  const type = "Ready";
  const conditions: Condition[] =
    ready === undefined ? [] : [{ type, status: ready, reason, message, observedGeneration: 1 }];
  const { step } = made;
  if (step !== undefined)
    conditions.push({
      type: "Reconciling",
      status: "True",
      reason: "",
      message: step,
      observedGeneration: 1,
    });
  return { conditions, ...(handled !== undefined && { lastHandledReconcileAt: handled }) };
}

function metadataOf(name: string, made: Made): KubeObject["metadata"] {
  const labels = made.parent && {
    "kustomize.toolkit.fluxcd.io/name": made.parent,
    "kustomize.toolkit.fluxcd.io/namespace": "flux-system",
  };
  return {
    name,
    namespace: "flux-system",
    generation: made.generation ?? 1,
    ...(labels && { labels }),
    ...(made.deleted && { deletionTimestamp: "2026-01-01T00:00:00Z" }),
  };
}

/** A Kustomization of Flux, by the few things that tests are about. */
export function ks(name: string, made: Made = {}): KubeObject {
  const { dependsOn = [], path = `./kubernetes/apps/x/${name}/app`, suspend, inventory = [] } = made;
  return {
    apiVersion: "kustomize.toolkit.fluxcd.io/v1",
    kind: "Kustomization",
    metadata: metadataOf(name, made),
    spec: {
      path,
      sourceRef: { kind: "GitRepository", name: made.source ?? "flux-system" },
      dependsOn: dependsOn.map((each) => ({ name: each })),
      ...(suspend && { suspend }),
    },
    status: {
      ...statusOf(made),
      ...(made.revision && { lastAppliedRevision: made.revision }),
      ...((made.attempted ?? made.revision) && { lastAttemptedRevision: made.attempted ?? made.revision }),
      inventory: { entries: inventory.map((id) => ({ id, v: "v2" })) },
    },
  };
}

export const readyKs = (name: string, made: Made = {}) => ks(name, { ready: "True", revision, ...made });

export function source(made: Made & { readonly fetchFailed?: string } = {}): KubeObject {
  const status = statusOf({ ready: "True", ...made });
  const failed = {
    type: "FetchFailed",
    status: "True",
    reason: "GitOperationFailed",
    message: made.fetchFailed,
  };
  return {
    apiVersion: "source.toolkit.fluxcd.io/v1",
    kind: "GitRepository",
    metadata: metadataOf("flux-system", made),
    spec: { ...(made.suspend && { suspend: true }) },
    status: {
      ...status,
      ...(made.fetchFailed && { conditions: [...(status.conditions as object[]), failed] }),
      artifact: { revision: made.revision ?? revision },
    },
  };
}

export function release(name: string, made: Made = {}): KubeObject {
  return {
    apiVersion: "helm.toolkit.fluxcd.io/v2",
    kind: "HelmRelease",
    metadata: { ...metadataOf(name, made), namespace: "x" },
    spec: {},
    status: statusOf(made),
  };
}

export const keyOfKs = (name: string) => `kustomize.toolkit.fluxcd.io/Kustomization/flux-system/${name}`;
