import type { Resolve, Schema } from "./schema.ts";

/** Many schemas in one text, of which each is parsed only when a document needs it. */
export interface Definitions {
  readonly resolve: Resolve;
  readonly names: () => Iterable<string>;
}

/** Reads lines of a name, a tab and a schema as JSON. */
export function readDefinitions(text: string): Definitions {
  const lines = new Map<string, string>();
  for (const line of text.split("\n")) {
    const tab = line.indexOf("\t");
    if (tab > 0) lines.set(line.slice(0, tab), line.slice(tab + 1));
  }
  const parsed = new Map<string, Schema>();
  const resolve: Resolve = (name) => {
    const known = parsed.get(name);
    const line = lines.get(name);
    if (known || line === undefined) return known;
    const schema = JSON.parse(line) as Schema;
    parsed.set(name, schema);
    return schema;
  };
  return { resolve, names: () => lines.keys() };
}
