import { describe, expect, it } from "vitest";
import { compileNow } from "../../src/render/compile.ts";
import { brief, knownOf, sourcesOf, type Texts } from "./rendering.ts";

const context = {
  app: { name: "litellm", namespace: "ai" },
  name: "a",
  on: true,
  count: 3,
  list: ["a"],
  map: { a: 1 },
  absent: null,
  master_key: "k",
  tenants_key: ["k"],
};

function check(texts: Texts) {
  return compileNow(sourcesOf(texts), () => knownOf(context)).problems;
}

const at = (code: string, place: string) => [`${code} t.yaml.j2:${place}`];

describe("unknown names", () => {
  it.each([
    { text: "#{ nmae | yaml }#", found: at("unknown-variable", "1:4") },
    { text: "#% if typo %#a#% endif %#", found: at("unknown-variable", "1:7") },
    { text: "#% if not on and typo %#a#% endif %#", found: at("unknown-variable", "1:18") },
    { text: "#% if on %#a#% elif typo %#b#% endif %#", found: at("unknown-variable", "1:21") },
    { text: "#% for x in typo %#a#% endfor %#", found: at("unknown-variable", "1:13") },
    { text: "#% for x in list %#a#% endfor %#\n#{ x | yaml }#", found: at("unknown-variable", "2:4") },
    { text: "#{ typo | upper | yaml }#", found: at("unknown-variable", "1:4") },
    { text: '#{ ("a" ~ typo) | yaml }#', found: at("unknown-variable", "1:11") },
    { text: "#{ list | join(typo) | yaml }#", found: at("unknown-variable", "1:16") },
    { text: "#{ (1 if typo else 2) }#", found: at("unknown-variable", "1:10") },
    { text: "#{ (typo if on else 2) }#", found: at("unknown-variable", "1:5") },
    { text: "#% set x = typo %##{ x | yaml }#", found: at("unknown-variable", "1:12") },
    { text: "#% set x = [1, {a: typo}] %#", found: at("unknown-variable", "1:20") },
    { text: "#{ map[typo] | yaml }#", found: at("unknown-variable", "1:8") },
    { text: "#% switch typo %##% case 1 %#a#% endswitch %#", found: at("unknown-variable", "1:11") },
    { text: "#% macro m(a) %##{ b | yaml }##% endmacro %#", found: at("unknown-variable", "1:20") },
    {
      text: "#% macro m(a) %##{ a | yaml }##% endmacro %##{ m(typo) }#",
      found: at("unknown-variable", "1:50"),
    },
    {
      text: "#% macro m(a=typo) %##{ a | yaml }##% endmacro %##{ m() }#",
      found: at("unknown-variable", "1:14"),
    },
    {
      text: "#% for x in list %##% macro m() %##{ x | yaml }##% endmacro %##{ m() }##% endfor %#",
      found: at("unknown-variable", "1:38"),
    },
    { text: "#% filter indent(typo) %#a#% endfilter %#", found: at("unknown-variable", "1:18") },
    { text: "#{ undefined | yaml }#", found: at("unknown-variable", "1:4") },
    { text: "#{ loop.index }#", found: at("unknown-variable", "1:4") },
    { text: "#{ name | upppper | yaml }#", found: at("unknown-filter", "1:11") },
    { text: "#{ name | safe }#", found: at("unknown-filter", "1:11") },
    { text: "#{ name | dump }#", found: at("unknown-filter", "1:11") },
    { text: "#{ name | escape }#", found: at("unknown-filter", "1:11") },
    { text: "#{ count | default(1) }#", found: at("unknown-filter", "1:12") },
    { text: "#% if name is defined %#a#% endif %#", found: at("unknown-test", "1:15") },
    { text: "#% if name is not strin %#a#% endif %#", found: at("unknown-test", "1:19") },
    { text: "#% for i in range(3) %#a#% endfor %#", found: at("unknown-function", "1:13") },
    { text: "#{ cycler(1) }#", found: at("unknown-function", "1:4") },
    { text: "#{ name() }#", found: at("unknown-function", "1:4") },
    { text: "#{ super() }#", found: at("unknown-function", "1:4") },
    { text: "#{ app.nmae | yaml }#", found: at("unknown-field", "1:8") },
    { text: "#% if app.nmae %#a#% endif %#", found: at("unknown-field", "1:11") },
    { text: '#{ app["nmae"] | yaml }#', found: at("unknown-field", "1:8") },
    { text: "#{ name.length }#", found: at("unknown-field", "1:9") },
    { text: "#{ list.length }#", found: at("unknown-field", "1:9") },
    { text: "#% for x in list %##{ loop.idnex }##% endfor %#", found: at("unknown-field", "1:28") },
    { text: "#{ map.constructor | yaml }#", found: at("forbidden-field", "1:8") },
    { text: '#{ map["__proto__"] | yaml }#', found: at("forbidden-field", "1:8") },
    { text: "#{ name.constructor | yaml }#", found: at("forbidden-field", "1:9") },
    { text: "#{ app.prototype | yaml }#", found: at("forbidden-field", "1:8") },
    { text: "#{ name | replace('a') | yaml }#", found: at("wrong-arguments", "1:11") },
    { text: "#{ name | lower(1) | yaml }#", found: at("wrong-arguments", "1:11") },
    { text: "#{ list | join(sepp=',') | yaml }#", found: at("wrong-arguments", "1:11") },
    { text: "#% macro m(a) %#x#% endmacro %##{ m() }#", found: at("wrong-arguments", "1:35") },
    { text: "#% macro m(a) %#x#% endmacro %##{ m(1, 2) }#", found: at("wrong-arguments", "1:35") },
    { text: "#% macro m(a) %#x#% endmacro %##{ m(1, b=2) }#", found: at("wrong-arguments", "1:35") },
    { text: "#% for x in name %#a#% endfor %#", found: at("wrong-type", "1:13") },
    { text: "#% include 'x.j2' %#", found: at("unknown-template", "1:4") },
    { text: "#% include 't.yaml.j2' %#", found: at("include-cycle", "1:4") },
  ])("$text", ({ text, found }) => {
    expect(brief(check(text))).toEqual(found);
  });

  it.each([
    { text: "#{ nmae | yaml }#", hint: "name" },
    { text: "#{ app.nmae | yaml }#", hint: "name" },
    { text: "#{ name | uper | yaml }#", hint: "upper" },
    { text: "#% if name is mappin %#a#% endif %#", hint: "mapping" },
    { text: "#% macro labels() %#a#% endmacro %##{ lables() }#", hint: "labels" },
    { text: "#{ name | default('x') | yaml }#", hint: "if" },
  ])("$text names $hint", ({ text, hint }) => {
    expect(check(text)[0]?.hint).toContain(`\`${hint}\``);
  });

  it("finds all problems at once, in order", () => {
    const found = brief(check("#{ a | b }#\n#% if c %##{ name }##% endif %#\n"));
    expect(found).toEqual([
      "unknown-variable t.yaml.j2:1:4",
      "unknown-filter t.yaml.j2:1:8",
      "unknown-variable t.yaml.j2:2:7",
      "unquoted-string t.yaml.j2:2:14",
    ]);
  });
});

