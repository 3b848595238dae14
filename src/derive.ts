import { createHash } from "node:crypto";
import type { App, Facts, Toggle, VariableType } from "./app.ts";
import { guardSecrets } from "./claimed-secrets.ts";
import { holds, needsOf } from "./needs.ts";
import type { ClaimKind, Claims, GrantKind, Grants, OfferKind, Offers } from "./offers.ts";
import type { SettingsPart } from "./schema.ts";
import { assertTaint, type Frame, frame, mayHoldSecrets, taintBy } from "./taint.ts";
import { collectSources, type Source } from "./variable-sources.ts";

/** An app together with the settings it owns; the cluster's own settings come as an app without toggles. */
export interface Member {
  // biome-ignore lint/suspicious/noExplicitAny: each app narrows `V` to its own variables
  readonly app: App<any>;
  readonly schema: SettingsPart;
  /** True for an app that a user keeps in the repository; its templates may read every variable. */
  readonly ofUser?: boolean;
}

/** A node of the graph that `explain` walks: a variable, an offer, a claim or a grant, and what it read. */
export interface Node {
  readonly id: string;
  readonly owner: string;
  readonly origin: "set" | "default" | "derived" | "absent" | "offer" | "claim" | "grant";
  readonly type: VariableType;
  readonly description: string;
  readonly secret: boolean;
  readonly value: unknown;
  /** Ids of the nodes it was computed from, in the order of the first read. */
  readonly reads: readonly string[];
}

/** All variables with their values and origins. */
export interface Variables {
  readonly nodes: ReadonlyMap<string, Node>;
  readonly members: readonly Member[];
  /** The value of a variable, null when it has none. Throws for a name that no schema or app knows. */
  value(name: string): unknown;
  /** True when the app's first toggle is on. */
  enabled(app: string): boolean;
  /** The app whose offer of that kind counts; the cluster for a server that is only named in cluster.yaml. */
  provider(kind: OfferKind): Member | undefined;
  /** What a rule of that app may read. */
  facts(app: string): Facts;
  /** Runs a function of that app on the variables. */
  read<T>(app: string, run: (v: never, facts: Facts) => T): Read<T>;
  /** All variables as an object whose reads need no record: what templates see. */
  readonly all: Readonly<Record<string, unknown>>;
}

/** What a function made of the variables. */
export interface Read<T> {
  readonly value: T;
  /** Ids of the nodes that it read. */
  readonly reads: ReadonlySet<string>;
  /** True when it read the value of a secret, so that its result may hold it. */
  readonly tainted: boolean;
}

/**
 * Computes every variable from the settings. Pure. A cycle, an unknown name, or a secret that flows into a
 * variable not marked `secret` is a defect of the apps, not of the user, and throws.
 */
export function derive(members: readonly Member[], settings: Readonly<Record<string, unknown>>): Variables {
  const sources = collectSources(members);
  const nodes = new Map<string, Node>();
  const running: string[] = [];
  const graph: Graph = { members, settings, sources, nodes, running, claimed: new Map() };
  for (const name of sources.keys()) evaluate(graph, name);
  return {
    nodes,
    members,
    value: (name) => evaluate(graph, name).value,
    enabled: (app) => enabled(graph, app, undefined),
    provider: (kind) => providerOf(graph, kind, frame("provider", ""))?.member,
    facts: (app) => factsFor(graph, frame(`rule:${app}`, app)),
    read: (app, run) => {
      const current = frame(`rule:${app}`, app);
      const value = run(reader(graph, current) as never, factsFor(graph, current));
      return { value, reads: current.reads, tainted: current.tainted };
    },
    all: Object.fromEntries([...sources.keys()].map((name) => [name, nodes.get(name)?.value ?? null])),
  };
}

interface Graph {
  readonly members: readonly Member[];
  readonly settings: Readonly<Record<string, unknown>>;
  readonly sources: ReadonlyMap<string, Source>;
  readonly nodes: Map<string, Node>;
  readonly running: string[];
  /** The secrets in a claim, by its id. */
  readonly claimed: Map<string, ReadonlySet<string>>;
}

