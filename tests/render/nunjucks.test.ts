import fc from "fast-check";
import nunjucks from "nunjucks";
import { describe, expect, it } from "vitest";
import { render } from "./rendering.ts";

const tags = {
  blockStart: "#%",
  blockEnd: "%#",
  variableStart: "#{",
  variableEnd: "}#",
  commentStart: "#|",
  commentEnd: "|#",
};
const context = {
  name: "litellm",
  a: 3,
  b: 0,
  on: true,
  off: false,
  list: ["x", "y"],
  map: { k: 1 },
  nothing: null,
};

function renderByNunjucks(text: string): string {
  const loader: nunjucks.ILoader = { getSource: () => ({ src: text, path: "t", noCache: true }) };
  const environment = new nunjucks.Environment(loader, { autoescape: false, throwOnUndefined: true, tags });
  return environment.render("t", context);
}

/** Numbers and booleans, where nunjucks and we mean the same; division could end in what is not a number. */
const expression = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom("a", "b", "on", "off", "1", "2.5", "true", "false"),
    fc
      .tuple(tie("value"), fc.constantFrom("and", "or", "===", "!=="), tie("value"))
      .map(([left, sign, right]) => `(${left}) ${sign} (${right})`),
    fc.tuple(tie("value"), tie("value"), tie("value")).map(([x, y, z]) => `(${x}) if (${y}) else (${z})`),
    tie("value").map((value) => `not (${value})`),
  ),
}));
const sum = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom("a", "b", "1", "2", "7"),
    fc.tuple(tie("value"), fc.constantFrom(" + ", " - ", " * "), tie("value")).map((parts) => parts.join("")),
    tie("value").map((value) => `(${value})`),
  ),
}));

describe("our evaluator and nunjucks' own", () => {
  it("agree on numbers, booleans and the order of operators", () => {
    fc.assert(
      fc.property(fc.oneof(expression.value, sum.value), (value) => {
        const text = `v: #{ ${value} }#\n`;
        const loose = renderByNunjucks(text);
        fc.pre(!/-0/.test(loose));
        expect(render(text, context)).toBe(loose);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    "#% for x in list %##{ loop.index }##{ loop.first }##{ loop.revindex0 }##% else %#-#% endfor %#\n",
    "#% for k, v in map %#k#{ v == 1 }##% endfor %#\n",
    "#% if a > 2 and name in ['litellm'] %#yes#% elif off %#no#% else %#other#% endif %#\n",
    "#% set x = a %##% set x = x * 2 %##{ x }#\n",
    "#% set x %#text#% endset %##{ x }#\n",
    "#% macro m(p, q=2) %##{ p }#-#{ q }##% endmacro %##{ m(1) }##{ m(1, 3) }##{ m(1, q=4) }#\n",
    "#% macro m() %#[#{ caller() }#]#% endmacro %##% call m() %##{ a }##% endcall %#\n",
    "#% switch a %##% case 3 %#three#% default %#other#% endswitch %#\n",
    "#{ 'x' if off else 'y' }##{ 'z' if nothing is none }#\n",
    "#{ a // 2 }##{ a % 2 }##{ a ** 2 }##{ -a }##{ +a }#\n",
    "#{ list | length }# #{ a is odd }##{ a is not even }##{ a is divisibleby(3) }#\n",
    "#% filter indent(2) %#a\nb#% endfilter %#\n",
    "a: 1 #| gone |# b\n",
    "a #{- 1 -}# b\n",
  ])("agree on %s", (text) => {
    expect(render(text, context)).toBe(renderByNunjucks(text));
  });

  it.each([
    { text: "#{ missing }#", loose: "error", found: "unknown-variable t.yaml.j2:1:4" },
    { text: "#{ map.b.c }#", loose: "error", found: "unquoted-string t.yaml.j2:1:4" },
    { text: "#{ map.b.c | yaml }#", loose: "error", found: "unknown-field t.yaml.j2:1:8" },
    { text: "#{ nothing }#", loose: "error", found: "unquoted-string t.yaml.j2:1:4" },
    { text: "a#% if missing %#b#% endif %#", loose: "a", found: "unknown-variable t.yaml.j2:1:8" },
    { text: "a#% if not map.enabeld %#b#% endif %#", loose: "ab", found: "unknown-field t.yaml.j2:1:16" },
    { text: "a#% for x in missing %#b#% endfor %#", loose: "a", found: "unknown-variable t.yaml.j2:1:14" },
    { text: "#{ missing | upper }#", loose: "", found: "unknown-variable t.yaml.j2:1:4" },
    { text: '#{ ("a" ~ missing) | yaml }#', loose: "error", found: "unknown-variable t.yaml.j2:1:11" },
    { text: '#{ "a" ~ missing }#', loose: "aundefined", found: "unknown-variable t.yaml.j2:1:10" },
    { text: "#{ map.constructor }#", loose: "function", found: "forbidden-field t.yaml.j2:1:8" },
    { text: "#{ range }#", loose: "function", found: "unknown-variable t.yaml.j2:1:4" },
    { text: "#{ false | lower }#", loose: "", found: "unquoted-string t.yaml.j2:1:4" },
  ])("$text is an error only here", ({ text, loose, found }) => {
    const silent = outcome(() => renderByNunjucks(text));
    expect(silent.startsWith(loose)).toBe(true);
    expect(render(text, context)).toEqual([found]);
  });

  it("leaves HTML and Helm alone", () => {
    const text = '#{ name | yaml }# #{ "a&b<" }# "{{ .Release.Namespace }}"\n';
    expect(render(text, context)).toBe('litellm a&b< "{{ .Release.Namespace }}"\n');
  });
});

function outcome(run: () => string): string {
  try {
    return run();
  } catch {
    return "error";
  }
}
