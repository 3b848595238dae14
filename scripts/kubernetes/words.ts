import type { Schema } from "./validators.ts";

/** Go's duration as Flux writes it. */
export const DURATION = "^([0-9]+(\\.[0-9]+)?(ms|s|m|h))+$";
/** The same without hours, which source-controller's timeouts do not take. */
export const SHORT_DURATION = "^([0-9]+(\\.[0-9]+)?(ms|s|m))+$";
/** Gateway API's own, narrower duration (GEP-2257). */
export const GATEWAY_DURATION = "^([0-9]{1,5}(h|m|s|ms)){1,4}$";
/** resource.Quantity in its canonical forms. */
export const QUANTITY =
  "^[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+))?$";

/** A name of RFC 1123 without dots; with them; and one that may have a domain before it. */
export const LABEL = "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$";
export const NAME = "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$";
export const QUALIFIED = "^([a-z0-9]([-a-z0-9.]*[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$";

export const free: Schema = { "x-kubernetes-preserve-unknown-fields": true };
export const string: Schema = { type: "string" };
export const boolean: Schema = { type: "boolean" };
export const integer: Schema = { type: "integer" };
export const count: Schema = { type: "integer", minimum: 0 };
export const strings: Schema = { type: "array", items: string };
export const labels: Schema = { type: "object", additionalProperties: string };

export function ref(name: string): Schema {
  return { $ref: name };
}

export function list(items: Schema): Schema {
  return { type: "array", items };
}

export function choice(...values: string[]): Schema {
  return { type: "string", enum: values };
}

/** A closed mapping; a `!` behind a name says that the field must be there. */
export function fields(properties: Record<string, Schema>): Schema {
  const required = Object.keys(properties).flatMap((name) => (name.endsWith("!") ? [name.slice(0, -1)] : []));
  const named = Object.entries(properties).map(([name, schema]) => [name.replace(/!$/, ""), schema]);
  return { type: "object", properties: Object.fromEntries(named), ...(required.length > 0 && { required }) };
}
