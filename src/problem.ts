/** A place in a file that a person can open; line and column count from 1. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export type Severity = "error" | "warning" | "note";

/**
 * Something that a person must know, as data: wording lives in `message` and `hint`, decisions use `code`.
 * `message` says what is wrong, `hint` what to write instead; both lower case, without a full stop,
 * and never with the value of a secret.
 */
export interface Problem {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly hint?: string;
  readonly at?: Position;
  /** Further places that belong to the same problem: the first of two duplicate keys, a template line. */
  readonly related?: readonly Related[];
}

export interface Related {
  readonly message: string;
  readonly at: Position;
}

/** What a stage returns: its value, unless it could not make one, and everything that it found. */
export interface Outcome<T> {
  readonly value: T | undefined;
  readonly problems: readonly Problem[];
}

/** True when any of the problems forbids going on. */
export function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some((problem) => problem.severity === "error");
}

/** Orders problems by file, line and column; those without a place come last, in the order they came. */
export function sortProblems(problems: readonly Problem[]): Problem[] {
  return [...problems].sort((a, b) => compareText(a.at?.file, b.at?.file) || comparePlace(a.at, b.at));
}

function compareText(a: string | undefined, b: string | undefined): number {
  if (a === b) return 0;
  if (a === undefined) return 1;
  if (b === undefined) return -1;
  return a < b ? -1 : 1;
}

function comparePlace(a: Position | undefined, b: Position | undefined): number {
  if (!a || !b) return 0;
  return a.line - b.line || a.column - b.column;
}
