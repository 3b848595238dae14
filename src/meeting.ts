import type { Facts } from "./app.ts";
import { guardSecrets } from "./claimed-secrets.ts";
import type { Member } from "./derive.ts";
import type { ClaimKind, Claims, GrantKind, Grants, OfferKind, Offers } from "./offers.ts";
import { type Frame, taintBy } from "./taint.ts";

/** Where offers, claims and grants of the apps meet. */
export interface Meeting {
  readonly members: readonly Member[];
  /** The secrets in a claim, by its id. */
  readonly claimed: ReadonlyMap<string, ReadonlySet<string>>;
  enabled(app: string, current: Frame): boolean;
  /** What the function of the owner gives; computed once under that id. */
  once(
    origin: "offer" | "claim" | "grant",
    id: string,
    owner: string,
    current: Frame,
    source: (v: never, facts: Facts) => unknown,
  ): unknown;
}

/** What the first who offers that kind offers. */
export function offerOf<K extends OfferKind>(
  meeting: Meeting,
  kind: K,
  current: Frame,
): Offers[K] | undefined {
  return providerOf(meeting, kind, current)?.value;
}

/** The first who offers: the cluster's own servers come before the apps. */
export function providerOf<K extends OfferKind>(meeting: Meeting, kind: K, current: Frame) {
  for (const member of meeting.members) {
    const { app } = member;
    const source = app.offers?.[kind];
    if (!source || !meeting.enabled(app.name, current)) continue;
    const value = meeting.once("offer", `offer:${app.name}/${kind}`, app.name, current, source);
    if (value) return { member, value: value as Offers[K] };
  }
  return undefined;
}

/** The claims of all apps that are on. */
export function claimsOf<K extends ClaimKind>(
  meeting: Meeting,
  kind: K,
  current: Frame,
): readonly Claims[K][] {
  return meeting.members.flatMap(({ app }) => {
    const source = app.claims?.[kind];
    if (!source || !meeting.enabled(app.name, current)) return [];
    const id = `claim:${app.name}/${kind}`;
    const claims = meeting.once("claim", id, app.name, current, source) as readonly Claims[K][];
    const secrets = meeting.claimed.get(id);
    return secrets
      ? claims.map((claim) => guardSecrets(claim, secrets, (read) => taintBy(current, read)))
      : claims;
  });
}

/** From the first who answers the claim; a provider that is named in cluster.yaml, but not set, answers nothing. */
export function grantOf<K extends GrantKind>(
  meeting: Meeting,
  kind: K,
  current: Frame,
): Grants[K] | undefined {
  const { owner } = current;
  const claims = meeting.members.find(({ app }) => app.name === owner)?.app.claims?.[kind];
  if (!claims) return undefined;
  for (const { app } of meeting.members) {
    const grant = app.grants?.[kind];
    if (!grant || !meeting.enabled(app.name, current)) continue;
    const own = meeting.once("claim", `claim:${owner}/${kind}`, owner, current, claims);
    const [claim] = own as readonly Claims[K][];
    if (!claim) return undefined;
    const answer = (v: never, facts: Facts) => grant(claim, v, facts);
    const value = meeting.once("grant", `grant:${app.name}/${owner}/${kind}`, app.name, current, answer);
    current.tainted = true;
    if (value) return value as Grants[K];
  }
  return undefined;
}
