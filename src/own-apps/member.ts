import type { Toggle } from "../app.ts";
import type { Member } from "../derive.ts";
import type { SettingSchema, SettingsPart } from "../schema.ts";

/** What the names of an app's settings begin with: the app's name in the spelling of variables. */
export function prefixOf(app: string): string {
  return `${app.replaceAll("-", "_")}_`;
}

/** The variables that every app of a user's has, described or not. */
export function switchOf(app: string): string {
  return `${prefixOf(app)}enabled`;
}

export function namespaceSetting(app: string): string {
  return `${prefixOf(app)}namespace`;
}

/**
 * An app of a user's as the engine knows apps: its namespace is its name and it is on, unless cluster.yaml or its
 * settings.schema.json says otherwise.
 */
export function ownMember(name: string, part: SettingsPart): Member {
  const { [switchOf(name)]: main, [namespaceSetting(name)]: namespace, ...others } = part.properties;
  const properties = {
    [switchOf(name)]: { ...mainSwitch(name), ...main },
    [namespaceSetting(name)]: { ...namespaceSchema(name), ...namespace },
    ...others,
  };
  const app: Member["app"] = {
    name,
    title: part.title,
    namespace: namespaceSetting(name),
    toggles: togglesOf(properties, switchOf(name)),
  };
  return { app, schema: { ...part, properties }, ofUser: true };
}

function mainSwitch(name: string): SettingSchema {
  return { type: "boolean", description: `Run ${name}. Absent: on.`, examples: [false] };
}

function namespaceSchema(name: string): SettingSchema {
  return { type: "string", description: `Namespace of ${name}.`, default: name, format: "dns-label" };
}

function togglesOf(properties: SettingsPart["properties"], main: string): Toggle[] {
  return Object.entries(properties).flatMap(([name, schema]) => {
    const needs = schema["x-needs"];
    if (name !== main && !needs) return [];
    return [{ name, needs: needs ?? [], ...(schema.default === false && { whenAbsent: false }) }];
  });
}
