import type { Position, Problem } from "../problem.ts";

/** One line of what doctor says: something that is well, or a problem. */
export interface Diagnosis {
  readonly status: "ok" | "warning" | "error";
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
  readonly at?: Position;
}

export function ok(code: string, message: string): Diagnosis {
  return { status: "ok", code, message };
}

export function bad(
  status: "warning" | "error",
  code: string,
  message: string,
  hint: string,
  at?: Position,
): Diagnosis {
  return { status, code, message, hint, ...(at && { at }) };
}

/** A problem that a stage found, as a line of doctor's; notes count as well. */
export function fromProblem({ severity, code, message, hint, at }: Problem): Diagnosis {
  const status = severity === "note" ? "ok" : severity;
  return { status, code, message, ...(hint !== undefined && { hint }), ...(at && { at }) };
}

/** The lines that are not well, as problems for reports. */
export function problemsOf(diagnoses: readonly Diagnosis[]): Problem[] {
  return diagnoses.flatMap(({ status, ...rest }) => (status === "ok" ? [] : [{ severity: status, ...rest }]));
}
