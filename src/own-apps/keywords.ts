import { formats } from "../config/formats.ts";

/** What a settings.schema.json may say of one value: the part of draft-07 that we can explain, and our own. */
export const valueKeywords: readonly string[] = [
  ...["type", "title", "description", "$comment", "default", "examples", "enum", "const"],
  ...["format", "pattern", "minLength", "maxLength", "multipleOf"],
  ...["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"],
  ...["items", "minItems", "maxItems", "uniqueItems"],
  ...["properties", "patternProperties", "additionalProperties", "propertyNames", "required"],
  ...["minProperties", "maxProperties"],
  ...["x-secret", "x-generate", "x-keep", "x-rotate"],
  ...["x-deprecated", "x-hint", "x-pattern-hint", "x-single-line", "x-needs"],
];

export const topKeywords: readonly string[] = [
  ...["$schema", "$id", "$comment", "title", "description", "type", "required", "properties"],
  "additionalProperties",
];

/** Keywords of draft-07 that would let one mistake give several errors, or that point out of the setting. */
export const leftOutKeywords: ReadonlySet<string> = new Set([
  ...["$ref", "definitions", "oneOf", "anyOf", "allOf", "not", "if", "then", "else"],
  ...["dependencies", "contains", "additionalItems", "contentEncoding", "contentMediaType", "readOnly"],
]);

export const types: readonly string[] = ["boolean", "integer", "number", "string", "array", "object"];

export const formatNames: readonly string[] = Object.keys(formats);
