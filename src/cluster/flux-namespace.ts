import type { ClusterVariables } from "./variables.ts";

/** Where the Flux Kustomizations of an app live: beside the controllers, or in the app's own namespace. */
export function fluxNamespace(v: ClusterVariables, appNamespace: string): string {
  return v.flux_kustomization_namespace === "app" ? appNamespace : v.flux_namespace;
}
