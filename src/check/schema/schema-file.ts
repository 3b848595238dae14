import type { Outcome, Problem } from "../../problem.ts";
import { parseAllDocuments } from "../../yaml-text.ts";
import { get, isMapping, list, type Mapping, text, type Value } from "../value.ts";
import type { Schema } from "./schema.ts";

const LIMIT = 50;

/**
 * The schemas in one file: every version of the CRDs in it, or the one JSON Schema that its name
 * `<group>_<kind>_<version>.json` (or `<group>/<kind>_<version>.json`) says. Gives `schema-unreadable`.
 */
export function readSchemaFile(file: string, name: string, source: string): Outcome<[string, Schema][]> {
  const documents = parseAllDocuments(source, { logLevel: "silent", uniqueKeys: false });
  if (documents.some(({ errors }) => errors.length > 0))
    return unreadable(file, "it is no valid YAML or JSON");
  const values = documents.map((document) => document.toJS({ maxAliasCount: 100 }) as Value);
  const crds = values.filter((value) => get(value, "kind") === "CustomResourceDefinition");
  if (crds.length > 0) return { value: crds.flatMap(ofCrd), problems: [] };
  const id = /^(?:.*\/)?([^/_]+)[_/]([^/_]+)_([^/_]+)\.json$/.exec(name);
  const [value] = values;
  if (!id || !isMapping(value)) {
    return unreadable(file, "it holds no CRD, and its name is not <group>_<kind>_<version>.json");
  }
  const [, group = "", kind = "", version = ""] = id;
  const schema = inlined(value, value, 0);
  const named = kindOf(value) ?? kind;
  return { value: [[`${group}/${version}/${named}`, schema]], problems: [] };
}

function ofCrd(crd: Value): [string, Schema][] {
  const group = text(get(crd, "spec", "group")) ?? "";
  const kind = text(get(crd, "spec", "names", "kind")) ?? "";
  return list(get(crd, "spec", "versions")).flatMap((version): [string, Schema][] => {
    const schema = get(version, "schema", "openAPIV3Schema");
    if (!isMapping(schema)) return [];
    const { properties } = schema as Schema;
    // Of metadata a CRD says nothing; the API server knows it.
    const top = {
      ...(schema as Schema),
      properties: { ...properties, metadata: { $ref: "ApisMetaV1ObjectMeta" } },
    };
    return [[`${group}/${text(get(version, "name"))}/${kind}`, top]];
  });
}

/** Catalogues name their files in lower case and keep the kind in the schema. */
function kindOf(schema: Mapping): string | undefined {
  const [gvk] = list(schema["x-kubernetes-group-version-kind"]);
  return text(get(gvk, "kind")) ?? text(list(get(schema, "properties", "kind", "enum"))[0]);
}

/** A JSON Schema is open unless it says otherwise, and names parts of itself; ours is the other way round. */
function inlined(value: Mapping, root: Mapping, depth: number): Schema {
  if (depth > LIMIT) return {};
  const target = text(value.$ref);
  if (target?.startsWith("#/")) {
    const part = get(
      root,
      ...target
        .slice(2)
        .split("/")
        .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~")),
    );
    return isMapping(part) ? inlined(part, root, depth + 1) : {};
  }
  const nested = (part: Value | undefined): Schema => (isMapping(part) ? inlined(part, root, depth + 1) : {});
  const { properties, items, additionalProperties, $ref: _ref, ...rest } = value;
  const fields = isMapping(properties)
    ? Object.fromEntries(Object.entries(properties).map(([key, part]) => [key, nested(part)]))
    : undefined;
  const combined = ["allOf", "anyOf", "oneOf"].flatMap((word) =>
    Array.isArray(rest[word]) ? [[word, list(rest[word]).map(nested)] as const] : [],
  );
  return {
    ...(rest as Schema),
    ...Object.fromEntries(combined),
    ...(fields && { properties: fields }),
    ...(isMapping(items) && { items: nested(items) }),
    ...(additionalProperties === false
      ? {}
      : { additionalProperties: isMapping(additionalProperties) ? nested(additionalProperties) : true }),
  };
}

function unreadable(file: string, why: string): Outcome<[string, Schema][]> {
  const problem: Problem = {
    code: "schema-unreadable",
    severity: "error",
    message: `this cannot be used as a schema: ${why}`,
    hint: "put CustomResourceDefinitions there, or take the file out",
    at: { file, line: 1, column: 1 },
  };
  return { value: undefined, problems: [problem] };
}
