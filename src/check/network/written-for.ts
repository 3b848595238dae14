import type { Tree } from "../tree.ts";
import { children, get, list, text, type Value } from "../value.ts";

/**
 * Every text in a workload's manifest and in the ConfigMaps and Secrets of its namespace that it names. Undefined
 * where one of these is not in the files, or encrypted.
 */
export function writtenFor(
  tree: Tree,
  namespace: string | undefined,
  value: Value,
): readonly string[] | undefined {
  const own = texts(value);
  const sources = tree.objects.filter(
    ({ kind, name, namespace: other }) =>
      (kind === "ConfigMap" || kind === "Secret") && other === namespace && own.includes(name),
  );
  const read = sources.flatMap(({ manifest }) => texts(manifest.value));
  const isWhole = [...named(value)].every((name) => sources.some((source) => source.name === name));
  return isWhole && !read.some((each) => each.startsWith("ENC[")) ? [...own, ...read] : undefined;
}

function texts(value: Value): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" ? children({ value, path: [] }).flatMap((each) => texts(each.value)) : [];
}

/** Names of the ConfigMaps and Secrets that are read: by references, volumes, and the values of a release. */
function* named(value: Value): Iterable<string> {
  for (const { value: inner, path } of children({ value, path: [] })) {
    const key = String(path.at(-1));
    const isVolume = /^(secret|configMap)$/.test(text(get(inner, "type")) ?? "");
    const isReference = /^(secret|configMap)((Key)?Ref)?$/i.test(key) || isVolume;
    const name = text(get(inner, "name")) ?? text(get(inner, "secretName"));
    if (isReference && name !== undefined) yield name;
    else if (key === "valuesFrom") for (const each of list(inner)) yield text(get(each, "name")) ?? "";
    else if (typeof inner === "object") yield* named(inner);
  }
}
