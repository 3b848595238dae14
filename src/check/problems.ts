import type { Files } from "../files.ts";
import type { Position, Problem, Related } from "../problem.ts";

/** An error of the check stage. */
export function error(
  code: string,
  at: Position,
  message: string,
  hint?: string,
  related?: readonly Related[],
): Problem {
  return { code, severity: "error", message, at, ...(hint ? { hint } : {}), ...(related ? { related } : {}) };
}

/** The same, as a warning. */
export function warning(code: string, at: Position, message: string, hint?: string): Problem {
  return { ...error(code, at, message, hint), severity: "warning" };
}

/** Text from a manifest, fit for a message: one line, no control characters, not long. */
export function shown(text: string): string {
  const flat = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "\uFFFD");
  return flat.length > 100 ? `${flat.slice(0, 99)}…` : flat;
}

/** A few names for a hint, in order. */
export function listed(names: Iterable<string>, most = 5): string {
  const all = [...new Set(names)].sort();
  return all.slice(0, most).map(shown).join(", ") + (all.length > most ? ", …" : "");
}

/** The problem with the template position that printed its line, where the renderer knows it. */
export function withOrigin(problem: Problem, files: Files): Problem {
  if (!problem.at) return problem;
  const origin = files.get(problem.at.file)?.origins?.[problem.at.line - 1];
  if (!origin) return problem;
  return { ...problem, related: [...(problem.related ?? []), { message: "printed by", at: origin }] };
}

/** An offset into a file as a person counts. */
export function positionIn(file: string, text: string, offset: number): Position {
  const before = text.slice(0, offset);
  return { file, line: before.split("\n").length, column: offset - before.lastIndexOf("\n") };
}
