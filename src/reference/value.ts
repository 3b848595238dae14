import type { Schema } from "../config/schema.ts";

/** A value as code in Markdown; long ones are cut. */
export function asCode(value: unknown): string {
  const text = typeof value === "string" && value !== "" ? value : JSON.stringify(value);
  const fence = text.includes("`") ? "``" : "`";
  return `${fence}${text}${fence}`;
}

/** What a value must be, in words: its type, and what bounds it. */
export function limitsOf(schema: Schema): string[] {
  return [typeOf(schema), ...bounds(schema), ...(schema.format ? [`format ${schema.format}`] : [])];
}

function typeOf({ type, items, additionalProperties }: Schema, end = ""): string {
  const word = [type ?? "value"].flat().join(" or ");
  const name = `${{ array: "list", object: "map" }[word] ?? word}${end}`;
  if (word === "array" && items) return `${name} of ${typeOf(items, "s")}`;
  if (word !== "object" || typeof additionalProperties !== "object") return name;
  return `${name} of ${typeOf(additionalProperties, "s")}`;
}

function bounds(schema: Schema): string[] {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
  return [
    ...range(minimum, maximum, ""),
    ...(exclusiveMinimum === undefined ? [] : [`more than ${exclusiveMinimum}`]),
    ...(exclusiveMaximum === undefined ? [] : [`less than ${exclusiveMaximum}`]),
    ...(multipleOf === undefined ? [] : [`a multiple of ${multipleOf}`]),
    ...range(onlyAbove(schema.minLength), schema.maxLength, " characters"),
    ...range(schema.minItems, schema.maxItems, " in number"),
    ...range(schema.minProperties, schema.maxProperties, " in number"),
  ];
}

/** That a text is not empty needs no words. */
function onlyAbove(limit: number | undefined): number | undefined {
  return limit !== undefined && limit > 1 ? limit : undefined;
}

function range(from: number | undefined, to: number | undefined, unit: string): string[] {
  if (from !== undefined && to !== undefined) return [`${from} to ${to}${unit}`];
  if (from !== undefined) return [`at least ${from}${unit}`];
  return to === undefined ? [] : [`at most ${to}${unit}`];
}

/** Allowed values, those of a list's items or a map's values included. */
export function allowedValues(schema: Schema): readonly unknown[] | undefined {
  const below = typeof schema.additionalProperties === "object" ? schema.additionalProperties : undefined;
  return schema.enum ?? schema.items?.enum ?? below?.enum;
}
