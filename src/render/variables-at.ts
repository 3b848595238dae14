import type { Expression, Statement, Template } from "./tree.ts";

/** The variables behind one line of a template, in the order of their first mention. */
export interface VariablesAt {
  /** Those in what the line prints. */
  readonly printed: readonly string[];
  /** Those that decide whether the innermost block around it is printed at all. */
  readonly deciding: readonly string[];
}

interface Sight {
  readonly line: number;
  /** Names that `for` and `set` gave, beside the variables that they stand for. */
  readonly bound: Map<string, readonly string[]>;
  readonly printed: Set<string>;
  readonly deciding: Set<string>;
}

/** What a line of a template reads, seen without running it; parameters of macros stand for nothing. */
export function variablesAt({ body }: Template, line: number): VariablesAt {
  const sight: Sight = { line, bound: new Map(), printed: new Set(), deciding: new Set() };
  walk(sight, body, []);
  return { printed: [...sight.printed], deciding: [...sight.deciding] };
}

function walk(sight: Sight, statements: readonly Statement[], conditions: readonly string[]): void {
  for (const statement of statements) see(sight, statement, conditions);
}

function see(sight: Sight, s: Statement, conditions: readonly string[]): void {
  const [line] = s.at;
  const isHere = line <= sight.line && (s.kind !== "text" || sight.line < line + s.text.split("\n").length);
  if (s.kind === "text" && isHere) note(sight.deciding, conditions);
  else if (s.kind === "print" && line === sight.line) note(sight.printed, namesIn(sight, s.value));
  else if (s.kind === "if") walkAll(sight, [s.yes, s.no], namesIn(sight, s.condition));
  else if (s.kind === "for") {
    bind(sight, s.names, namesIn(sight, s.over));
    walkAll(sight, [s.body, s.empty], namesIn(sight, s.over));
  } else if (s.kind === "set") bind(sight, s.names, namesIn(sight, s.value));
  else if (s.kind === "block") walk(sight, s.body, conditions);
  else if (s.kind === "switch") {
    walkAll(sight, [...s.cases.map(({ body }) => body), s.otherwise], namesIn(sight, s.on));
  } else if (s.kind === "macro") {
    bind(
      sight,
      s.parameters.map(({ name }) => name),
      [],
    );
    walk(sight, s.body, conditions);
  }
}

function walkAll(
  sight: Sight,
  bodies: readonly (readonly Statement[])[],
  conditions: readonly string[],
): void {
  for (const body of bodies) walk(sight, body, conditions);
}

function note(into: Set<string>, names: readonly string[]): void {
  for (const name of names) into.add(name);
}

function bind({ bound }: Sight, names: readonly string[], to: readonly string[]): void {
  for (const name of names) bound.set(name, to);
}

/** The variables that an expression mentions, with local names followed to theirs. */
function namesIn({ bound }: Sight, expression: Expression): string[] {
  const found = [...mentioned(expression)].flatMap((name) => bound.get(name) ?? [name]);
  return [...new Set(found)];
}

/** A compiled template is plain data: whatever has the form of a name is one. */
function* mentioned(part: unknown): Iterable<string> {
  if (typeof part !== "object" || part === null) return;
  const { kind, name } = part as { readonly kind?: unknown; readonly name?: unknown };
  if (kind === "name" && typeof name === "string") yield name;
  else for (const inner of Object.values(part)) yield* mentioned(inner);
}
