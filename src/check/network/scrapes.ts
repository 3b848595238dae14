import type { Applied } from "../applied.ts";
import { isSelected } from "../monitors.ts";
import { objectPods, type Pods } from "../pods.ts";
import type { Service } from "../services.ts";
import type { Tree } from "../tree.ts";
import { get, list, mapping, text, type Value } from "../value.ts";
import { type Connection, type End, somePods } from "./connection.ts";
import { podsBehind, withLabels } from "./pods-behind.ts";

/** Where the containers of operators' pods let metrics be read, by kind and the name of the port. */
const OPERANDS: Readonly<Record<string, number>> = {
  "Cluster metrics": 9187,
  "Pooler metrics": 9127,
  "Dragonfly admin": 9999,
  "Dragonfly redis": 6379,
};

/** From who collects metrics to the pods that ServiceMonitors and PodMonitors select. */
export function listScrapes(tree: Tree, pods: readonly Pods[], services: readonly Service[]): Connection[] {
  const monitors = tree.objects.filter(({ manifest }) => manifest.group === "monitoring.coreos.com");
  const from = somePods("who collects metrics", tree.context.collector);
  return monitors.flatMap((monitor) => {
    if (monitor.kind === "PodMonitor") return podScrapes(tree, pods, monitor, from);
    return monitor.kind === "ServiceMonitor" ? serviceScrapes(pods, services, monitor, from) : [];
  });
}

function serviceScrapes(
  pods: readonly Pods[],
  services: readonly Service[],
  monitor: Applied,
  from: End,
): Connection[] {
  const endpoints = list(get(monitor.manifest.value, "spec", "endpoints"));
  return services
    .filter((service) => isSelected(monitor, service))
    .flatMap((service) => {
      const behind = podsBehind(pods, service.namespace, service.selector);
      return behind.flatMap((own) =>
        endpoints.map((endpoint): Connection => {
          return { from, to: { name: service.name, pods: own }, port: servicePort(service, endpoint) };
        }),
      );
    });
}

function servicePort({ ports }: Service, endpoint: Value): number | undefined {
  const direct = get(endpoint, "targetPort");
  if (typeof direct === "number") return direct;
  return ports?.find(({ name }) => name === text(get(endpoint, "port")))?.target;
}

function podScrapes(tree: Tree, pods: readonly Pods[], monitor: Applied, from: End): Connection[] {
  const { spec } = monitor.manifest.value;
  const selector = mapping(get(spec, "selector", "matchLabels"));
  return pods
    .filter((each) => isSelected(monitor, each))
    .flatMap((each) =>
      list(get(spec, "podMetricsEndpoints")).map((endpoint): Connection => {
        const to = { name: monitor.name, pods: withLabels(each, selector) };
        return { from, to, port: podPort(tree, each, endpoint) };
      }),
    );
}

function podPort(tree: Tree, pods: Pods, endpoint: Value): number | undefined {
  const direct = get(endpoint, "portNumber") ?? get(endpoint, "targetPort");
  if (typeof direct === "number") return direct;
  const maker = tree.objects.find((object) => objectPods(object).some((each) => isSame(each, pods)));
  return OPERANDS[`${maker?.kind} ${text(get(endpoint, "port"))}`];
}

function isSame(one: Pods, other: Pods): boolean {
  return (
    one.namespace === other.namespace &&
    JSON.stringify(one.labels.fixed) === JSON.stringify(other.labels.fixed)
  );
}
