import type { Applied } from "../applied.ts";
import { findFacts, isExternal } from "../lookup.ts";
import type { Tree } from "../tree.ts";
import { children, get, list, type Path, select, text, type Value } from "../value.ts";

/** A container's environment: the names that it surely has, and whether that is all. */
export interface Environment {
  readonly object: Applied;
  readonly names: ReadonlyMap<string, { readonly path: Path; readonly value: Value }>;
  /** False when more names may come from objects that cannot be looked into. */
  readonly isWhole: boolean;
}

interface Container {
  readonly object: Applied;
  readonly namespace: string | undefined;
  readonly value: Value;
  readonly path: Path;
}

/** The environments of the containers that may mount the ConfigMap: of app-template's, and of plain workloads. */
export function listEnvironments(tree: Tree, config: Applied): Environment[] {
  return [...released(tree, config), ...plain(tree, config)].map((container) => environment(tree, container));
}

function released(tree: Tree, config: Applied): Container[] {
  return tree.releases.flatMap(({ template, object, namespace, values }) => {
    const isMounting = template
      ?.items("persistence")
      .some(({ value }) => get(value, "type") === "configMap" && get(value, "name") === config.name);
    if (!isMounting || namespace !== config.namespace) return [];
    const found = ["containers", "initContainers"].flatMap((field) =>
      select(values, `controllers.*.${field}.*`, ["spec", "values"]),
    );
    return found.map(({ value, path }) => ({ object, namespace, value, path }));
  });
}

function plain(tree: Tree, config: Applied): Container[] {
  return tree.objects.flatMap((object) => {
    if (object.namespace !== config.namespace) return [];
    return ["spec", "spec.template.spec", "spec.jobTemplate.spec.template.spec"].flatMap((pattern) =>
      select(object.manifest.value, pattern).flatMap(({ value: pod, path }) => {
        const names = list(get(pod, "volumes")).map((volume) => get(volume, "configMap", "name"));
        if (!names.includes(config.name)) return [];
        const found = ["containers", "initContainers"].flatMap((field) => select(pod, `${field}.*`, path));
        return found.map((each) => ({ object, namespace: object.namespace, ...each }));
      }),
    );
  });
}

function environment(tree: Tree, { object, namespace, value, path }: Container): Environment {
  const names = new Map<string, { path: Path; value: Value }>();
  for (const entry of children({ value: get(value, "env") ?? null, path: [...path, "env"] })) {
    const name =
      typeof entry.path.at(-1) === "string" ? String(entry.path.at(-1)) : text(get(entry.value, "name"));
    if (name) names.set(name, entry);
  }
  let isWhole = true;
  for (const entry of children({ value: get(value, "envFrom") ?? null, path: [...path, "envFrom"] })) {
    const keys = sourceKeys(tree, namespace, entry.value);
    if (!keys) isWhole = false;
    const prefix = text(get(entry.value, "prefix")) ?? "";
    for (const key of keys ?? []) names.set(`${prefix}${key}`, entry);
  }
  return { object, names, isWhole };
}

/** The keys of what an entry of `envFrom` names; undefined when they cannot be known. */
function sourceKeys(tree: Tree, namespace: string | undefined, entry: Value): readonly string[] | undefined {
  const secret = text(get(entry, "secretRef", "name"));
  const name = secret ?? text(get(entry, "configMapRef", "name"));
  const kind = secret ? "Secret" : "ConfigMap";
  if (!name || isExternal(tree, kind, name, namespace)) return undefined;
  const [fact, ...others] = findFacts(tree, kind, name, namespace);
  return fact?.keys && others.length === 0 ? [...fact.keys] : undefined;
}
