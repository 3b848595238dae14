import type { KubeObject } from "../kubernetes/object.ts";

/** A namespace and a Secret there that Flux reads the age key from. */
export interface KeyPlace {
  readonly namespace: string;
  readonly secret: string;
}

export interface BootstrapInput {
  readonly namespace: string;
  readonly source: string;
  readonly url: string;
  readonly branch: string;
  /** A Secret with credentials for the Git repository. */
  readonly sourceSecret?: string;
  readonly keyPlaces: readonly KeyPlace[];
  /** The text of an age key file, with the keys that the repository is encrypted to. */
  readonly ageKeys: string;
  /** The folder with the Flux Kustomization that applies all apps, without `./`. */
  readonly folder: string;
}

/** The entry of the Secret; Flux reads those that end with `.agekey`. */
export const keyEntry = "age.agekey";

/** What wires a cluster to the repository, in the order in which it must be applied. */
export function bootstrapObjects(input: BootstrapInput): KubeObject[] {
  const { namespace, source, url, branch, sourceSecret, keyPlaces, ageKeys, folder } = input;
  const namespaces = [...new Set([namespace, ...keyPlaces.map((place) => place.namespace)])];
  return [
    ...namespaces.map((name) => ({ apiVersion: "v1", kind: "Namespace", metadata: { name } })),
    ...keyPlaces.map((place) => ({
      apiVersion: "v1",
      kind: "Secret",
      metadata: { name: place.secret, namespace: place.namespace },
      data: { [keyEntry]: Buffer.from(ageKeys).toString("base64") },
    })),
    {
      apiVersion: "source.toolkit.fluxcd.io/v1",
      kind: "GitRepository",
      metadata: { name: source, namespace },
      spec: {
        interval: "5m",
        url,
        ref: { branch },
        ...(sourceSecret !== undefined && { secretRef: { name: sourceSecret } }),
      },
    },
    rootKustomization(namespace, source, folder),
  ];
}

/** What keeps the Kustomization of all apps as the repository has it. The folder holds nothing encrypted. */
function rootKustomization(namespace: string, source: string, folder: string): KubeObject {
  return {
    apiVersion: "kustomize.toolkit.fluxcd.io/v1",
    kind: "Kustomization",
    metadata: { name: "cluster", namespace },
    spec: {
      interval: "1h",
      retryInterval: "1m",
      timeout: "5m",
      path: `./${folder}`,
      prune: true,
      wait: false,
      sourceRef: { kind: "GitRepository", name: source },
    },
  };
}

/** Flux itself, for a cluster where its operator runs; there can be one, and its name must be `flux`. */
export function fluxInstance(namespace: string): KubeObject {
  return {
    apiVersion: "fluxcd.controlplane.io/v1",
    kind: "FluxInstance",
    metadata: { name: "flux", namespace },
    spec: {
      distribution: { version: "2.9.x", registry: "ghcr.io/fluxcd" },
      components: ["source-controller", "kustomize-controller", "helm-controller", "notification-controller"],
      cluster: { type: "kubernetes", networkPolicy: true },
    },
  };
}

/** One line of what is about to be applied. A Secret's values are never shown. */
export function shownObject({ kind, metadata, spec }: KubeObject, verb: string): string {
  const name = `${kind} ${metadata.namespace === undefined ? "" : `${metadata.namespace}/`}${metadata.name}`;
  const told: Readonly<Record<string, string>> = {
    Secret: `the age key as ${keyEntry}`,
    GitRepository: `${String(spec?.url)}, branch ${String((spec?.ref as { branch?: string } | undefined)?.branch)}`,
    Kustomization: String(spec?.path),
  };
  const detail = told[kind];
  return `${verb.padEnd(8)}${name}${detail === undefined ? "" : ` (${detail})`}`;
}
