import type { Peer } from "../offers.ts";
import { type GatewayChoice, parentRefs } from "./gateways.ts";
import type { ClusterVariables } from "./variables.ts";

/** A page or API of an app that browsers reach under a host name. */
export interface Page {
  /** Name of the manifest. */
  readonly name: string;
  readonly hostname: string;
  /** The Service behind it, and its port. */
  readonly service: string;
  readonly port: number;
  /** Gateways that lead to it, or that it has an Ingress at all; none: only from inside the cluster. */
  readonly gateways: readonly GatewayChoice[];
  /** True for answers that take minutes and for WebSockets: nothing on the way may cut them off. */
  readonly longAnswers?: boolean;
}

/** A manifest as templates print it, field by field. */
export interface PageRoute {
  readonly apiVersion: string;
  readonly kind: "HTTPRoute" | "Ingress";
  readonly metadata: object;
  readonly spec: object;
}

/** The HTTPRoute or the Ingress of the page, as `route_kind` has it; null where no browser reaches it. */
export function pageRoute(v: ClusterVariables, page: Page): PageRoute | null {
  if (page.gateways.length === 0) return null;
  return v.route_kind === "Ingress" ? ingress(v, page) : httpRoute(v, page);
}

/** URL of a page as browsers see it, without a slash at its end. */
export function pageUrl(v: ClusterVariables, hostname: string): string {
  const plain = v.route_kind === "Ingress" && !v.ingress_tls_enabled;
  return `${plain ? "http" : "https"}://${hostname}`;
}

/** The pods that hand requests from browsers on: the Gateways' proxies, or the Ingress controller's. */
export function pageProxies(v: ClusterVariables): Peer {
  const namespace = v.route_kind === "Ingress" ? v.ingress_controller_namespace : v.gateway_proxy_namespace;
  return { namespace, podLabels: {} };
}

/**
 * True where annotations put a sign-in before every Ingress, by ingress-nginx itself or by a middleware of Traefik that
 * is named for it: programs, and pages of other origins, get no further.
 */
export function hasSignInBefore(v: ClusterVariables): boolean {
  if (v.route_kind !== "Ingress") return false;
  return Object.entries(v.ingress_annotations).some(
    ([key, value]) =>
      /^nginx\.ingress\.kubernetes\.io\/auth-(url|signin|type|secret)$/.test(key) ||
      (/\/router\.middlewares$/.test(key) && /auth|oidc|sso|login/i.test(value)),
  );
}

/** Envoy would cut every answer off after 15 seconds. */
function httpRoute(v: ClusterVariables, page: Page): PageRoute {
  const backendRefs = [{ name: page.service, port: page.port }];
  return {
    apiVersion: "gateway.networking.k8s.io/v1",
    kind: "HTTPRoute",
    metadata: { name: page.name },
    spec: {
      hostnames: [page.hostname],
      parentRefs: parentRefs(v, page.gateways),
      rules: [{ backendRefs, ...(page.longAnswers && { timeouts: { request: "0s" } }) }],
    },
  };
}

function ingress(v: ClusterVariables, page: Page): PageRoute {
  const annotations = { ...(page.longAnswers && patience(v)), ...v.ingress_annotations };
  const service = { name: page.service, port: { number: page.port } };
  const paths = [{ path: "/", pathType: "Prefix", backend: { service } }];
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "Ingress",
    metadata: { name: page.name, ...(Object.keys(annotations).length > 0 && { annotations }) },
    spec: {
      ...(v.ingress_class_name !== null && { ingressClassName: v.ingress_class_name }),
      ...(v.ingress_tls_enabled && { tls: [{ hosts: [page.hostname], ...certificate(v, page) }] }),
      rules: [{ host: page.hostname, http: { paths } }],
    },
  };
}

/** ingress-nginx waits 60 seconds for a byte and takes 1 MiB from a client; Traefik does neither. */
function patience(v: ClusterVariables): Record<string, string> {
  if (!v.ingress_class_name?.includes("nginx")) return {};
  const of = (name: string, value: string) => [`nginx.ingress.kubernetes.io/${name}`, value] as const;
  return Object.fromEntries([
    of("proxy-body-size", "0"),
    of("proxy-read-timeout", "3600"),
    of("proxy-send-timeout", "3600"),
  ]);
}

/** cert-manager writes the certificate of each Ingress into the Secret that it names. */
function certificate(v: ClusterVariables, page: Page): { secretName: string } | undefined {
  if (v.ingress_tls_secret_name !== null) return { secretName: v.ingress_tls_secret_name };
  const issued = Object.keys(v.ingress_annotations).some((key) => /^cert-manager\.io\/.*issuer$/.test(key));
  return issued ? { secretName: `${page.name}-tls` } : undefined;
}
