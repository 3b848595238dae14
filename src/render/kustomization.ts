/** Text of a `kustomization.yaml` that lists the resources in the order given. */
export function kustomizationText(resources: readonly string[]): string {
  const lines = ["---", "apiVersion: kustomize.config.k8s.io/v1beta1", "kind: Kustomization"];
  return [...lines, "resources:", ...resources.map((path) => `  - ${path}`), ""].join("\n");
}

/**
 * Text of a `namespace.yaml`. Pruning is off: an app that is switched off must not take a namespace and the
 * volumes of its neighbours with it.
 */
export function namespaceText(name: string): string {
  return [
    "---",
    "apiVersion: v1",
    "kind: Namespace",
    "metadata:",
    `  name: ${name}`,
    "  annotations:",
    "    kustomize.toolkit.fluxcd.io/prune: disabled",
    "",
  ].join("\n");
}

/** One `kustomization.yaml` for every folder below an app that holds rendered manifests. */
export function kustomizationsFor(paths: Iterable<string>): Map<string, string> {
  const folders = new Map<string, string[]>();
  for (const path of paths) {
    const cut = path.lastIndexOf("/");
    if (!/\.ya?ml$/.test(path)) continue;
    const folder = path.slice(0, cut);
    folders.set(folder, [...(folders.get(folder) ?? []), `./${path.slice(cut + 1)}`]);
  }
  return new Map(
    [...folders].map(([folder, names]) => [`${folder}/kustomization.yaml`, kustomizationText(names.sort())]),
  );
}
