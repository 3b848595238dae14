import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import type { Member } from "../../src/derive.ts";
import { members } from "../../src/members.ts";
import { introduction } from "../../src/reference/introduction.ts";
import { asMarkdown } from "../../src/reference/markdown.ts";
import { referenceOf } from "../../src/reference/reference.ts";
import type { SettingSchema } from "../../src/schema.ts";

function section(setting: object, app: object = {}, required: string[] = []): string[] {
  const properties = { shop_a: { description: "", ...setting } as SettingSchema };
  const member = {
    app: { name: "shop", title: "Shop", namespace: "shop_namespace", toggles: [], ...app },
    schema: { title: "Shop", properties, required },
  } as unknown as Member;
  return asMarkdown([referenceOf(member)], [])
    .trimEnd()
    .split("\n\n")
    .slice(3);
}

describe("a setting", () => {
  const cases: [string, object, string[]][] = [
    [
      "with bounds",
      { type: "integer", default: 3, minimum: 1, maximum: 9 },
      ["integer · 1 to 9 · default `3`"],
    ],
    ["with one bound", { type: "number", exclusiveMinimum: 0 }, ["number · more than 0"]],
    ["that is not empty", { type: "string", minLength: 1, default: "" }, ['string · default `""`']],
    [
      "with a format",
      { type: "string", format: "cron", default: "0 3 * * *" },
      ["string · format cron · default `0 3 * * *`"],
    ],
    ["with allowed values", { type: "string", enum: ["a", "b"] }, ["string · one of `a`, `b`"]],
    [
      "with a pattern in words",
      { type: "string", pattern: "^v", "x-hint": "begins with v" },
      ["string · begins with v"],
    ],
    ["with a pattern", { type: "string", pattern: "^`$" }, ["string · matches ``^`$``"]],
    [
      "that is secret",
      { type: "string", "x-secret": true, "x-generate": {}, examples: ["x"] },
      ["string · **secret** · made by `clusterloom secrets generate`"],
    ],
    [
      "that is a list",
      { type: "array", items: { type: "string", enum: ["a"] }, minItems: 1 },
      ["list of strings · at least 1 in number · one of `a`"],
    ],
    [
      "with a description and an example",
      { type: "boolean", description: "Why.", examples: [true] },
      ["boolean", "Why.", "Example: `true`"],
    ],
    ["that is deprecated", { type: "string", "x-deprecated": "use b" }, ["string", "**Deprecated**: use b"]],
    [
      "that is a map of maps",
      {
        type: "object",
        additionalProperties: {
          type: "object",
          required: ["rpm"],
          properties: { rpm: { type: "integer", description: "Requests.", minimum: 1 } },
        },
      },
      ["map of maps", "- `rpm` (integer · at least 1 · **required**): Requests."],
    ],
  ];
  it.each(cases)("%s", (_name, setting, expected) => {
    expect(section(setting)).toEqual(expected);
  });

  it("that is required says so", () => {
    expect(section({ type: "string" }, {}, ["shop_a"])).toEqual(["string · **required**"]);
  });

  it("that is a switch says what it needs", () => {
    const toggles = [{ name: "shop_a", needs: ["shop_b"], offers: ["cache"] }];
    expect(section({ type: "boolean" }, { toggles })[1]).toBe(
      "Needs `shop_b`, something that offers `cache`. Left out, it is on as soon as they are there.",
    );
  });

  it("with a computed default says how", () => {
    const defaults = { shop_a: { type: "string", description: "Like b.", of: () => "" } };
    expect(section({ type: "string" }, { defaults })).toEqual(["string · default: Like b"]);
  });

  it("that is computed stands in the table", () => {
    const derived = {
      shop_c: { type: "string", description: "a | b", secret: true, setInstead: "shop_a", of: () => "" },
    };
    expect(section({ type: "string" }, { derived }).at(-1)).toContain(
      "| `shop_c` | string, secret | a \\| b | shop_a |",
    );
  });
});

it("docs/settings.md is fresh: npm run docs writes it", async () => {
  const written = await readFile("docs/settings.md", "utf8");
  expect(written.replaceAll("\r\n", "\n")).toBe(asMarkdown(members.map(referenceOf), introduction));
});

it("every setting of every app is in the reference", () => {
  const text = asMarkdown(members.map(referenceOf), introduction);
  const names = members.flatMap(({ schema }) => Object.keys(schema.properties));
  expect(names.filter((name) => !text.includes(`### \`${name}\`\n`))).toEqual([]);
});
