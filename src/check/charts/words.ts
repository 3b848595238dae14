import type { Schema } from "../schema/schema.ts";

/** The words in which the values of charts are described here. */
export const free: Schema = { "x-kubernetes-preserve-unknown-fields": true };
export const string: Schema = { type: "string" };
export const truth: Schema = { type: "boolean" };
export const integer: Schema = { type: "integer" };
export const labels: Schema = { type: "object", additionalProperties: string };
/** Texts by key. */
export const text: Schema = labels;

export function ref(name: string): Schema {
  return { $ref: name };
}

export function list(items: Schema): Schema {
  return { type: "array", items };
}

/** A mapping whose keys the user chooses. */
export function each(value: Schema): Schema {
  return { type: "object", additionalProperties: value };
}

export function closed(properties: Readonly<Record<string, Schema>>): Schema {
  return { type: "object", properties };
}

export function oneOf(...values: readonly string[]): Schema {
  return { type: "string", enum: values };
}

/** Another schema for each type of value. */
export function either(forms: Readonly<Record<string, Schema>>): Schema {
  return { type: Object.keys(forms), "x-forms": forms };
}

/** Another schema for each value of one of the fields. */
export function byField(field: string, otherwise: string, forms: Readonly<Record<string, Schema>>): Schema {
  return { type: "object", "x-field": field, "x-otherwise": otherwise, "x-forms": forms };
}
