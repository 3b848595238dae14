import type { Problem, Severity } from "../problem.ts";

/** Counts problems in words: `2 errors, 1 warning`. */
export function summary(problems: readonly Problem[]): string {
  const severities: readonly Severity[] = ["error", "warning", "note"];
  const parts = severities.flatMap((severity) => {
    const count = problems.filter((problem) => problem.severity === severity).length;
    return count === 0 ? [] : [`${count} ${severity}${count === 1 ? "" : "s"}`];
  });
  return parts.length === 0 ? "no problems" : parts.join(", ");
}