describe("other templates", () => {
  it.each([
    {
      name: "include",
      main: "#% include './_p.j2' %#",
      part: "a\n#{ typo | yaml }#",
      found: ["unknown-variable _p.j2:2:4"],
    },
    {
      name: "include of a loop's name",
      main: "#% for x in list %##% include '_p.j2' %##% endfor %#",
      part: "#{ x | yaml }#",
      found: [],
    },
    {
      name: "ignore missing",
      main: "#% include '_q.j2' ignore missing %##% include '_p.j2' %#",
      part: "a",
      found: [],
    },
    {
      name: "import",
      main: "#% import '_p.j2' as p %##{ p.m(1) }#",
      part: "#% macro m(x) %##{ x }##% endmacro %#",
      found: [],
    },
    {
      name: "import of a string",
      main: "#% import '_p.j2' as p %##{ p.m(name) }#",
      part: "#% macro m(x) %##{ x }##% endmacro %#",
      found: ["unquoted-string _p.j2:1:20"],
    },
    {
      name: "import of nothing",
      main: "#% from '_p.j2' import n %#",
      part: "#% macro m(x) %##% endmacro %#",
      found: ["unknown-import t.yaml.j2:1:24"],
    },
    {
      name: "import of what is private",
      main: "#% from '_p.j2' import n %#",
      part: "#% set n = 1 %##% set _m = 2 %#",
      found: [],
    },
    {
      name: "a name of a namespace",
      main: "#% import '_p.j2' as p %##{ p.n() }#",
      part: "#% macro m(x) %##% endmacro %#",
      found: ["unknown-field t.yaml.j2:1:31"],
    },
    {
      name: "no context",
      main: "#% from '_p.j2' import m %##{ m() }#",
      part: "#% macro m() %##{ name | yaml }##% endmacro %#",
      found: ["unknown-variable _p.j2:1:19"],
    },
    {
      name: "with context",
      main: "#% from '_p.j2' import m with context %##{ m() }#",
      part: "#% macro m() %##{ name | yaml }##% endmacro %#",
      found: [],
    },
    {
      name: "a cycle",
      main: "#% include '_p.j2' %#",
      part: "#% include 't.yaml.j2' %#",
      found: ["include-cycle _p.j2:1:4"],
    },
    {
      name: "a macro nobody calls",
      main: "#% import '_p.j2' as p %#",
      part: "#% macro m(x) %##{ y | yaml }##% endmacro %#",
      found: ["unknown-variable _p.j2:1:20"],
    },
    {
      name: "blocks",
      main: "#% extends '_p.j2' %#\n#% block b %##{ typo | yaml }##% endblock %#",
      part: "#% block b %##{ typo | yaml }##% endblock %#",
      found: ["unknown-variable t.yaml.j2:2:17"],
    },
    {
      name: "super",
      main: "#% extends '_p.j2' %##% block b %##{ super() }##% endblock %#",
      part: "#% block b %##{ typo | yaml }##% endblock %#",
      found: ["unknown-variable _p.j2:1:17"],
    },
    {
      name: "text beside blocks",
      main: "#% extends '_p.j2' %#\nlost: 1\n#% block b %##% endblock %#",
      part: "#% block b %##% endblock %#",
      found: ["template-syntax t.yaml.j2:2:1"],
    },
    { name: "an unused partial", main: "a: 1", part: "#{ typo }#", found: ["unused-template _p.j2:1:1"] },
  ])("$name", ({ main, part, found }) => {
    expect(brief(check({ "t.yaml.j2": main, "_p.j2": part }))).toEqual(found);
  });
});

