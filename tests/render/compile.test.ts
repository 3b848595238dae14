import { build } from "esbuild";
import { describe, expect, it } from "vitest";
import { compileNow, compileTemplates } from "../../src/render/compile.ts";
import { type CompiledTemplate, compiledFrom, outputOf } from "../../src/render/compiled.ts";
import { renderAll } from "../../src/render/render.ts";
import { brief, knownOf, sourcesOf } from "./rendering.ts";

const context = {
  app: { name: "litellm" },
  name: "a",
  on: true,
  list: ["\u2028</script>", "`${x}`", "\\"],
  master_key: "k",
};
const variables = () => knownOf(context);
const sources = sourcesOf({
  "apps/a/ks.yaml.j2":
    "#% from './_m.j2' import label with context %#\na: #{ label('x') }#\nl: #{ list | yaml(2) }#\n",
  "apps/a/_m.j2": "#% macro label(x, y=none) %#\n  \\ `${name}` \u2028 #{ name | yaml }#\n#% endmacro %#\n",
  "apps/a/app/secret.sops.yaml.j2": "k: #{ master_key | yaml }#\n#% if on %#\nq: '\\n\"'\n#% endif %#\n",
});
const plan = [
  { template: "apps/a/ks.yaml.j2", path: "a/ks.yaml", context },
  { template: "apps/a/app/secret.sops.yaml.j2", path: "a/app/secret.sops.yaml", context },
];

async function loadModule(text: string): Promise<readonly CompiledTemplate[]> {
  const url = `data:text/javascript;base64,${Buffer.from(text).toString("base64")}`;
  return (
    (await import(/* @vite-ignore */ url)) as { templates: () => readonly CompiledTemplate[] }
  ).templates();
}

describe("compiling at build time and at run time", () => {
  it("gives the same templates and the same files", async () => {
    const now = compileNow(sources, variables).value;
    const built = compiledFrom(await loadModule(compileTemplates(sources, variables).value ?? ""));
    expect(built).toEqual(now);
    expect([...built.keys()]).toEqual([...(now?.keys() ?? [])]);
    const files = renderAll(built, plan);
    expect(files.problems).toEqual([]);
    expect(files).toEqual(now && renderAll(now, plan));
  });

  it("does not depend on the order of the sources", () => {
    const reversed = new Map([...sources].reverse());
    expect(compileTemplates(reversed, variables)).toEqual(compileTemplates(sources, variables));
  });

  it("gives the same problems", () => {
    const bad = new Map([...sources, ["apps/b/x.yaml.j2", "#{ nmae }#\n#{ master_key | yaml }#"]]);
    const { value, problems } = compileTemplates(bad, variables);
    expect(value).toBeUndefined();
    expect(brief(problems)).toEqual([
      "unknown-variable apps/b/x.yaml.j2:1:4",
      "secret-in-clear apps/b/x.yaml.j2:2:4",
    ]);
    expect(compileNow(bad, variables).problems).toEqual(problems);
  });

  it("gives the syntax problems of all templates at once", () => {
    const bad = sourcesOf({ "b.j2": "#% if on %#", "a.j2": "#{" });
    expect(brief(compileNow(bad, variables).problems)).toEqual([
      "template-syntax a.j2:1:1",
      "unclosed-tag b.j2:1:4",
    ]);
  });

  it("renders without nunjucks", async () => {
    const entryPoints = ["src/render/render.ts", "src/render/compiled.ts"];
    const options = {
      bundle: true,
      write: false,
      metafile: true,
      platform: "node",
      outdir: "x",
      format: "esm",
    } as const;
    const { metafile } = await build({ ...options, entryPoints });
    const inputs = Object.keys(metafile.inputs);
    expect(inputs).toContain("src/render/render.ts");
    expect(inputs.filter((input) => input.includes("node_modules"))).toEqual([]);
  });
});

