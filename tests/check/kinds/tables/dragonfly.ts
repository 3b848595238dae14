import type { KindCase } from "../kind-case.ts";
import { dragonfly } from "../objects.ts";

/** What is wrong in documents of these kinds, and what is not. */
export const dragonflyCases: readonly KindCase[] = [
  ["a plain one", dragonfly("args: [--maxmemory=1gb, --proactor_threads=2]")],
  [
    "too little for its threads",
    dragonfly("args: [--maxmemory=512mb, --proactor_threads=3]"),
    "dragonfly-memory",
  ],
  [
    "more than the limit",
    dragonfly("args: [--maxmemory=2gb], resources: {limits: {memory: 1Gi}}"),
    "dragonfly-memory",
  ],
  ["an argument of the operator", dragonfly("args: [--admin_port=9999]"), "given-argument"],
  ["an argument twice", dragonfly("args: [--dbnum=1, --dbnum=2]"), "duplicate-entry"],
  ["a label of the operator", dragonfly("podMetadata: {labels: {app: a}}"), "operator-label"],
  ["both ways of disruption", dragonfly("pdb: {minAvailable: 1, maxUnavailable: 1}"), "one-of"],
  ["a snapshot of six fields", dragonfly('snapshot: {cron: "0 0 3 * * *"}'), "cron-schedule"],
  ["a field that goes away", dragonfly("networkPolicyEnabled: false"), "deprecated-field"],
];
