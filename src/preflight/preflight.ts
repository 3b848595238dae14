import type { Diagnosis } from "../doctor/diagnosis.ts";
import { context, rights, server } from "./access.ts";
import type { PreflightFacts } from "./facts.ts";
import { flux, keys, kinds, versions } from "./flux.ts";
import { checkout, source, tree } from "./repository.ts";

/** What is to be said of a cluster and a checkout before a reconcile, in a fixed order. Pure. */
export function preflight(facts: PreflightFacts): Diagnosis[] {
  const reached = [...context(facts), ...server(facts)];
  const here = [...tree(facts), ...checkout(facts)];
  if (typeof facts.version !== "string") return [...reached, ...here];
  return [
    ...reached,
    ...rights(facts),
    ...flux(facts),
    ...versions(facts),
    ...kinds(facts),
    ...source(facts),
    ...keys(facts),
    ...here,
  ];
}

/** Before a bootstrap the wiring is not there yet, and that is why it is run. */
export function bootstrapPreflight(facts: PreflightFacts): Diagnosis[] {
  const made = new Set([
    "source-missing",
    "source-hidden",
    "source-suspended",
    "source",
    "key-missing",
    "key-wrong",
    "keys",
    "key-hidden",
  ]);
  return preflight(facts).filter(({ code }) => !made.has(code));
}
