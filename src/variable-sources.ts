import type { Derivation, Toggle, VariableType } from "./app.ts";
import type { Member } from "./derive.ts";

/** Where a variable gets its value from: the schema, a toggle, a derivation. */
export interface Source {
  readonly owner: string;
  readonly type: VariableType;
  readonly description: string;
  readonly secret: boolean;
  readonly schemaDefault: unknown;
  readonly toggle: Toggle | undefined;
  readonly derivation: Derivation<unknown> | undefined;
}

/** The sources of all variables by name. Throws when two members own one name. */
export function collectSources(members: readonly Member[]): Map<string, Source> {
  const sources = new Map<string, Source>();
  for (const member of members) {
    for (const [name, source] of sourcesOf(member)) {
      if (sources.has(name)) throw new Error(`two owners of the variable ${name}`);
      sources.set(name, source);
    }
  }
  return sources;
}

function* sourcesOf({ app, schema }: Member): Iterable<[string, Source]> {
  for (const [name, setting] of Object.entries(schema.properties)) {
    const { type, description, default: schemaDefault } = setting;
    const toggle = app.toggles.find((one) => one.name === name);
    const derivation = app.defaults?.[name];
    const secret = setting["x-secret"] === true;
    yield [name, { owner: app.name, type, description, secret, schemaDefault, toggle, derivation }];
  }
  for (const [name, derivation] of Object.entries(app.derived ?? {})) {
    const { type, description, secret = false } = derivation;
    const none = undefined;
    yield [
      name,
      { owner: app.name, type, description, secret, schemaDefault: none, toggle: none, derivation },
    ];
  }
}
