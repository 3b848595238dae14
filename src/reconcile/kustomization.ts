import { fieldOf, type KubeObject, keyOf, listOf, type Ref, textOf } from "../kubernetes/object.ts";

const group = "kustomize.toolkit.fluxcd.io";

/** True for a Kustomization of Flux. */
export function isKustomization({ apiVersion, kind }: Pick<KubeObject, "apiVersion" | "kind">): boolean {
  return kind === "Kustomization" && apiVersion.startsWith(`${group}/`);
}

export function kustomizationRef(namespace: string, name: string): Ref {
  return { apiVersion: `${group}/v1`, kind: "Kustomization", namespace, name };
}

/** The source that it follows, as `Kind/namespace/name`. */
export function sourceOf({ metadata, spec }: KubeObject): string {
  const kind = textOf(spec, "sourceRef", "kind") ?? "";
  const namespace = textOf(spec, "sourceRef", "namespace") ?? metadata.namespace ?? "";
  return `${kind}/${namespace}/${textOf(spec, "sourceRef", "name") ?? ""}`;
}

/** Keys of the Kustomizations that must be ready before it is applied. */
export function dependenciesOf({ metadata, spec }: KubeObject): string[] {
  return listOf(spec, "dependsOn").map((each) => {
    const namespace = textOf(each, "namespace") ?? metadata.namespace ?? "";
    return keyOf(kustomizationRef(namespace, textOf(each, "name") ?? ""));
  });
}

/** The key of the Kustomization that applied it; undefined for a root. kustomize-controller labels what it applies. */
export function parentOf({ metadata: { labels = {} } }: KubeObject): string | undefined {
  const name = labels[`${group}/name`];
  const namespace = labels[`${group}/namespace`];
  return name === undefined || namespace === undefined ? undefined : keyOf(kustomizationRef(namespace, name));
}

/** The objects that it applied; an inventory entry is `namespace_name_group_Kind`, with the version beside it. */
export function inventoryOf({ status }: KubeObject): Ref[] {
  return listOf(status, "inventory", "entries").flatMap((entry) => {
    const parts = textOf(entry, "id")?.split("_") ?? [];
    const [namespace = "", name = "", group = "", kind = ""] = parts;
    if (parts.length !== 4) return [];
    const version = textOf(entry, "v") ?? "v1";
    const apiVersion = group === "" ? version : `${group}/${version}`;
    return [{ apiVersion, kind, name: name.replaceAll("__", ":"), ...(namespace !== "" && { namespace }) }];
  });
}

/** The folder of the repository that it applies, without `./`. */
export function pathOf({ spec }: KubeObject): string {
  return (textOf(spec, "path") ?? "").replace(/^\.\//, "").replace(/\/$/, "");
}

/** The app that a folder belongs to, in the layout that configure writes; undefined for other folders. */
export function appOf(kustomization: KubeObject): string | undefined {
  return /^kubernetes\/apps\/[^/]+\/([^/]+)(\/|$)/.exec(pathOf(kustomization))?.[1];
}

export function isSuspended({ spec }: KubeObject): boolean {
  return fieldOf(spec, "suspend") === true;
}
