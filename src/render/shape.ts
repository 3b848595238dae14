import type { VariableType } from "../app.ts";
import type { Scope } from "./scope.ts";
import type { Parameter, Statement } from "./tree.ts";

/** What a value can be. `text` is a template's own text or YAML, safe to print; `string` is anybody's. */
export type Kind =
  | "boolean"
  | "number"
  | "string"
  | "text"
  | "null"
  | "list"
  | "map"
  | "macro"
  | "namespace"
  | "any";

/** All that the static check knows of a value. Without any kind it stands for a value that is reported already. */
export interface Shape {
  readonly kinds: ReadonlySet<Kind>;
  /** The secret variables that it is made of. */
  readonly secrets: ReadonlySet<string>;
  readonly fields?: ReadonlyMap<string, Shape> | undefined;
  readonly element?: Shape | undefined;
  readonly macro?: MacroShape | undefined;
}

export interface MacroShape {
  readonly name: string;
  readonly template: string;
  readonly parameters: readonly Parameter[];
  readonly body: readonly Statement[];
  readonly around: Scope<Shape>;
  readonly home: Scope<Shape>;
}

const none: ReadonlySet<string> = new Set();

export function shapeOf(kind: Kind | undefined, secrets = none, more: Partial<Shape> = {}): Shape {
  return { kinds: new Set(kind === undefined ? [] : [kind]), secrets, ...more };
}

/** The value that is either of two. */
export function joinShapes(a: Shape, b: Shape): Shape {
  const secrets = unite(a.secrets, b.secrets);
  const kinds = new Set([...a.kinds, ...b.kinds]);
  const element = a.element && b.element && joinShapes(a.element, b.element);
  return { kinds, secrets, fields: a.fields ?? b.fields, element, macro: a.macro ?? b.macro };
}

export function unite(...sets: readonly ReadonlySet<string>[]): ReadonlySet<string> {
  const filled = sets.filter((set) => set.size > 0);
  return filled.length < 2 ? (filled[0] ?? none) : new Set(filled.flatMap((set) => [...set]));
}

/** True when `next` says no more than `known`. */
export function isWithin(next: Shape, known: Shape): boolean {
  const secrets = [...next.secrets].every((name) => known.secrets.has(name));
  return secrets && [...next.kinds].every((kind) => known.kinds.has(kind));
}

/** True when every kind is one of these; false for a value that is reported already. */
export function isOnly(shape: Shape, ...allowed: readonly Kind[]): boolean {
  return shape.kinds.size > 0 && [...shape.kinds].every((kind) => allowed.includes(kind));
}

const kindOfType: Readonly<Record<VariableType, Kind>> = {
  boolean: "boolean",
  integer: "number",
  number: "number",
  string: "string",
  array: "list",
  object: "map",
};

/** A variable as the static check knows it. */
export interface KnownVariable {
  readonly type: VariableType;
  readonly secret: boolean;
  /** For an object: all the fields that it has. */
  readonly fields?: readonly string[];
}

export function shapeOfVariable(name: string, { type, secret, fields }: KnownVariable): Shape {
  const secrets = secret ? new Set([name]) : none;
  const named = fields && new Map(fields.map((field) => [field, shapeOf("any", secrets)]));
  return shapeOf(kindOfType[type], secrets, { fields: named });
}
