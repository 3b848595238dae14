import { maySelect } from "../labels.ts";
import type { Pods } from "../pods.ts";
import type { Mapping } from "../value.ts";

/** The pods of a namespace that labels select; what was not sure of their labels is sure of those then. */
export function podsBehind(pods: readonly Pods[], namespace: string | undefined, selector: Mapping): Pods[] {
  if (Object.keys(selector).length === 0) return [];
  return pods
    .filter((each) => each.namespace === namespace && maySelect({ matchLabels: selector }, each.labels))
    .map((each) => withLabels(each, selector));
}

/** The same pods, which have these labels as well. */
export function withLabels({ namespace, labels }: Pods, more: Mapping): Pods {
  return { namespace, labels: { ...labels, fixed: { ...labels.fixed, ...more } } };
}
