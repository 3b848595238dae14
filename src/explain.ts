import type { Node, Variables } from "./derive.ts";
import type { Position } from "./problem.ts";

/** One variable with where its value comes from, down to the settings that a user wrote. */
export interface Explanation {
  readonly id: string;
  readonly origin: Node["origin"];
  readonly description: string;
  /** The value, `***` for a secret. */
  readonly value: unknown;
  /** Where cluster.yaml sets it. */
  readonly at?: Position;
  readonly from: readonly Explanation[];
}

/** A variable, offer or claim, and all that read it. */
export interface Reader {
  readonly id: string;
  readonly owner: string;
  /** For a template: where it reads. */
  readonly at?: Position;
}

export interface ExplainContext {
  readonly variables: Variables;
  /** Position of the key in cluster.yaml. */
  position(name: string): Position | undefined;
  /** Places of the templates that read a variable. */
  templateReads(name: string): readonly Position[];
}

/** Why the variable has its value; undefined when nothing has that name. */
export function explain(context: ExplainContext, id: string): Explanation | undefined {
  const node = context.variables.nodes.get(id);
  return node && explainNode(context, node, new Set());
}

function explainNode(context: ExplainContext, node: Node, above: ReadonlySet<string>): Explanation {
  const at = node.origin === "set" ? context.position(node.id) : undefined;
  const path = new Set([...above, node.id]);
  const from = node.reads.flatMap((id) => {
    const source = context.variables.nodes.get(id);
    return source && !path.has(id) ? [explainNode(context, source, path)] : [];
  });
  const { id, origin, description } = node;
  return { id, origin, description, value: shown(node), ...(at && { at }), from };
}

/** The value as a person may see it. */
export function shown(node: Node): unknown {
  if (!node.secret || typeof node.value === "boolean" || node.value === null) return node.value;
  return "***";
}

/** Everything that read the variable: other variables, offers, claims, and templates. */
export function readersOf(context: ExplainContext, id: string): Reader[] {
  const nodes = [...context.variables.nodes.values()].filter((node) => node.reads.includes(id));
  const templates = context.templateReads(id).map((at) => ({ id: at.file, owner: appOf(at.file), at }));
  return [...nodes.map((node) => ({ id: node.id, owner: node.owner })), ...templates];
}

function appOf(template: string): string {
  return /(?:^|\/)apps\/([^/]+)\//.exec(template)?.[1] ?? "cluster";
}
