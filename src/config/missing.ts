import type { Problem } from "../problem.ts";
import { type Context, placeOf, subjectAt } from "./context.ts";
import type { Path } from "./positions.ts";
import type { Schema } from "./schema.ts";

/** Explains a required setting that is not there; placed at its parent, or at the first line. */
export function missingSetting(context: Context, parent: Path, name: string): Problem {
  const { name: setting, schema, secret } = subjectAt(context, [...parent, name]);
  return {
    code: "missing-setting",
    severity: "error",
    message: `${setting || name} is required and not set`,
    hint: addHint(name, schema, secret),
    at: placeOf(context, parent, "key"),
  };
}

function addHint(name: string, schema: Schema, secret: boolean): string {
  if (schema["x-generate"] !== undefined) return "run clusterloom secrets generate, which makes a value";
  const example = exampleOf(schema, secret);
  if (example === undefined) return `add ${name}`;
  return `add ${name}: ${example}`;
}

/** An example of a value as it is written in YAML; examples of secrets are placeholders, and are left out. */
export function exampleOf(schema: Schema, secret: boolean): string | undefined {
  const value = schema.examples?.[0] ?? schema.default ?? schema.enum?.[0];
  if (secret || value === undefined || value === null) return undefined;
  const text = typeof value === "string" && isPlain(value) ? value : JSON.stringify(value);
  return text.length > 60 ? undefined : text;
}

function isPlain(text: string): boolean {
  return /^[A-Za-z][\w./-]*$/.test(text) && !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(text);
}
