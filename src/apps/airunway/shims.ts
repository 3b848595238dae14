import type { AirunwaySettings } from "../../generated/settings.ts";
import type { Image } from "./manifests.ts";

export type Shim = AirunwaySettings["airunway_shims"][number];

interface ShimFacts {
  /** What must run in the cluster before it, with the version that AI Runway 0.7.0 was made for (versions.env). */
  readonly operator?: string;
  /** What it may do in the whole cluster besides AI Runway's own objects. */
  readonly rights: string;
}

/** providers/<name>/deploy/<name>.yaml and config.go at tag v0.7.0. */
const shims: Readonly<Record<Shim, ShimFacts>> = {
  dynamo: {
    operator: "NVIDIA Dynamo 1.1.1",
    rights: "makes and deletes DynamoGraphDeployments, PersistentVolumeClaims and Jobs",
  },
  kaito: { operator: "the KAITO workspace operator 0.10.0", rights: "makes and deletes KAITO Workspaces" },
  kuberay: { operator: "the KubeRay operator 1.3.0", rights: "makes and deletes RayServices" },
  llmd: { rights: "makes, changes and deletes every Deployment and Service" },
  vllm: { rights: "makes, changes and deletes every Deployment and Service" },
};

/** The operator that the shim drives; undefined for those that make pods themselves. */
export function operatorOf(shim: Shim): string | undefined {
  return shims[shim].operator;
}

/** What the shim may do, in words. */
export function rightsOf(shim: Shim): string {
  return `the shim ${shim} ${shims[shim].rights}`;
}

/** What the Flux Kustomization of a shim differs in from those of the others. */
export interface ShimManifests {
  readonly name: string;
  readonly path: string;
  readonly images: readonly Image[];
}

/** One Flux Kustomization for each shim, by name. */
export function shimManifests(
  v: Pick<AirunwaySettings, "airunway_shims" | "airunway_shim_tags">,
): ShimManifests[] {
  return [...v.airunway_shims].sort().map((shim) => {
    const newTag = v.airunway_shim_tags[shim];
    const images = newTag === undefined ? [] : [{ name: `${registry}/${shim}-provider`, newTag }];
    return { name: `airunway-${shim}`, path: `./${folderOf(shim)}`, images };
  });
}

/** Where the images of all parts are. */
export const registry = "ghcr.io/kaito-project/airunway";

/** The folder of AI Runway's repository that holds the shim's manifests. */
export function folderOf(shim: Shim): string {
  return `providers/${shim}/deploy`;
}
