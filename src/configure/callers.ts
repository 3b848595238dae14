import type { CheckContext } from "../check/context.ts";
import type { Variables } from "../derive.ts";

/** Who reaches into our pods from outside of our files, as the settings say. */
export function callers(variables: Variables): Pick<CheckContext, "gatewayProxies" | "collector"> {
  const namespace = variables.all.gateway_proxy_namespace;
  const collector = variables.facts("cluster").offer("metrics-collector")?.peer;
  return {
    ...(typeof namespace === "string" && { gatewayProxies: { namespace, labels: {} } }),
    ...(collector && { collector: { namespace: collector.namespace, labels: collector.podLabels } }),
  };
}