describe("a user's own templates", () => {
  const base = compileNow(sources, variables).value;
  it.each([
    {
      name: "replaces one of ours",
      texts: { "apps/a/ks.yaml.j2": "a: mine\n" },
      found: [],
      text: "a: mine\n",
    },
    {
      name: "uses a partial of ours",
      texts: { "apps/a/ks.yaml.j2": "#% include './_m.j2' %#\nb: 1\n" },
      found: [],
      text: "b: 1\n",
    },
    {
      name: "replaces a partial",
      texts: { "apps/a/_m.j2": "#% macro label(x) %#mine#% endmacro %#" },
      found: [],
      text: undefined,
    },
    {
      name: "breaks what uses a partial",
      texts: { "apps/a/_m.j2": "#% macro lable(x) %#mine#% endmacro %#" },
      found: ["unknown-import apps/a/ks.yaml.j2:1:26"],
      text: undefined,
    },
    {
      name: "adds an unused partial",
      texts: { "apps/a/_n.j2": "#{ typo }#" },
      found: ["unused-template apps/a/_n.j2:1:1"],
      text: undefined,
    },
  ])("$name", ({ texts, found, text }) => {
    const { value, problems } = compileNow(sourcesOf(texts), variables, base);
    expect(brief(problems)).toEqual(found);
    if (text !== undefined) expect(value && renderAll(value, plan).value?.get("a/ks.yaml")?.text).toBe(text);
  });

  it("gives what compiling all of it at once gives", () => {
    const mine = sourcesOf({ "apps/a/ks.yaml.j2": "a: #{ name | yaml }#\n" });
    expect(compileNow(mine, variables, base).value).toEqual(
      compileNow(new Map([...sources, ...mine]), variables).value,
    );
  });
});

describe("renderAll", () => {
  const compiled = compileNow(sources, variables).value ?? new Map();
  const one = plan.slice(0, 1);
  it.each([
    {
      name: "the same path",
      paths: ["a/x.yaml", "a/x.yaml"],
      found: ["duplicate-output apps/a/ks.yaml.j2:1:1"],
    },
    {
      name: "the same path but for case",
      paths: ["a/x.yaml", "A/X.yaml"],
      found: ["duplicate-output apps/a/ks.yaml.j2:1:1"],
    },
    { name: "other paths", paths: ["a/x.yaml", "a/y.yaml"], found: [] },
  ])("two steps with $name", ({ paths, found }) => {
    const steps = paths.flatMap((path) => one.map((step) => ({ ...step, path })));
    const { value, problems } = renderAll(compiled, steps);
    expect(brief(problems)).toEqual(found);
    expect(value?.size).toBe(found.length === 0 ? 2 : undefined);
  });

  it("gives the problems of all files", () => {
    const broken = plan.map((step) => ({ ...step, context: { on: true } }));
    const { value, problems } = renderAll(compiled, broken);
    expect(value).toBeUndefined();
    expect(brief(problems)).toEqual([
      "unknown-variable apps/a/_m.j2:2:20",
      "unknown-variable apps/a/ks.yaml.j2:3:7",
      "unknown-variable apps/a/app/secret.sops.yaml.j2:1:7",
    ]);
  });

  it("leaves out what prints nothing, and refuses a template that does not exist", () => {
    const empty =
      compileNow(sourcesOf("#% if not on %#\na: 1\n#% endif %#\n---\n"), variables).value ?? new Map();
    const step = { template: "t.yaml.j2", path: "t.yaml", context };
    expect(renderAll(empty, [step]).value).toEqual(new Map());
    expect(() => renderAll(empty, [{ ...step, template: "u" }])).toThrow();
  });
});

it.each([
  { name: "apps/a/ks.yaml.j2", output: "apps/a/ks.yaml" },
  { name: "apps/a/secret.sops.yaml.j2", output: "apps/a/secret.sops.yaml" },
  { name: "apps/a/_labels.j2", output: undefined },
  { name: "apps/a/x.partial.yaml.j2", output: undefined },
  { name: "a_b/c.yaml", output: "a_b/c.yaml" },
])("$name prints $output", ({ name, output }) => {
  expect(outputOf(name)).toBe(output);
});
