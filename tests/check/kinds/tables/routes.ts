import { object } from "../../rule-case.ts";
import type { KindCase } from "../kind-case.ts";
import { REDIRECT, route } from "../objects.ts";

/** What is wrong in documents of these kinds, and what is not. */
export const routesCases: readonly KindCase[] = [
  ["a plain one", route("matches: [{path: {type: PathPrefix, value: /v1}}]")],
  ["a path without its slash", route("matches: [{path: {type: PathPrefix, value: v1}}]"), "path-syntax"],
  ["a path that climbs", route("matches: [{path: {value: /a/../b}}]"), "path-syntax"],
  ["an expression may be anything", route('matches: [{path: {type: RegularExpression, value: "a.*"}}]')],
  ["a filter without its field", route("filters: [{type: URLRewrite}]"), "filter-fields"],
  [
    "a filter with another's field",
    route("filters: [{type: URLRewrite, urlRewrite: {hostname: a}, cors: {}}]"),
    "filter-fields",
  ],
  [
    "a redirect with backends",
    route(`filters: [${REDIRECT}], backendRefs: [{name: a, port: 1}]`),
    "redirect-with-backends",
  ],
  [
    "a redirect and a rewrite",
    route(`filters: [${REDIRECT}, {type: URLRewrite, urlRewrite: {hostname: a}}]`),
    "one-of",
  ],
  ["two redirects", route(`filters: [${REDIRECT}, ${REDIRECT}]`), "duplicate-entry"],
  [
    "a prefix without a match",
    route(
      "filters: [{type: URLRewrite, urlRewrite: {path: {type: ReplacePrefixMatch, replacePrefixMatch: /}}}]",
    ),
    "prefix-without-match",
  ],
  [
    "a prefix with a match",
    route(
      "matches: [{path: {value: /a}}], filters: [{type: URLRewrite, urlRewrite: {path: {type: ReplacePrefixMatch, replacePrefixMatch: /}}}]",
    ),
  ],
  ["a backend that waits longer", route("timeouts: {request: 10s, backendRequest: 1m}"), "timeout-order"],
  ["a backend that waits while the route has no limit", route("timeouts: {request: 0s, backendRequest: 1m}")],
  [
    "a parent twice",
    object("gateway.networking.k8s.io/v1", "HTTPRoute", "spec: {parentRefs: [{name: a}, {name: a}]}\n"),
    "duplicate-entry",
  ],
  [
    "two parts of a parent",
    object(
      "gateway.networking.k8s.io/v1",
      "HTTPRoute",
      "spec: {parentRefs: [{name: a, sectionName: b}, {name: a, sectionName: c}]}\n",
    ),
  ],
  [
    "TLS on a plain listener",
    object(
      "gateway.networking.k8s.io/v1",
      "Gateway",
      "spec: {listeners: [{name: a, port: 80, protocol: HTTP, tls: {}}]}\n",
    ),
    "listener-tls",
  ],
  [
    "an HTTPS listener without a certificate",
    object(
      "gateway.networking.k8s.io/v1",
      "Gateway",
      "spec: {listeners: [{name: a, port: 443, protocol: HTTPS, tls: {mode: Terminate}}]}\n",
    ),
    "listener-tls",
  ],
  [
    "two listeners in one place",
    object(
      "gateway.networking.k8s.io/v1",
      "Gateway",
      "spec: {listeners: [{name: a, port: 80, protocol: HTTP}, {name: b, port: 80, protocol: HTTP}]}\n",
    ),
    "duplicate-entry",
  ],
];
