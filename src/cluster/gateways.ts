import type { ClusterVariables } from "./variables.ts";

export type GatewayChoice = "internal" | "external";

/** The `parentRefs` of an HTTPRoute for the chosen Gateways, both on their HTTPS listener. */
export function parentRefs(v: ClusterVariables, choices: readonly GatewayChoice[]): object[] {
  const names = { internal: v.gateway_internal_name, external: v.gateway_external_name };
  return choices.map((choice) => ({
    name: names[choice],
    namespace: v.gateway_namespace,
    sectionName: v.gateway_section_name,
  }));
}
