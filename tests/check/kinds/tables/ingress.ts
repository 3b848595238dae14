import type { KindCase } from "../kind-case.ts";
import { ingress, TO_ALL, TO_SERVICE, web } from "../objects.ts";

/** What is wrong in documents of these kinds, and what is not. */
export const ingressCases: readonly KindCase[] = [
  ["a path", web(`path: /, pathType: Prefix, ${TO_SERVICE}`)],
  ["a backend for everything", ingress("defaultBackend: {service: {name: a, port: {name: http}}}")],
  ["neither rules nor a backend", ingress("ingressClassName: a"), "one-of"],
  ["a port twice", ingress("defaultBackend: {service: {name: a, port: {name: b, number: 1}}}"), "one-of"],
  ["no port", web("path: /, pathType: Prefix, backend: {service: {name: a}}"), "one-of"],
  ["no backend", web("path: /, pathType: Prefix, backend: {}"), "one-of"],
  ["a path without a slash", web(`path: a, pathType: Exact, ${TO_SERVICE}`), "path-syntax"],
  ["a path with two dots", web(`path: /../a, pathType: Prefix, ${TO_SERVICE}`), "path-syntax"],
  ["the same for the controller", web(`path: /../a, pathType: ImplementationSpecific, ${TO_SERVICE}`)],
  ["any path", web(`pathType: ImplementationSpecific, ${TO_SERVICE}`)],
  ["no path", web(`pathType: Prefix, ${TO_SERVICE}`), "path-syntax"],
  ["no paths", ingress("rules: [{http: {paths: []}}]"), "missing-paths"],
  ["a host", web(`path: /, pathType: Prefix, ${TO_SERVICE}`, "host: a.localhost, ")],
  ["any host", web(`path: /, pathType: Prefix, ${TO_SERVICE}`, "host: '*.example.com', ")],
  ["an address", web(`path: /, pathType: Prefix, ${TO_SERVICE}`, "host: 10.0.0.1, "), "host-syntax"],
  ["a capital", web(`path: /, pathType: Prefix, ${TO_SERVICE}`, "host: A.example.com, "), "host-syntax"],
  ["a host of the certificate", ingress(`tls: [{hosts: ['a:443']}], ${TO_ALL}`), "host-syntax"],
  ["a class", ingress(`ingressClassName: a, ${TO_ALL}`)],
  [
    "two classes",
    ingress(
      `ingressClassName: a, ${TO_ALL}`,
      "metadata: {name: a, annotations: {kubernetes.io/ingress.class: a}}",
    ),
    "excluded-field",
  ],
];
