import type { Facts, HandoverStep } from "../app.ts";
import { block, bullets, code, paragraphs } from "../handover/markdown.ts";
import { word } from "../handover/shell.ts";
import type { Claims } from "../offers.ts";
import { ingressSteps } from "./handover-ingress.ts";
import type { ClusterVariables } from "./variables.ts";

type Hostname = Claims["hostname"];
type Choice = Hostname["gateways"][number];

/**
 * One step for each host name, and one for the Gateways, or the Ingress controller, that all of them need. Names below
 * `localhost` lead to the machine itself without anybody's help.
 */
export function dnsSteps(v: ClusterVariables, facts: Facts): HandoverStep[] {
  const hostnames = facts.claims("hostname").filter(({ gateways }) => gateways.length > 0);
  if (hostnames.length === 0) return [];
  const toName = hostnames.filter(({ host }) => !/(^|\.)localhost$/.test(host));
  if (v.route_kind === "Ingress") return ingressSteps(v, hostnames, toName);
  return [...toName.map((hostname) => nameStep(v, hostname)), listenerStep(v, hostnames)];
}

function nameStep(v: ClusterVariables, { host, title, gateways }: Hostname): HandoverStep {
  const names = gatewayNames(v);
  return {
    chapter: "dns",
    title: `Make ${code(host)} lead to ${title}`,
    text: paragraphs(
      bullets(
        gateways.map((gateway) => `${where[gateway]}: the address of the Gateway ${code(names[gateway])}`),
      ),
      block(
        "sh",
        `kubectl --namespace ${v.gateway_namespace} get gateways.gateway.networking.k8s.io ${gateways.map((gateway) => names[gateway]).join(" ")}\nnslookup ${word(host)}`,
      ),
      "Nothing is to do where a controller makes records out of HTTPRoutes, as external-dns and k8s-gateway do.",
    ),
  };
}

const where: Readonly<Record<Choice, string>> = {
  internal: "in the name server of your own network",
  external: "in the public zone, by the address or tunnel that the internet reaches it through",
};

function listenerStep(v: ClusterVariables, hostnames: readonly Hostname[]): HandoverStep {
  const used = [...new Set(hostnames.flatMap(({ gateways }) => gateways))];
  const names = gatewayNames(v);
  return {
    chapter: "dns",
    title: "Let the Gateways serve these names",
    text: paragraphs(
      `The listener ${code(v.gateway_section_name)} of ${used.map((gateway) => code(names[gateway])).join(" and of ")} must`,
      bullets([
        `terminate TLS with a certificate for ${hostnames.map(({ host }) => code(host)).join(", ")}, such as one for ${code(`*.${v.cloudflare_domain}`)}`,
        "admit routes of the apps' namespaces (`allowedRoutes.namespaces.from`: `All`, or a selector that fits)",
      ]),
      "A route that is not admitted says so in its status:",
      block("sh", "kubectl describe httproutes.gateway.networking.k8s.io --all-namespaces"),
    ),
  };
}

function gatewayNames(v: ClusterVariables): Record<Choice, string> {
  return { internal: v.gateway_internal_name, external: v.gateway_external_name };
}
