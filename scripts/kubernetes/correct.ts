import { core } from "./corrections/core.ts";
import { flux } from "./corrections/flux.ts";
import { gateways } from "./corrections/gateway.ts";
import { operators } from "./corrections/operators.ts";
import { pods } from "./corrections/pods.ts";
import type { Schema } from "./validators.ts";
import { QUANTITY } from "./words.ts";

/** What to change, by kind and by the path of the field; `[]` stands for the entries of a list. */
export type Corrections = Readonly<Record<string, Readonly<Record<string, Schema>>>>;

const ALL: readonly Corrections[] = [core, pods, flux, operators, gateways];

/**
 * Puts right what the packages do not know: fields of newer releases, and what Go's types cannot say. A field that
 * is not there any more is an error, so that an update of the packages shows what became superfluous.
 */
export function correct(definitions: Map<string, Schema>): void {
  for (const corrections of ALL) {
    for (const [kind, changes] of Object.entries(corrections)) {
      for (const [path, change] of Object.entries(changes)) apply(definitions, kind, path, change);
    }
  }
  const quantity = definitions.get("ApiResourceQuantity");
  if (!quantity) throw new Error("there is no quantity");
  quantity.pattern = QUANTITY;
}

function apply(definitions: Map<string, Schema>, kind: string, path: string, change: Schema): void {
  const found = find(definitions, kind, path);
  for (const name of Object.keys(change.properties ?? {})) {
    if (found.properties?.[name]) throw new Error(`${kind} has ${path}.${name} already`);
  }
  const properties = change.properties && { ...found.properties, ...change.properties };
  Object.assign(found, change, properties ? { properties } : {});
  if (change.type !== undefined && change.type !== "object")
    delete found["x-kubernetes-preserve-unknown-fields"];
}

function find(definitions: Map<string, Schema>, kind: string, path: string): Schema {
  let found = follow(definitions, { $ref: kind });
  for (const step of path.split(/\.|(?=\[\])/).filter((part) => part !== "")) {
    const next = step === "[]" ? found.items : found.properties?.[step];
    if (!next) throw new Error(`${kind} has no ${path}`);
    // A mark such as the channel belongs to the field, not to the type that others share.
    found = follow(definitions, next);
  }
  return found;
}

function follow(definitions: Map<string, Schema>, schema: Schema): Schema {
  if (schema.$ref === undefined) return schema;
  const target = definitions.get(schema.$ref);
  if (!target) throw new Error(`there is no ${schema.$ref}`);
  return follow(definitions, target);
}
