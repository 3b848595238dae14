import type { Applied } from "./applied.ts";
import { children, get, type Mapping, mapping, text, type Value } from "./value.ts";

/** A Helm release as helm-controller makes it. */
export interface Release {
  readonly object: Applied;
  readonly name: string;
  readonly namespace: string | undefined;
  /** The chart's name, and its version, where they are known. */
  readonly chart: string | undefined;
  readonly version: string | undefined;
  readonly values: Mapping;
  /** How the objects of app-template are named; undefined for charts whose names we do not know. */
  readonly template: AppTemplate | undefined;
}

/** bjw-s app-template's names (common library 5, `determineResourceNameFromValues`). */
export interface AppTemplate {
  readonly fullName: string;
  /** The value of the label app.kubernetes.io/name. */
  readonly appName: string;
  /** The enabled items of a collection such as `service`, by their identifier, with the names of their objects. */
  readonly items: (collection: string) => readonly Item[];
}

export interface Item {
  readonly id: string;
  readonly name: string;
  readonly value: Value;
}

/** The release that a HelmRelease makes of a chart, whose name and version may not be known. */
export function toRelease(object: Applied, chart: string | undefined, version: string | undefined): Release {
  const { spec } = object.manifest.value;
  const target = text(get(spec, "targetNamespace"));
  const name = text(get(spec, "releaseName")) ?? (target ? `${target}-${object.name}` : object.name);
  const values = mapping(get(spec, "values"));
  const isTemplate =
    chart === undefined ? Object.keys(mapping(values.controllers)).length > 0 : chart === "app-template";
  const template = isTemplate ? appTemplate(name, values) : undefined;
  return { object, name, namespace: target ?? object.namespace, chart, version, values, template };
}

function appTemplate(release: string, values: Mapping): AppTemplate {
  const { global } = values;
  const appName = text(get(global, "nameOverride")) ?? release;
  const fullName =
    text(get(global, "fullnameOverride")) ?? (release.includes(appName) ? release : `${release}-${appName}`);
  const always = get(global, "alwaysAppendIdentifierToResourceName") === true;
  const items = (collection: string): Item[] => {
    const enabled = children({ value: values[collection] ?? null, path: [] }).filter(
      ({ value }) => get(value, "enabled") !== false,
    );
    return enabled.map(({ value, path }) => {
      const id = String(path[0]);
      return { id, value, name: itemName(fullName, id, value, always || enabled.length > 1) };
    });
  };
  return { fullName, appName, items };
}

function itemName(fullName: string, id: string, value: Value, append: boolean): string {
  const forced = text(get(value, "forceRename"));
  if (forced) return forced.toLowerCase();
  const prefix = text(get(value, "prefix"));
  const suffix = text(get(value, "suffix")) ?? text(get(value, "nameOverride"));
  let name = prefix && prefix !== fullName ? `${prefix}-${fullName}` : fullName;
  if (append && name !== id) name = endWith(name, id);
  return (suffix ? endWith(name, suffix) : name).toLowerCase();
}

function endWith(name: string, end: string): string {
  return name.endsWith(`-${end}`) ? name : `${name}-${end}`;
}
