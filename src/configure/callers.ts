import type { CheckContext } from "../check/context.ts";
import type { Variables } from "../derive.ts";

type Callers = Pick<CheckContext, "gatewayProxies" | "ingressController" | "collector">;

/** Who reaches into our pods from outside of our files, as the settings say. */
export function callers(variables: Variables): Callers {
  const { gateway_proxy_namespace: proxies, ingress_controller_namespace: controller } = variables.all;
  const collector = variables.facts("cluster").offer("metrics-collector")?.peer;
  return {
    ...(typeof proxies === "string" && { gatewayProxies: { namespace: proxies, labels: {} } }),
    ...(typeof controller === "string" && { ingressController: { namespace: controller, labels: {} } }),
    ...(collector && { collector: { namespace: collector.namespace, labels: collector.podLabels } }),
  };
}
