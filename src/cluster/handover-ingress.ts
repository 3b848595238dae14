import type { HandoverStep } from "../app.ts";
import { block, code, paragraphs } from "../handover/markdown.ts";
import { word } from "../handover/shell.ts";
import type { Claims } from "../offers.ts";
import type { ClusterVariables } from "./variables.ts";

type Hostname = Claims["hostname"];

const addresses = "kubectl get ingresses.networking.k8s.io --all-namespaces";

/** The steps for names behind an Ingress: one for each that nobody knows yet, and one for the certificate if any. */
export function ingressSteps(
  v: ClusterVariables,
  hostnames: readonly Hostname[],
  toName: readonly Hostname[],
): HandoverStep[] {
  return [...toName.map(nameStep), ...(v.ingress_tls_enabled ? [certificateStep(v, hostnames)] : [])];
}

function nameStep({ host, title }: Hostname): HandoverStep {
  return {
    chapter: "dns",
    title: `Make ${code(host)} lead to ${title}`,
    text: paragraphs(
      "By the address of its Ingress, in the name server of your own network, in the public zone, or in both:",
      block("sh", `${addresses}\nnslookup ${word(host)}`),
      "Nothing is to do where a controller makes records out of Ingresses, as external-dns does.",
    ),
  };
}

function certificateStep(v: ClusterVariables, hostnames: readonly Hostname[]): HandoverStep {
  const names = hostnames.map(({ host }) => code(host)).join(", ");
  const secret = v.ingress_tls_secret_name;
  return {
    chapter: "dns",
    title: "Let the Ingress controller serve these names",
    text: paragraphs(
      secret === null
        ? `It needs a certificate for ${names}: its own default one, such as one for ${code(`*.${v.cloudflare_domain}`)}, or one that cert-manager makes where \`ingress_annotations\` names an issuer.`
        : `The Secret ${code(secret)} must hold a certificate for ${names}, and must be in the namespace of each of these Ingresses:`,
      ...(secret === null ? [] : [block("sh", addresses)]),
    ),
  };
}
