import { object } from "../../rule-case.ts";
import type { KindCase } from "../kind-case.ts";
import { cilium } from "../objects.ts";

/** What is wrong in documents of these kinds, and what is not. */
export const ciliumCases: readonly KindCase[] = [
  ["a plain one", cilium("endpointSelector: {}, egress: [{toFQDNs: [{matchName: a.b}]}]")],
  ["no selector", cilium("egress: []"), "one-of"],
  ["no side", cilium("endpointSelector: {}"), "one-of"],
  [
    "two peers of one rule",
    cilium("endpointSelector: {}, egress: [{toEntities: [world], toCIDR: [10.0.0.0/8]}]"),
    "one-of",
  ],
  [
    "a name and a pattern",
    cilium("endpointSelector: {}, egress: [{toFQDNs: [{matchName: a.b, matchPattern: '*'}]}]"),
    "one-of",
  ],
  [
    "a port that is none",
    cilium('endpointSelector: {}, egress: [{toPorts: [{ports: [{port: "70000"}]}]}]'),
    "out-of-range",
  ],
  [
    "two protocols",
    cilium("endpointSelector: {}, egress: [{toPorts: [{rules: {http: [], dns: []}}]}]"),
    "one-of",
  ],
  ["nothing at all", object("cilium.io/v2", "CiliumNetworkPolicy", "specs: []\n"), "one-of"],
];