function evaluate(graph: Graph, name: string): Node {
  const done = graph.nodes.get(name);
  if (done) return done;
  const source = graph.sources.get(name);
  if (!source) throw new Error(`no schema and no app knows the variable ${name}`);
  const { owner, type, description, secret } = source;
  const base = { id: name, owner, type, description, secret };
  return guarded(graph, name, () => {
    const set = graph.settings[name];
    const isSet = set !== undefined && set !== null;
    if (isSet && !source.toggle) return { ...base, origin: "set", value: set, reads: [] };
    const current = frame(name, owner);
    const computed = compute(graph, source, current, isSet ? set : undefined);
    const isFingerprint = source.derivation?.fingerprint === true;
    const value = isFingerprint ? sha256(JSON.stringify(computed)) : computed;
    assertTaint(current, source.secret || isFingerprint, value);
    const origin = isSet ? "set" : originOf(source, value);
    return { ...base, origin, value, reads: [...current.reads] };
  });
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function compute(graph: Graph, source: Source, current: Frame, set: unknown): unknown {
  if (source.toggle) return toggled(graph, source.toggle, current, set);
  if (source.derivation) {
    return source.derivation.of(reader(graph, current), factsFor(graph, current)) ?? null;
  }
  return source.schemaDefault ?? null;
}

function originOf(source: Source, value: unknown): Node["origin"] {
  if (source.derivation || source.toggle) return "derived";
  return value === null ? "absent" : "default";
}

/** A toggle of an app that is off is off, so that switching the app off needs one edit and not ten. */
function toggled(graph: Graph, toggle: Toggle, current: Frame, set: unknown): boolean {
  const main = mainToggle(graph, current.owner);
  if (main && main !== toggle.name && evaluateFor(graph, main, current).value !== true) return false;
  if (typeof set === "boolean") return set;
  if (toggle.whenAbsent === false) return false;
  const facts = factsFor(graph, current);
  // All of them are asked, so that `explain` shows everything that it depends on.
  return needsOf(toggle).filter((need) => !holds(need, facts)).length === 0;
}

function mainToggle(graph: Graph, owner: string): string | undefined {
  return graph.members.find(({ app }) => app.name === owner)?.app.toggles[0]?.name;
}

function enabled(graph: Graph, app: string, current: Frame | undefined): boolean {
  const main = mainToggle(graph, app);
  if (main === undefined) return true;
  return (current ? evaluateFor(graph, main, current) : evaluate(graph, main)).value === true;
}

function evaluateFor(graph: Graph, name: string, current: Frame): Node {
  current.reads.add(name);
  return evaluate(graph, name);
}

function reader(graph: Graph, current: Frame): Record<string, unknown> {
  return new Proxy(Object.create(null), {
    get(_target, name) {
      if (typeof name !== "string") return undefined;
      const node = evaluateFor(graph, name, current);
      if (node.secret && node.value !== null) taintBy(current, node.value);
      return node.value;
    },
  });
}

function factsFor(graph: Graph, current: Frame): Facts {
  return {
    has: (name) => isPresent(evaluateFor(graph, name, current).value),
    keys: (name) => Object.keys(evaluateFor(graph, name, current).value ?? {}),
    offer: (kind) => offerOf(graph, kind, current),
    claims: (kind) => claimsOf(graph, kind, current),
    grant: (kind) => grantOf(graph, kind, current),
  };
}

function isPresent(value: unknown): boolean {
  return value !== null && value !== undefined && value !== "" && value !== false;
}

function offerOf<K extends OfferKind>(graph: Graph, kind: K, current: Frame): Offers[K] | undefined {
  return providerOf(graph, kind, current)?.value;
}

/** The first who offers: the cluster's own servers come before the apps. */
function providerOf<K extends OfferKind>(graph: Graph, kind: K, current: Frame) {
  for (const member of graph.members) {
    const { app } = member;
    const source = app.offers?.[kind];
    if (!source || !enabled(graph, app.name, current)) continue;
    const value = fact(graph, `offer:${app.name}/${kind}`, app.name, "offer", current, source);
    if (value) return { member, value: value as Offers[K] };
  }
  return undefined;
}

function claimsOf<K extends ClaimKind>(graph: Graph, kind: K, current: Frame): readonly Claims[K][] {
  return graph.members.flatMap(({ app }) => {
    const source = app.claims?.[kind];
    if (!source || !enabled(graph, app.name, current)) return [];
    const id = `claim:${app.name}/${kind}`;
    const claims = fact(graph, id, app.name, "claim", current, source) as readonly Claims[K][];
    const secrets = graph.claimed.get(id);
    return secrets
      ? claims.map((claim) => guardSecrets(claim, secrets, (read) => taintBy(current, read)))
      : claims;
  });
}

/** From the first who answers the claim; a provider that is named in cluster.yaml, but not set, answers nothing. */
function grantOf<K extends GrantKind>(graph: Graph, kind: K, current: Frame): Grants[K] | undefined {
  const { owner } = current;
  const claims = graph.members.find(({ app }) => app.name === owner)?.app.claims?.[kind];
  if (!claims) return undefined;
  for (const { app } of graph.members) {
    const grant = app.grants?.[kind];
    if (!grant || !enabled(graph, app.name, current)) continue;
    const own = fact(graph, `claim:${owner}/${kind}`, owner, "claim", current, claims);
    const [claim] = own as readonly Claims[K][];
    if (!claim) return undefined;
    const answer = (v: never, facts: Facts) => grant(claim, v, facts);
    const value = fact(graph, `grant:${app.name}/${owner}/${kind}`, app.name, "grant", current, answer);
    current.tainted = true;
    if (value) return value as Grants[K];
  }
  return undefined;
}

function fact(
  graph: Graph,
  id: string,
  owner: string,
  origin: "offer" | "claim" | "grant",
  current: Frame,
  source: (v: never, facts: Facts) => unknown,
): unknown {
  current.reads.add(id);
  const node = guarded(graph, id, () => {
    const own = frame(id, owner);
    const value = source(reader(graph, own) as never, factsFor(graph, own));
    if (own.tainted && !mayHoldSecrets(origin, value, own)) throw new Error(`${id} reads a secret`);
    if (own.tainted && origin === "claim") graph.claimed.set(id, own.secrets);
    const reads = [...own.reads];
    return { id, owner, origin, type: "object", description: "", secret: own.tainted, value, reads };
  });
  return node.value;
}

function guarded(graph: Graph, id: string, make: () => Node): Node {
  const done = graph.nodes.get(id);
  if (done) return done;
  if (graph.running.includes(id)) throw new Error(`cycle: ${[...graph.running, id].join(" -> ")}`);
  graph.running.push(id);
  const node = make();
  graph.running.pop();
  graph.nodes.set(id, node);
  return node;
}
