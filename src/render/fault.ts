import type { Position, Problem } from "../problem.ts";
import type { Place } from "./tree.ts";

export interface FaultDetail {
  readonly code: string;
  readonly message: string;
  readonly hint?: string | undefined;
}

/**
 * Carries one problem out of a deep walk to the stage's edge, where it becomes data again; never leaves src/render.
 * Without a problem it stands for one that is reported already.
 */
export class Fault extends Error {
  readonly problem: Problem | undefined;
  constructor(problem: Problem | undefined) {
    super(problem?.message ?? "reported");
    this.problem = problem;
  }
}

/** The position of a place in the named template. */
export function positionOf(template: string, [line, column]: Place): Position {
  return { file: template, line, column };
}

/** An error at a place of a template. */
export function problemAt(template: string, place: Place, detail: FaultDetail): Problem {
  const { code, message, hint } = detail;
  const at = positionOf(template, place);
  return { code, severity: "error", message, ...(hint === undefined ? {} : { hint }), at };
}
