import type { CheckContext } from "../check/context.ts";
import { pageProxies } from "../cluster/page.ts";
import type { ClusterVariables } from "../cluster/variables.ts";
import type { Variables } from "../derive.ts";

/** Who reaches into our pods from outside of our files, as the settings say. */
export function callers(variables: Variables): Pick<CheckContext, "gatewayProxies" | "collector"> {
  const { namespace } = pageProxies(variables.all as unknown as ClusterVariables);
  const collector = variables.facts("cluster").offer("metrics-collector")?.peer;
  return {
    gatewayProxies: { namespace, labels: {} },
    ...(collector && { collector: { namespace: collector.namespace, labels: collector.podLabels } }),
  };
}
