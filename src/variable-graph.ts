import { createHash } from "node:crypto";
import type { Facts, Toggle } from "./app.ts";
import type { Member, Node } from "./derive.ts";
import { claimsOf, grantOf, type Meeting, offerOf } from "./meeting.ts";
import { holds, needsOf } from "./needs.ts";
import { assertTaint, type Frame, frame, mayHoldSecrets, taintBy } from "./taint.ts";
import { collectSources, type Source } from "./variable-sources.ts";

/** What is computed, and what is being computed. */
export interface Graph {
  readonly members: readonly Member[];
  readonly settings: Readonly<Record<string, unknown>>;
  readonly sources: ReadonlyMap<string, Source>;
  readonly nodes: Map<string, Node>;
  readonly running: string[];
  readonly meeting: Meeting;
}

/** The graph of these settings, of which nothing is computed yet. */
export function graphOf(members: readonly Member[], settings: Readonly<Record<string, unknown>>): Graph {
  const claimed = new Map<string, ReadonlySet<string>>();
  const meeting: Meeting = {
    members,
    claimed,
    enabled: (app, current) => enabled(graph, app, current),
    once: (origin, id, owner, current, source) => {
      current.reads.add(id);
      return guarded(graph, id, () => {
        const own = frame(id, owner);
        const value = source(reader(graph, own) as never, factsFor(graph, own));
        if (own.tainted && !mayHoldSecrets(origin, value, own)) throw new Error(`${id} reads a secret`);
        if (own.tainted && origin === "claim") claimed.set(id, own.secrets);
        const reads = [...own.reads];
        return { id, owner, origin, type: "object", description: "", secret: own.tainted, value, reads };
      }).value;
    },
  };
  const sources = collectSources(members);
  const graph: Graph = { members, settings, sources, nodes: new Map(), running: [], meeting };
  return graph;
}

/** The node of a variable. Throws for a name that no schema or app knows, and for a cycle. */
export function evaluate(graph: Graph, name: string): Node {
  const done = graph.nodes.get(name);
  if (done) return done;
  const source = graph.sources.get(name);
  if (!source) throw new Error(`no schema and no app knows the variable ${name}`);
  const set = graph.settings[name] ?? undefined;
  const isGiven = source.toggle === undefined && (set !== undefined || source.derivation === undefined);
  return isGiven ? given(graph, name, source, set) : computedNode(graph, name, source, set);
}

/** A setting that nothing is computed for: it is set, or has a fixed default, or none. */
function given(graph: Graph, name: string, source: Source, set: unknown): Node {
  const { owner, type, description, secret, schemaDefault = null } = source;
  const origin = set !== undefined ? "set" : schemaDefault === null ? "absent" : "default";
  const node: Node = {
    id: name,
    owner,
    origin,
    type,
    description,
    secret,
    value: set ?? schemaDefault,
    reads: [],
  };
  graph.nodes.set(name, node);
  return node;
}

function computedNode(graph: Graph, name: string, source: Source, set: unknown): Node {
  const { owner, type, description, secret, derivation } = source;
  return guarded(graph, name, () => {
    const current = frame(name, owner);
    const computed = compute(graph, source, current, set);
    const isFingerprint = derivation?.fingerprint === true;
    const value = isFingerprint ? sha256(JSON.stringify(computed)) : computed;
    assertTaint(current, secret || isFingerprint, value);
    const origin = set !== undefined ? "set" : "derived";
    return { id: name, owner, origin, type, description, secret, value, reads: [...current.reads] };
  });
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function compute(graph: Graph, source: Source, current: Frame, set: unknown): unknown {
  if (source.toggle) return toggled(graph, source.toggle, current, set);
  return source.derivation?.of(reader(graph, current), factsFor(graph, current)) ?? null;
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

/** True when the app's first toggle is on, or it has none. */
export function enabled(graph: Graph, app: string, current: Frame | undefined): boolean {
  const main = mainToggle(graph, app);
  if (main === undefined) return true;
  return (current ? evaluateFor(graph, main, current) : evaluate(graph, main)).value === true;
}

function evaluateFor(graph: Graph, name: string, current: Frame): Node {
  current.reads.add(name);
  return evaluate(graph, name);
}

/** The variables as an app reads them; what is read is noted. */
export function reader(graph: Graph, current: Frame): Record<string, unknown> {
  return new Proxy(Object.create(null), {
    get(_target, name) {
      if (typeof name !== "string") return undefined;
      const node = evaluateFor(graph, name, current);
      if (node.secret && node.value !== null) taintBy(current, node.value);
      return node.value;
    },
  });
}

/** What an app may read besides variables. */
export function factsFor(graph: Graph, current: Frame): Facts {
  return {
    has: (name) => isPresent(evaluateFor(graph, name, current).value),
    keys: (name) => Object.keys(evaluateFor(graph, name, current).value ?? {}),
    offer: (kind) => offerOf(graph.meeting, kind, current),
    claims: (kind) => claimsOf(graph.meeting, kind, current),
    grant: (kind) => grantOf(graph.meeting, kind, current),
  };
}

function isPresent(value: unknown): boolean {
  return value !== null && value !== undefined && value !== "" && value !== false;
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
