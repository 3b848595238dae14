import { describe, expect, it } from "vitest";
import { withOwnApps } from "../../src/own-apps/own-apps.ts";
import type { UserFiles } from "../../src/own-apps/user-files.ts";
import { builtIn } from "../../src/platform.ts";

const file = "templates/apps/shop/settings.schema.json";

function files(schemas: Readonly<Record<string, string>>, ...templates: string[]): UserFiles {
  return {
    templates: new Map(templates.map((path) => [path, ""])),
    schemas: new Map(Object.entries(schemas)),
    strays: [],
    shown: (path) => `templates/apps/${path}`,
  };
}

async function problemsOf(given: UserFiles): Promise<string[]> {
  const { problems } = await withOwnApps(builtIn, given);
  return problems.map(({ code, at }) => `${code} ${at?.file}:${at?.line}:${at?.column}`);
}

/** One line per property keeps the lines of the cases countable: the first property is on line 2. */
function settings(...properties: string[]): string {
  return `{"properties": {\n${properties.join(",\n")}\n}}`;
}

const text = '"shop_name": {"type": "string"}';

describe("a settings.schema.json", () => {
  const cases: [string, string, string[]][] = [
    ["that is right", settings(text), []],
    ["with a byte order mark", `\ufeff${settings(text)}`, []],
    ["that is no JSON", '{"properties": {\n  "shop_name": {"type": "string",}\n}}', ["json-syntax 2:34"]],
    ["that is a list", "[]", ["schema-shape 1:1"]],
    ["without properties", "{}", ["schema-shape 1:1"]],
    ["whose properties are a list", '{\n "properties": []}', ["schema-shape 2:2"]],
    ["with a name without the app's prefix", settings('"name": {"type": "string"}'), ["setting-name 2:1"]],
    ["with a name that is no variable", settings('"shop_na-me": {"type": "string"}'), ["setting-name 2:1"]],
    [
      "with a mistyped keyword",
      settings('"shop_name": {"type": "string", "minLenght": 1}'),
      ["unknown-keyword 2:33"],
    ],
    ["with oneOf", settings('"shop_name": {"type": "string", "oneOf": []}'), ["unknown-keyword 2:33"]],
    [
      "with a reference",
      settings('"shop_name": {"type": "string", "$ref": "#/x"}'),
      ["unknown-keyword 2:33"],
    ],
    ["without a type", settings('"shop_name": {}'), ["missing-type 2:1"]],
    ["with a type that is none", settings('"shop_name": {"type": "text"}'), ["wrong-type 2:15"]],
    ["with two types", settings('"shop_name": {"type": ["string", "null"]}'), ["wrong-type 2:15"]],
    [
      "with an unknown format",
      settings('"shop_name": {"type": "string", "format": "hostnam"}'),
      ["unknown-format 2:33"],
    ],
    [
      "with a fault far below",
      settings(
        '"shop_list": {"type": "array", "items": {"type": "object", "properties": {"a": {"type": "int"}}}}',
      ),
      ["wrong-type 2:81"],
    ],
    [
      "with a pattern that is none",
      settings('"shop_name": {"type": "string", "pattern": "("}'),
      ["bad-schema 2:1"],
    ],
    [
      "with a bound for the wrong type",
      settings('"shop_name": {"type": "string", "minimum": 1}'),
      ["bad-schema 2:1"],
    ],
    [
      "with a default that it forbids",
      settings('"shop_name": {"type": "string", "default": 1}'),
      ["wrong-default 2:33"],
    ],
    [
      "with an example that it forbids",
      settings('"shop_name": {"type": "string", "examples": ["a", 1]}'),
      ["wrong-default 2:51"],
    ],
    [
      "with a secret's default",
      settings('"shop_key": {"type": "string", "x-secret": true, "default": "x"}'),
      ["secret-default 2:50"],
    ],
    [
      "that generates what is no secret",
      settings('"shop_key": {"type": "string", "x-generate": {"alphabet": "hex", "length": 32}}'),
      ["schema-shape 2:32"],
    ],
    [
      "that generates too little",
      settings(
        '"shop_key": {"type": "string", "x-secret": true, "x-generate": {"alphabet": "hex", "length": 2}}',
      ),
      ["schema-shape 2:50"],
    ],
    [
      "that requires what it does not describe",
      `{"required": ["shop_a"],\n"properties": {${text}}}`,
      ["unknown-setting 1:15"],
    ],
    ["whose switch is no boolean", settings('"shop_enabled": {"type": "string"}'), ["wrong-type 2:18"]],
    ["whose namespace is no string", settings('"shop_namespace": {"type": "boolean"}'), ["wrong-type 2:20"]],
    [
      "whose switch needs what is unknown",
      settings(text, '"shop_enabled": {"type": "boolean", "x-needs": ["shop_nam"]}'),
      ["unknown-need 3:49"],
    ],
    [
      "whose switch needs itself",
      settings('"shop_enabled": {"type": "boolean", "x-needs": ["shop_enabled"]}'),
      ["unknown-need 2:49"],
    ],
    [
      "whose switch needs one of ours",
      settings('"shop_enabled": {"type": "boolean", "x-needs": ["monitoring_enabled"]}'),
      [],
    ],
    [
      "with needs of what is no switch",
      settings('"shop_name": {"type": "string", "x-needs": []}'),
      ["schema-shape 2:33"],
    ],
    [
      "with several faults",
      settings('"a": {"type": "string"}', '"shop_b": {}'),
      ["setting-name 2:1", "missing-type 3:1"],
    ],
  ];
  it.each(cases)("%s", async (_name, schema, expected) => {
    const found = await problemsOf(files({ shop: schema }, "shop/ks.yaml.j2"));
    expect(found).toEqual(expected.map((one) => one.replace(" ", ` ${file}:`)));
  });
});

