import type { Position, Problem } from "../../problem.ts";
import type { Manifest } from "../manifests.ts";
import { error, shown, warning } from "../problems.ts";
import type { Tree } from "../tree.ts";
import { get, type Path, type Value } from "../value.ts";

/** One object under judgement, with the short words that its rules use. */
export interface Subject {
  readonly manifest: Manifest;
  readonly spec: Value | undefined;
  readonly tree: Tree;
  readonly fail: (code: string, at: Path, message: string, hint: string) => Problem;
  readonly warn: (code: string, at: Path, message: string, hint: string) => Problem;
}

/** What the API server's expressions and an operator's webhook say about a kind beyond its schema. */
export type KindRule = (subject: Subject) => Iterable<Problem>;

/** Rules by `<group>/<kind>`; the core group is empty. */
export type KindRules = Readonly<Record<string, readonly KindRule[]>>;

export function subjectOf(tree: Tree, manifest: Manifest): Subject {
  const told = (message: string): string => `${shown(manifest.kind)} ${shown(manifest.name)}: ${message}`;
  const place = (at: Path): Position => manifest.at(at);
  return {
    manifest,
    tree,
    spec: manifest.value.spec,
    fail: (code, at, message, hint) => error(code, place(at), told(message), hint),
    warn: (code, at, message, hint) => warning(code, place(at), told(message), hint),
  };
}

/** True when the field is there with a value. */
export function has(value: Value | undefined, ...path: Path): boolean {
  return (get(value, ...path) ?? null) !== null;
}

/** The names among `fields` that the mapping has. */
export function present(value: Value | undefined, fields: readonly string[]): string[] {
  return fields.filter((field) => has(value, field));
}

/** Exactly one of the fields: gives `one-of` with what to do. */
export function* exactlyOne(
  { fail }: Subject,
  at: Path,
  value: Value | undefined,
  fields: readonly string[],
): Iterable<Problem> {
  const found = present(value, fields);
  const choice = fields.join(", ");
  if (found.length === 0) yield fail("one-of", at, `one of ${choice} is missing`, `write one of: ${choice}`);
  yield* excluded({ fail }, at, found);
}

/** At most one of the fields: gives `one-of` at the second. */
export function* atMostOne(
  subject: Subject,
  at: Path,
  value: Value | undefined,
  fields: readonly string[],
): Iterable<Problem> {
  yield* excluded(subject, at, present(value, fields));
}

function* excluded(
  { fail }: Pick<Subject, "fail">,
  at: Path,
  [first, second]: readonly string[],
): Iterable<Problem> {
  if (first === undefined || second === undefined) return;
  yield fail("one-of", [...at, second], `${first} and ${second} exclude each other`, "keep one of the two");
}
