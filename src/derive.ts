import type { App, Facts, VariableType } from "./app.ts";
import { providerOf } from "./meeting.ts";
import type { OfferKind } from "./offers.ts";
import type { SettingsPart } from "./schema.ts";
import { frame } from "./taint.ts";
import { enabled, evaluate, factsFor, graphOf, reader } from "./variable-graph.ts";

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
  const graph = graphOf(members, settings);
  const { nodes, sources, meeting } = graph;
  for (const name of sources.keys()) evaluate(graph, name);
  let all: Variables["all"] | undefined;
  return {
    nodes,
    members,
    value: (name) => evaluate(graph, name).value,
    enabled: (app) => enabled(graph, app, undefined),
    provider: (kind) => providerOf(meeting, kind, frame("provider", ""))?.member,
    facts: (app) => factsFor(graph, frame(`rule:${app}`, app)),
    read: (app, run) => {
      const current = frame(`rule:${app}`, app);
      const value = run(reader(graph, current) as never, factsFor(graph, current));
      return { value, reads: current.reads, tainted: current.tainted };
    },
    get all() {
      all ??= Object.fromEntries([...sources.keys()].map((name) => [name, nodes.get(name)?.value ?? null]));
      return all;
    },
  };
}
