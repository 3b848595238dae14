import type { Position, Problem } from "../problem.ts";

/**
 * Prints one JSON document: `problems`, each with code, severity, message, hint, file, line and column, beside
 * what the command produced.
 */
export function formatJson(
  problems: readonly Problem[],
  produced: Readonly<Record<string, unknown>> = {},
): string {
  return `${JSON.stringify({ ...produced, problems: problems.map(plain) }, undefined, 2)}\n`;
}

function plain({ code, severity, message, hint, at, related }: Problem): Record<string, unknown> {
  const others = related?.map((other) => ({ message: other.message, ...flat(other.at) }));
  return { code, severity, message, hint, ...flat(at), related: others };
}

function flat(at: Position | undefined): Record<string, unknown> {
  return at ? { file: at.file, line: at.line, column: at.column } : {};
}
