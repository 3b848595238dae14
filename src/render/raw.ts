import type { RawNode } from "nunjucks/src/parser.js";
import { Fault, problemAt } from "./fault.ts";
import type { Place } from "./tree.ts";

/** True for a node of nunjucks' tree. */
export function isNode(value: unknown): value is RawNode {
  return typeof value === "object" && value !== null && "typename" in value;
}

/** The nodes of a list node, or of a plain array. */
export function nodesOf(value: unknown): readonly RawNode[] {
  const list = isNode(value) ? value.children : value;
  return Array.isArray(list) ? list.filter(isNode) : [];
}

/** Where a node stands, from 1. Nodes that the parser makes up itself have no place: then `other`. */
export function placeOf(node: RawNode | undefined, other: Place = [1, 1]): Place {
  if (typeof node?.lineno !== "number" || typeof node.colno !== "number") return other;
  return [node.lineno + 1, node.colno + 1];
}

/** Ends the reading of a template with a syntax problem at a node. */
export function refuse(template: string, place: Place, message: string, hint?: string): never {
  throw new Fault(problemAt(template, place, { code: "template-syntax", message, hint }));
}

/** The name that a node is; anything else ends the reading. */
export function nameOf(template: string, node: unknown, other: Place): string {
  if (isNode(node) && node.typename === "Symbol" && typeof node.value === "string") return node.value;
  return refuse(template, isNode(node) ? placeOf(node, other) : other, "a plain name is expected here");
}
