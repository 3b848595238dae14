import { clean } from "../report/clean.ts";
import { type Fault, isObject, isTextList, type Json } from "./faults.ts";
import { topKeywords } from "./keywords.ts";
import { namespaceSetting, prefixOf, switchOf } from "./member.ts";
import { keywordFaults, valueFaults } from "./value-faults.ts";

/** Everything in the settings.schema.json of an app that we would not understand or must not take. */
export function* partFaults(app: string, json: unknown): Iterable<Fault> {
  if (!isObject(json)) {
    const hint = 'write {"type": "object", "properties": {…}}';
    yield { code: "schema-shape", path: [], message: "the schema of the settings must be an object", hint };
    return;
  }
  yield* keywordFaults(json, [], topKeywords);
  yield* topFaults(json);
  const { properties } = json;
  if (!isObject(properties)) return;
  for (const [name, schema] of Object.entries(properties)) {
    yield* nameFaults(app, name);
    yield* valueFaults(schema, ["properties", name]);
    if (isObject(schema)) yield* roleFaults(app, name, schema);
  }
}

function* topFaults({ type, properties, required }: Json): Iterable<Fault> {
  const code = "schema-shape";
  if (type !== undefined && type !== "object")
    yield { code, path: ["type"], message: "settings are an object", hint: 'write "type": "object"' };
  if (!isObject(properties)) {
    const path = properties === undefined ? [] : ["properties"];
    const message = "the settings are missing";
    yield { code, path, message, hint: 'write "properties": {"<name>": {"type": "string"}}' };
    return;
  }
  if (required === undefined) return;
  if (!isTextList(required)) {
    yield {
      code,
      path: ["required"],
      message: "required is a list of names",
      hint: "write [] or leave it out",
    };
    return;
  }
  for (const [index, name] of required.entries()) {
    if (Object.hasOwn(properties, name)) continue;
    const message = `${clean(name)} is required, but not among the properties`;
    yield { code: "unknown-setting", path: ["required", index], message, hint: "describe it there" };
  }
}

/** The prefix keeps an app's settings apart from those that we or another app may have one day. */
function* nameFaults(app: string, name: string): Iterable<Fault> {
  const prefix = prefixOf(app);
  if (name.startsWith(prefix) && /^[a-z][a-z0-9_]*[a-z0-9]$/.test(name)) return;
  yield {
    code: "setting-name",
    path: ["properties", name],
    message: `the settings of ${app} begin with ${prefix} and consist of lower case letters, digits and _`,
    hint: `write ${prefix}${snakeCase(name) || "name"}`,
  };
}

function snakeCase(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "");
}

function* roleFaults(app: string, name: string, schema: Json): Iterable<Fault> {
  const wanted = name === switchOf(app) ? "boolean" : name === namespaceSetting(app) ? "string" : undefined;
  if (wanted && schema.type !== wanted) {
    const message = `${name} must be a ${wanted}`;
    yield { code: "wrong-type", path: ["properties", name, "type"], message, hint: `write "${wanted}"` };
  }
  const needs = schema["x-needs"];
  if (needs === undefined) return;
  const path = ["properties", name, "x-needs"];
  if (schema.type !== "boolean" || !isTextList(needs)) {
    const message = "x-needs is a list of variables, and only a switch (a boolean) has it";
    yield {
      code: "schema-shape",
      path,
      message,
      hint: 'write "x-needs": ["<setting>"] beside "type": "boolean"',
    };
  }
}
