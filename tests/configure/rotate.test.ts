import { expect, it } from "vitest";
import { rotations } from "../../src/configure/rotate.ts";
import type { SettingsBundle } from "../../src/schema.ts";

const secret = { type: "string", description: "x", "x-secret": true } as const;
const made = { ...secret, "x-generate": { alphabet: "hex", length: 16 } } as const;
const bundle: SettingsBundle = {
  title: "x",
  additionalProperties: false,
  "x-derived-variables": {},
  properties: {
    password: { ...made, "x-rotate": "restart it" },
    token: made,
    salt: { ...made, "x-keep": "it seals the database" },
    bought: secret,
    domain: { type: "string", description: "x" },
  },
};
const present = ["password", "salt", "bought"];

it.each([
  ["pasword", "unknown-variable"],
  ["constructor", "unknown-variable"],
  ["salt", "secret-kept"],
  ["bought", "secret-not-made"],
  ["domain", "secret-not-made"],
  ["token", "secret-not-set"],
])("refuses to rotate %s", (name, code) => {
  const { value, problems } = rotations(["password", name], present, bundle);
  expect({ value, codes: problems.map((problem) => problem.code) }).toEqual({
    value: undefined,
    codes: [code],
  });
});

it("makes a new value once for each name, and says what follows", () => {
  const { value, problems } = rotations(["password", "password"], present, bundle);
  expect(problems).toEqual([]);
  expect(value).toEqual([
    { name: "password", value: expect.stringMatching(/^[0-9a-f]{16}$/), consequence: "restart it" },
  ]);
});
