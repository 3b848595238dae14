import type { Facts, Toggle } from "./app.ts";
import type { OfferKind } from "./offers.ts";

const OFFER = "offer:";

/** What a toggle needs: names of variables, and kinds of offers behind `offer:`. */
export function needsOf(toggle: Toggle): string[] {
  return [...toggle.needs, ...(toggle.offers ?? []).map((kind) => OFFER + kind)];
}

/** The kind of offer that is needed; undefined when the need is a variable. */
export function offeredKind(need: string): OfferKind | undefined {
  return need.startsWith(OFFER) ? (need.slice(OFFER.length) as OfferKind) : undefined;
}

/** True when the offer is there, or the variable true or not empty. */
export function holds(need: string, facts: Facts): boolean {
  const kind = offeredKind(need);
  return kind ? facts.offer(kind) !== undefined : facts.has(need);
}
