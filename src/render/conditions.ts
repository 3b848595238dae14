import { isPrinted } from "./printed.ts";

export interface Condition {
  /** How many arguments it takes. */
  readonly parameters: number;
  readonly run: (value: unknown, argument: unknown) => boolean;
}

/** What can stand behind `is`. There is no `defined`: an unknown name is an error, and an absent setting is `none`. */
export const conditions: ReadonlyMap<string, Condition> = new Map<string, Condition>([
  ["none", { parameters: 0, run: (value) => value === null }],
  ["string", { parameters: 0, run: (value) => typeof value === "string" || isPrinted(value) }],
  ["number", { parameters: 0, run: (value) => typeof value === "number" }],
  ["boolean", { parameters: 0, run: (value) => typeof value === "boolean" }],
  ["sequence", { parameters: 0, run: (value) => Array.isArray(value) }],
  ["mapping", { parameters: 0, run: isMap }],
  ["odd", { parameters: 0, run: (value) => typeof value === "number" && Math.abs(value % 2) === 1 }],
  ["even", { parameters: 0, run: (value) => typeof value === "number" && value % 2 === 0 }],
  ["divisibleby", { parameters: 1, run: (value, by) => Number(value) % Number(by) === 0 }],
]);

/** What people reach for out of habit, and what to write instead. */
export const insteadOfCondition: ReadonlyMap<string, string> = new Map([
  ["defined", "every setting is defined; write `is not none` for one that has a value"],
  ["undefined", "every setting is defined; write `is none` for one without a value"],
  ["null", "write `is none`"],
  ["iterable", "write `is sequence`"],
  ["truthy", "leave `is truthy` out"],
  ["falsy", "write `not`"],
]);

/**
 * What counts as true: as in Jinja2, empty strings, lists and maps do not (nunjucks takes empty lists and maps for true).
 */
export function isTrue(value: unknown): boolean {
  if (isPrinted(value)) return value.text !== "";
  if (Array.isArray(value)) return value.length > 0;
  if (isMap(value)) return Object.keys(value).length > 0;
  return Boolean(value);
}

function isMap(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !isPrinted(value);
}
