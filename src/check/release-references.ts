import { type Reference, toReferences } from "./reference.ts";
import type { Item, Release } from "./release.ts";
import { type Found, get, isMapping, list, type Path, select, text, type Value } from "./value.ts";

const KINDS = { configMap: "ConfigMap", secret: "Secret" } as const;
const COLLECTIONS = { configMap: "configMaps", secret: "secrets" } as const;

/** What app-template's values name in their own way: `persistence`, and the short forms of `envFrom`. */
export function listReleaseReferences(release: Release): Reference[] {
  if (!release.template) return [];
  const mounts = release.template.items("persistence").flatMap((item) => persistence(release, item));
  const patterns = ["initContainers", "containers"].map((field) => `controllers.*.${field}.*.envFrom.*`);
  const entries = patterns.flatMap((pattern) => select(release.values, pattern, ["spec", "values"]));
  return [...mounts, ...entries.flatMap((entry) => shortForm(release, entry))];
}

/** `envFrom: [{ secret: x }]` names an identifier of the values first, an object second. */
function shortForm({ object, namespace, template }: Release, { value, path }: Found): Reference[] {
  return (["configMap", "secret"] as const).flatMap((source) => {
    const identifier = text(get(value, `${source}Ref`, "identifier"));
    const name = text(get(value, source));
    const ids = template?.items(COLLECTIONS[source]).map(({ id }) => id) ?? [];
    const found = name ?? identifier;
    if (!found || ids.includes(found)) return [];
    const at = name ? [...path, source] : [...path, `${source}Ref`, "identifier"];
    return [{ from: object, at, kind: KINDS[source], namespace, name: found, keys: [], optional: false }];
  });
}

function persistence({ object, namespace, template }: Release, { id, value }: Item): Reference[] {
  const type = text(get(value, "type"));
  if (type !== "configMap" && type !== "secret") return [];
  const path: Path = ["spec", "values", "persistence", id];
  const identifier = text(get(value, "identifier"));
  if (identifier) {
    const known = template?.items(COLLECTIONS[type]).some((item) => item.id === identifier);
    const at = [...path, "identifier"];
    return known
      ? []
      : [{ from: object, at, kind: KINDS[type], namespace, name: identifier, keys: [], optional: false }];
  }
  const references = toReferences(object, namespace, { kind: KINDS[type], value, path });
  return references.map((reference) => ({
    ...reference,
    keys: [...reference.keys, ...subPaths(value, path)],
  }));
}

/** A mounted `subPath` is a key, unless `items` gives the keys other paths. */
function subPaths(value: Value, path: Path): { key: string; at: Path }[] {
  if (!isMapping(value) || list(value.items).length > 0) return [];
  const mounts = ["globalMounts.*.subPath", "advancedMounts.*.*.*.subPath"].flatMap((pattern) =>
    select(value, pattern, path),
  );
  return mounts.flatMap(({ value: key, path: at }) => (typeof key === "string" ? [{ key, at }] : []));
}
