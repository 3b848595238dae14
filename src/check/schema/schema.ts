import type { Value } from "../value.ts";

/**
 * The part of JSON Schema that Kubernetes' structural schemas use. As there, a mapping with `properties` and
 * without `additionalProperties` is closed.
 */
export interface Schema {
  /** Name of another definition. */
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly nullable?: boolean;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly enum?: readonly Value[];
  readonly pattern?: string;
  readonly format?: string;
  readonly default?: Value;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number | boolean;
  readonly exclusiveMaximum?: number | boolean;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly not?: Schema;
  readonly "x-kubernetes-int-or-string"?: boolean;
  readonly "x-kubernetes-preserve-unknown-fields"?: boolean;
  readonly "x-kubernetes-list-type"?: string;
  readonly "x-kubernetes-list-map-keys"?: readonly string[];
  /** A field that only CRDs of the named channel have: a warning where it is used. */
  readonly "x-channel"?: string;
  /** Another schema for each type of value, or for each value of `x-field`. */
  readonly "x-forms"?: Readonly<Record<string, Schema>>;
  readonly "x-field"?: string;
  /** The value of an absent `x-field`. */
  readonly "x-otherwise"?: string;
}

/** Finds the definition that a `$ref` names. */
export type Resolve = (name: string) => Schema | undefined;

/** The schema itself, behind its references. */
export function dereference(schema: Schema, resolve: Resolve): Schema {
  let found = schema;
  for (let hops = 0; found.$ref !== undefined && hops < 20; hops++) found = resolve(found.$ref) ?? {};
  return found;
}

/** True for a mapping that takes any key. */
export function isOpen(schema: Schema): boolean {
  if (schema["x-kubernetes-preserve-unknown-fields"] || schema["x-forms"]) return true;
  return schema.additionalProperties === true || (!schema.properties && !schema.additionalProperties);
}
