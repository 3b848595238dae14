import { describe, expect, test } from "vitest";
import { readDefinitions } from "../../../src/check/schema/definitions.ts";
import { readSchemaFile } from "../../../src/check/schema/schema-file.ts";
import { validate } from "../../../src/check/schema/validate.ts";
import type { Value } from "../../../src/check/value.ts";

const { resolve } = readDefinitions('ApisMetaV1ObjectMeta\t{"type":"object"}');

const crd = `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: things.example.org}
spec:
  group: example.org
  names: {kind: Thing}
  versions:
    - name: v1
      schema:
        openAPIV3Schema:
          type: object
          properties:
            spec:
              type: object
              required: [size]
              properties:
                size: {type: integer, minimum: 1}
                port: {x-kubernetes-int-or-string: true, anyOf: [{type: integer}, {type: string}]}
                free: {type: object, x-kubernetes-preserve-unknown-fields: true}
    - name: v2
      schema: {openAPIV3Schema: {type: object, properties: {spec: {type: string}}}}
`;

const json = JSON.stringify({
  definitions: { size: { type: "integer" } },
  type: "object",
  properties: {
    kind: { type: "string", enum: ["Thing"] },
    spec: {
      type: "object",
      additionalProperties: false,
      properties: { size: { $ref: "#/definitions/size" }, any: { type: "object" } },
      oneOf: [{ required: ["size"] }, { required: ["any"] }],
    },
  },
});

function codes(file: string, source: string, id: string, value: Value): string[] | undefined {
  const found = new Map(readSchemaFile(`schemas/${file}`, file, source).value ?? []).get(id);
  return found && validate(value, found, { resolve, around: [], isBuiltIn: false }).map(({ code }) => code);
}

describe("a CRD", () => {
  test.each<[string, Value, string[] | undefined]>([
    ["example.org/v1/Thing", { spec: { size: 1, port: "http", free: { any: 1 } } }, []],
    ["example.org/v1/Thing", { spec: { size: 0 } }, ["out-of-range"]],
    ["example.org/v1/Thing", { spec: { sise: 1 } }, ["missing-field", "unknown-field"]],
    ["example.org/v2/Thing", { spec: 1 }, ["wrong-type"]],
    ["example.org/v3/Thing", {}, undefined],
  ])("%s %j", (id, value, expected) => {
    expect(codes("thing.yaml", crd, id, value)).toEqual(expected);
  });
});

describe("a JSON Schema by its name", () => {
  test.each<[string, Value, string[] | undefined]>([
    ["example.org_thing_v1.json", { kind: "Thing", spec: { size: 1 } }, []],
    ["example.org/thing_v1.json", { kind: "Thing", more: 1, spec: { size: "1" } }, ["wrong-type"]],
    ["example.org_thing_v1.json", { spec: { any: {}, size: 1 } }, ["value-not-allowed"]],
    ["example.org_thing_v1.json", { spec: { size: 1, sise: 1 } }, ["unknown-field"]],
  ])("%s %j", (file, value, expected) => {
    expect(codes(file, json, "example.org/v1/Thing", value)).toEqual(expected);
  });
});

test.each([
  ["thing.json", json],
  ["broken.yaml", "a: [\n"],
  ["empty.yaml", ""],
  ["list.json", "[1]"],
])("%s cannot be used", (file, source) => {
  const { value, problems } = readSchemaFile(`schemas/${file}`, file, source);
  expect(value).toBeUndefined();
  expect(problems.map(({ code, at }) => `${code} ${at?.file}`)).toEqual([
    `schema-unreadable schemas/${file}`,
  ]);
});