describe("strings", () => {
  it.each([
    { text: "#{ name }#", found: at("unquoted-string", "1:4") },
    { text: "#{ app.name }#", found: at("unquoted-string", "1:4") },
    { text: "#{ list }#", found: at("unquoted-string", "1:4") },
    { text: "#{ absent }#", found: at("unquoted-string", "1:4") },
    { text: "#{ name | lower }#", found: at("unquoted-string", "1:4") },
    { text: "#{ (name | yaml) | lower }#", found: at("unquoted-string", "1:5") },
    { text: "#{ 'a' ~ name }#", found: at("unquoted-string", "1:4") },
    { text: "#{ 'a' ~ name | yaml }#", found: at("unquoted-string", "1:4") },
    { text: "#{ name + 'a' }#", found: at("unquoted-string", "1:4") },
    { text: "#{ name if on else 1 }#", found: at("unquoted-string", "1:4") },
    { text: "#{ name or 1 }#", found: at("unquoted-string", "1:4") },
    { text: "#% for x in list %##{ x }##% endfor %#", found: at("unquoted-string", "1:23") },
    {
      text: "#% set x = 1 %##% if on %##% set x = name %##% endif %##{ x }#",
      found: at("unquoted-string", "1:59"),
    },
    {
      text: "#% set x = 1 %##% for i in list %##{ x }##% set x = i %##% endfor %#",
      found: at("unquoted-string", "1:38"),
    },
    { text: "#% macro m() %#a#% endmacro %##{ m }#", found: at("wrong-type", "1:34") },
    { text: '"#{ name | yaml }#"', found: at("glued-value", "1:2") },
    { text: "#{ name | yaml }#-db", found: at("glued-value", "1:1") },
    { text: "a: x-#{ name | yaml }#\n", found: at("glued-value", "1:6") },
    { text: "#{ name | yaml }##{ count }#", found: at("glued-value", "1:1") },
  ])("$text", ({ text, found }) => {
    expect(brief(check(text))).toEqual(found);
  });

  it.each([
    "#{ name | yaml }#",
    "a: #{ name | yaml }# # why",
    "[#{ name | yaml }#, #{ list | yaml(2) }#]",
    "#{ name | yaml }#: 1",
    "#{ ('a' ~ name) | yaml }#",
    "#{ count }# #{ on }# #{ count + 1 }# #{ count * 2 > 3 }# #{ not name }# #{ name in list }# #{ list | length }#",
    "'#{ 'authored' }#' #{ 'a' if on else 'b' }#",
    "#% for p in [80, 443] %##{ p }##{ loop.index }##{ loop.last }##% endfor %#",
    "#% set x %#a: #{ name | yaml }##% endset %##{ x }# #{ x | indent(2) }#",
    "#% filter indent(2) %#a: #{ name | yaml }##% endfilter %#",
    "#% macro m(a) %#a: #{ a | yaml }##% endmacro %##{ m(name) }#",
    "#% macro m(a) %##{ caller() }##% endmacro %##% call m(1) %##{ count }##% endcall %#",
    "#% if master_key and name is not none %#a#% endif %# #{ master_key is none }#",
  ])("lets %s pass", (text) => {
    expect(brief(check(text))).toEqual([]);
  });
});

