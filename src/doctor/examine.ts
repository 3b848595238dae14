import type { Diagnosis } from "./diagnosis.ts";
import type { Facts } from "./facts.ts";
import { identities, node, permissions } from "./machine.ts";
import { config, journal, lock, templates } from "./repository.ts";
import { git, rules } from "./secrecy.ts";

/** Everything that is to be said of a machine and a repository, in a fixed order. Pure. */
export async function examine(facts: Facts): Promise<Diagnosis[]> {
  return [
    ...node(facts),
    ...identities(facts),
    ...permissions(facts),
    ...(await rules(facts)),
    ...config(facts),
    ...git(facts),
    ...lock(facts),
    ...journal(facts),
    ...templates(facts),
  ];
}
