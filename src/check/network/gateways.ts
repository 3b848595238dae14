import type { Pods } from "../pods.ts";
import { listBackends } from "../routes.ts";
import type { Service } from "../services.ts";
import type { Tree } from "../tree.ts";
import { type Connection, somePods } from "./connection.ts";
import { podsBehind } from "./pods-behind.ts";

/** From the proxies of Gateways, and from Ingress controllers, to the pods behind the routes. */
export function listRouted(tree: Tree, pods: readonly Pods[], services: readonly Service[]): Connection[] {
  const proxies = somePods("the gateway's proxies", tree.context.gatewayProxies);
  const controller = somePods("the Ingress controller", tree.context.ingressController);
  return listBackends(tree).flatMap(({ from, name, namespace, port }) => {
    const found = services.filter((service) => service.namespace === namespace && service.isCalled(name));
    return found.flatMap((service) => {
      const target = service.ports?.find((each) => each.port === port || each.name === port)?.target;
      const behind = podsBehind(pods, service.namespace, service.selector);
      const client = from.kind === "Ingress" ? controller : proxies;
      return behind.map((own): Connection => ({ from: client, to: { name, pods: own }, port: target }));
    });
  });
}