describe("secrets", () => {
  it.each([
    { text: "#{ master_key | yaml }#", place: "1:4" },
    { text: "#{ master_key | b64encode | yaml }#", place: "1:4" },
    { text: "#{ master_key | sha256 | yaml }#", place: "1:4" },
    { text: "#{ master_key | length }#", place: "1:4" },
    { text: "#{ ('a' ~ master_key) | yaml }#", place: "1:5" },
    { text: "#{ (name if on else master_key) | yaml }#", place: "1:5" },
    { text: "#{ [1, {a: master_key}] | yaml }#", place: "1:4" },
    { text: "#% set x = master_key %##{ x | yaml }#", place: "1:28" },
    { text: "#% set x %##{ master_key | yaml }##% endset %##{ x }#", place: "1:50" },
    { text: "#% for x in tenants_key %##{ x | yaml }##% endfor %#", place: "1:30" },
    { text: "#% for x in [1, 2] %##{ y | yaml }##% set y = master_key %##% endfor %#", place: undefined },
    {
      text: "#% set y = '' %##% for x in [1, 2] %##{ y | yaml }##% set y = master_key %##% endfor %#",
      place: "1:41",
    },
    { text: "#% macro m(a) %##{ a | yaml }##% endmacro %##{ m(master_key) }#", place: "1:48" },
    {
      text: "#% macro m() %##{ caller() }##% endmacro %##% call m() %##{ master_key | yaml }##% endcall %#",
      place: "1:52",
    },
    { text: "#% filter indent(2) %##{ master_key | yaml }##% endfilter %#", place: "1:11" },
  ])("$text", ({ text, place }) => {
    const expected = place === undefined ? at("unknown-variable", "1:25") : at("secret-in-clear", place);
    expect(brief(check(text))).toEqual(expected);
    const sealed = place === undefined ? ["unknown-variable t.sops.yaml.j2:1:25"] : [];
    expect(brief(check({ "t.sops.yaml.j2": text }))).toEqual(sealed);
  });

  it("follows a secret into an include, and names the template that prints it", () => {
    const part = "a: #{ master_key | yaml }#";
    const texts = {
      "t.yaml.j2": "#% include '_p.j2' %#",
      "_p.j2": part,
      "s.sops.yaml.j2": "#% include '_p.j2' %#",
    };
    expect(brief(check(texts))).toEqual(["secret-in-clear _p.j2:1:7"]);
    expect(check(texts)[0]?.message).toContain("`master_key`");
  });
});

it("tells what a template reads, and where", () => {
  const texts = {
    "t.yaml.j2": "#% if on %##{ name | yaml }##% endif %#\n#% include '_p.j2' %#\n#% set x = 1 %##{ x }#",
    "_p.j2": "#{ name | upper | yaml }#",
  };
  const compiled = compileNow(sourcesOf(texts), () => knownOf(context)).value;
  expect(compiled?.get("t.yaml.j2")?.reads).toEqual({
    on: [{ file: "t.yaml.j2", line: 1, column: 7 }],
    name: [
      { file: "t.yaml.j2", line: 1, column: 15 },
      { file: "_p.j2", line: 1, column: 4 },
    ],
  });
});
