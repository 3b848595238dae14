import type { KindCase } from "../kind-case.ts";
import { policy, TO_GATEWAY, TO_ROUTE } from "../objects.ts";

/** What is wrong in documents of these kinds, and what is not. */
export const envoyCases: readonly KindCase[] = [
  ["a policy of a route", policy("BackendTrafficPolicy", TO_ROUTE)],
  ["a policy of nothing", policy("BackendTrafficPolicy", "retry: {}"), "policy-target"],
  [
    "two forms of target",
    policy("BackendTrafficPolicy", `targetRef: {kind: Gateway, name: a}, ${TO_ROUTE}`),
    "one-of",
  ],
  [
    "a Service as target",
    policy("BackendTrafficPolicy", "targetRefs: [{kind: Service, name: a}]"),
    "policy-target",
  ],
  ["a client policy of a route", policy("ClientTrafficPolicy", TO_ROUTE), "policy-target"],
  [
    "a merge on a gateway",
    policy("BackendTrafficPolicy", `${TO_GATEWAY}, mergeType: StrategicMerge`),
    "excluded-field",
  ],
  [
    "a buffer with upgrades",
    policy(
      "BackendTrafficPolicy",
      `${TO_ROUTE}, requestBuffer: {limit: 1Mi}, httpUpgrade: [{type: websocket}]`,
    ),
    "one-of",
  ],
];