describe("a folder of templates/apps", () => {
  const at = (path: string) => `templates/apps/${path}:1:1`;
  const cases: [string, UserFiles, string[]][] = [
    ["of a new name with a ks.yaml.j2", files({}, "shop/ks.yaml.j2"), []],
    ["without ks.yaml.j2", files({}, "shop/app/a.yaml.j2"), [`app-without-ks ${at("shop/app/a.yaml.j2")}`]],
    [
      "with a schema only",
      files({ shop: settings(text) }),
      [`app-without-ks ${at(`shop/${"settings.schema.json"}`)}`],
    ],
    ["with capitals", files({}, "Shop/ks.yaml.j2"), [`app-name ${at("Shop/ks.yaml.j2")}`]],
    ["that begins with a digit", files({}, "3d/ks.yaml.j2"), [`app-name ${at("3d/ks.yaml.j2")}`]],
    ["called cluster", files({}, "cluster/ks.yaml.j2"), [`app-name ${at("cluster/ks.yaml.j2")}`]],
    ["of an app of ours", files({}, "dragonfly/app/more.yaml.j2"), []],
    [
      "of an app of ours with a schema",
      files({ dragonfly: settings(text) }),
      [`settings-of-built-in ${at("dragonfly/settings.schema.json")}`],
    ],
    ["that is a file", files({}, "ks.yaml.j2"), [`misplaced-template ${at("ks.yaml.j2")}`]],
    [
      "whose settings another one has",
      files(
        { shop: settings('"shop_a_namespace": {"type": "string"}') },
        "shop/ks.yaml.j2",
        "shop-a/ks.yaml.j2",
      ),
      ["setting-taken templates/apps/shop-a/settings.schema.json:1:1"],
    ],
    [
      "with a file that is no template",
      { ...files({}, "shop/ks.yaml.j2"), strays: ["shop/app/a.yaml"] },
      [`not-a-template ${at("shop/app/a.yaml")}`],
    ],
  ];
  it.each(cases)("%s", async (_name, given, expected) => {
    expect(await problemsOf(given)).toEqual(expected);
  });

  it("that is near one of ours says which", async () => {
    const { problems } = await withOwnApps(builtIn, files({}, "dragonfyl/app/a.yaml.j2"));
    expect(problems[0]?.hint).toContain("dragonfly");
  });
});

describe("the switch of a user's app", () => {
  const cases: [string, string, object][] = [
    ["is on when nothing says otherwise", settings(text), { needs: [] }],
    [
      "waits for what it needs",
      settings(text, '"shop_enabled": {"type": "boolean", "x-needs": ["shop_name"]}'),
      { needs: ["shop_name"] },
    ],
    [
      "is off when its default says so",
      settings('"shop_enabled": {"type": "boolean", "default": false}'),
      { needs: [], whenAbsent: false },
    ],
  ];
  it.each(cases)("%s", async (_name, schema, expected) => {
    const { value } = await withOwnApps(builtIn, files({ shop: schema }, "shop/ks.yaml.j2"));
    const app = value?.members.find((member) => member.app.name === "shop")?.app;
    expect(app?.toggles).toEqual([{ name: "shop_enabled", ...expected }]);
  });
});
