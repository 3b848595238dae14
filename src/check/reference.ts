import type { Applied } from "./applied.ts";
import { get, list, type Path, text, type Value } from "./value.ts";

/** One object's need of another one by name, and of keys in it. */
export interface Reference {
  readonly from: Applied;
  readonly at: Path;
  readonly kind: string;
  readonly namespace: string | undefined;
  readonly name: string;
  readonly keys: readonly { readonly key: string; readonly at: Path }[];
  readonly optional: boolean;
}

/** What a reference to a Secret or ConfigMap may carry, wherever it stands. */
export interface Named {
  readonly kind: "Secret" | "ConfigMap";
  readonly value: Value | undefined;
  readonly path: Path;
  /** The field that holds the name. */
  readonly field?: string;
}

/** Helm resolves `{{ … }}` at install time; such a name cannot be known here. */
export function isTemplated(name: string): boolean {
  return name.includes("{{");
}

/** The reference that a mapping with a name and perhaps a key or items makes. */
export function toReferences(from: Applied, namespace: string | undefined, named: Named): Reference[] {
  const { kind, value, path, field = "name" } = named;
  const name = text(get(value, field));
  if (!name) return [];
  const key = text(get(value, "key"));
  const items = list(get(value, "items")).flatMap((item, index) => {
    const itemKey = text(get(item, "key"));
    return itemKey ? [{ key: itemKey, at: [...path, "items", index, "key"] }] : [];
  });
  const keys = [...(key ? [{ key, at: [...path, "key"] }] : []), ...items];
  const own = text(get(value, "namespace")) ?? namespace;
  const optional = get(value, "optional") === true;
  return [{ from, at: [...path, field], kind, namespace: own, name, keys, optional }];
}
