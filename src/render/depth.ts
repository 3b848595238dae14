import { refuse } from "./raw.ts";
import type { Place } from "./tree.ts";

/** Far beyond what anybody writes, and well within what the stack carries. */
const deepest = 1000;

/** Refuses a tree that is nested so deeply that walking it could exhaust the stack. */
export function checkDepth(template: string, tree: unknown, depth = 0, near: Place = [1, 1]): void {
  if (typeof tree !== "object" || tree === null) return;
  const at = "at" in tree && Array.isArray(tree.at) ? (tree.at as unknown as Place) : near;
  if (depth > deepest) refuse(template, at, "this is nested too deeply");
  for (const child of Object.values(tree)) checkDepth(template, child, depth + 1, at);
}
