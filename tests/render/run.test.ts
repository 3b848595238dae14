import { describe, expect, it } from "vitest";
import { compileNow } from "../../src/render/compile.ts";
import { renderTemplate } from "../../src/render/render.ts";
import { knownOf, render, sourcesOf, type Texts } from "./rendering.ts";

describe("white space", () => {
  it.each([
    { name: "a comment line", text: "a: 1\n  #| gone |#\nb: 2\n", out: "a: 1\nb: 2\n" },
    {
      name: "a comment of several lines",
      text: "a: 1\n#| gone\n  #{ x }# #% if %#\n|#\nb: 2\n",
      out: "a: 1\nb: 2\n",
    },
    { name: "two comments on a line", text: "a: 1\n#| x |# #| y |#\nb: 2\n", out: "a: 1\nb: 2\n" },
    { name: "a comment beside text", text: "a: 1 #| x |#\nb: 2\n", out: "a: 1 \nb: 2\n" },
    {
      name: "a comment in a block scalar",
      text: "a: |\n  one\n  #| gone |#\n  two\n",
      out: "a: |\n  one\n  two\n",
    },
    {
      name: "block lines in a block scalar",
      text: "a: |\n  one\n  #% if on %#\n  two\n  #% endif %#\n  three\n",
      out: "a: |\n  one\n  two\n  three\n",
    },
    {
      name: "blank lines of its own",
      text: "a: 1\n\n#% if on %#\n\nb: 2\n#% endif %#\n",
      out: "a: 1\n\n\nb: 2\n",
    },
    {
      name: "a tag over several lines",
      text: "#% set x = [\n  1,\n  2\n] %#\na: #{ x | yaml }#\n",
      out: "a: [1, 2]\n",
    },
    {
      name: "several tags on a line",
      text: "#% if on %##% if on %#\na: 1\n  #% endif %# #% endif %#\nb: 2\n",
      out: "a: 1\nb: 2\n",
    },
    {
      name: "a tag beside text keeps the line break",
      text: "a: #% if on %#1#% endif %#\nb: 2\n",
      out: "a: 1\nb: 2\n",
    },
    {
      name: "a tag at the end of the file",
      text: "a: 1\n#% if on %#\nb: 2\n  #% endif %#",
      out: "a: 1\nb: 2\n",
    },
    {
      name: "dashes",
      text: "a:\n  #%- if on -%#\n  1\n  #%- endif %#\nb: #{- 2 -}#\n\n#|- x -|#\nc: 3\n",
      out: "a:1b:2c: 3\n",
    },
    {
      name: "an include on its own line",
      text: { "t.yaml.j2": "a:\n  #% include '_p.j2' %#\nc: 1\n", "_p.j2": "  b: 1\n" },
      out: "a:\n  b: 1\nc: 1\n",
    },
    {
      name: "CRLF",
      text: "a: 1\r\n#% if on %#\r\nb: #{ 2 }#\r\n#% endif %#\r\n#| x |#\r\nc: |\r\n  d\r\n",
      out: "a: 1\nb: 2\nc: |\n  d\n",
    },
    { name: "a lone CR and a byte order mark", text: "\ufeffa: 1\rb: #{ 'x\\ry' }#", out: "a: 1\nb: x\ny\n" },
    { name: "missing and extra line breaks at the end", text: "a: 1\n\n  \n", out: "a: 1\n" },
    {
      name: "foreign templates",
      text: 'a: "{{ .Values.x }}" # ${y} {% z %} {# w #}\n',
      out: 'a: "{{ .Values.x }}" # ${y} {% z %} {# w #}\n',
    },
    { name: "our own delimiters, printed", text: "a: '#{ '#{' }# #{ '|#' }#'\n", out: "a: '#{ |#'\n" },
  ])("$name", ({ text, out }) => {
    expect(render(text, { on: true })).toBe(out);
  });
});

describe("values", () => {
  const context = {
    ...{
      name: "no",
      text: "a\nb\n",
      on: true,
      off: false,
      zero: 0,
      count: 3,
      list: ["b", "A", "c"],
      empty: [],
      none_at_all: null,
    },
    ...{
      map: { b: 1, a: [true, "x: y"] },
      pairs: [
        ["a", 1],
        ["b", 2],
      ],
      models: [
        { id: "m", rpm: 5 },
        { id: "k", rpm: 2 },
      ],
    },
    app: { name: "litellm", namespace: "ai" },
  };
  it.each([
    { text: "#{ name | yaml }# #{ on }# #{ count }# #{ -count + 1.5 }#", out: '"no" true 3 -1.5' },
    { text: "a: #{ map | yaml }#", out: 'a: {b: 1, a: [true, "x: y"]}' },
    { text: "a: #{ map | yaml(2) }#", out: 'a:\n  b: 1\n  a:\n    - true\n    - "x: y"' },
    { text: "a:\n  #{ map | yaml(2) }#\nz: 1", out: 'a:\n  b: 1\n  a:\n    - true\n    - "x: y"\nz: 1' },
    { text: "- #{ map | yaml(2) }#", out: '-\n  b: 1\n  a:\n    - true\n    - "x: y"' },
    { text: "#% macro m(x) %#a: #{ x | yaml(2) }##% endmacro %##{ m({b: 1}) }#", out: "a:\n  b: 1" },
    { text: "a: #{ text | yaml(2) }#\nb: #{ text | yaml }#", out: 'a: |\n  a\n  b\nb: "a\\nb\\n"' },
    { text: "#{ (app.name ~ '-db-' ~ count) | yaml }#", out: "litellm-db-3" },
    {
      text: "#{ off | lower | yaml }# #{ on | upper | yaml }# #{ zero | lower | yaml }#",
      out: '"false" "TRUE" "0"',
    },
    {
      text: "#{ list | sort | join(',') | yaml }# #{ list | sort(case_sensitive=true) | yaml }#",
      out: '"A,b,c" [A, b, c]',
    },
    {
      text: "#{ list | sort(true) | first | yaml }# #{ list | last | yaml }# #{ list | length }# #{ map | length }#",
      out: "c c 3 2",
    },
    { text: "#{ models | sort(attribute='rpm') | join('/', attribute='id') | yaml }#", out: "k/m" },
    { text: "#{ map | keys | yaml }# #{ map | items | first | yaml }#", out: "[b, a] [b, 1]" },
    { text: "#{ name | replace('n', 'so') | yaml }# #{ name | b64encode | yaml }#", out: 'soo "bm8="' },
    { text: "#{ 'abc' | sha256 | yaml }#", out: "ba7816bf8f01cfea" },
    {
      text: "#% filter indent(2) %#\na: 1\nb: #{ name | yaml }#\n\nc: 1\n#% endfilter %#",
      out: 'a: 1\n  b: "no"\n\n  c: 1',
    },
    {
      text: "#% set x %#a: 1\nb: 2#% endset %##{ x | indent(2, first=true) }# #{ x | length }#",
      out: "  a: 1\n  b: 2 9",
    },
    {
      text: "#% for x in list %##{ loop.index }#/#{ loop.length }# #{ x | yaml }#\n#% endfor %#",
      out: "1/3 b\n2/3 A\n3/3 c",
    },
    {
      text: "#% for k, v in map %##{ k | yaml }#: #{ v | yaml }#\n#% endfor %#",
      out: 'b: 1\na: [true, "x: y"]',
    },
    { text: "#% for k in map %##{ k | yaml }# #% endfor %#", out: "b a " },
    { text: "#% for k, v in pairs %##{ k | yaml }#: #{ v | yaml }# #% endfor %#", out: "a: 1 b: 2 " },
    { text: "#% for x in empty %#x#% else %#nothing#% endfor %#", out: "nothing" },
    { text: "#% for m in models %##% if m.rpm > 2 %##{ m.id | yaml }##% endif %##% endfor %#", out: "m" },
    { text: "#% if empty %#a#% elif none_at_all %#b#% elif zero or '' %#c#% else %#d#% endif %#", out: "d" },
    {
      text: "#% if none_at_all is none and name is not none and 'b' in list and 'z' not in map %#a#% endif %#",
      out: "a",
    },
    {
      text: "#{ count == '3' }# #{ count == 3 }# #{ 1 < count <= 3 }# #{ 7 // 2 }# #{ 7 % 2 }# #{ 2 ** 3 }#",
      out: "false true true 3 1 8",
    },
    { text: "#{ 'a' if off }#b#{ 'c' if on else 'd' }#", out: "bc" },
    { text: "#% set n = 0 %##% for x in list %##% set n = n + 1 %##% endfor %##{ n }#", out: "3" },
    { text: "#% for x in list %##% set y = 1 %##% endfor %##% set y = 2 %##{ y }#", out: "2" },
    {
      text: "#% macro m(a, b=2) %##{ a | yaml }#, #{ b | yaml }# #% endmacro %##{ m(1) }##{ m(1, b=3) }##{ m(b=4, a=5) }#",
      out: "1, 2 1, 3 5, 4 ",
    },
    {
      text: "#% macro m() %#<#{ caller(2) }#>#% endmacro %##% call(n) m() %##{ n }##% endcall %#",
      out: "<2>",
    },
    {
      text: "#% switch count %##% case 1 %#a#% case 3 %##% case 4 %#b#% default %#c#% endswitch %#",
      out: "b",
    },
    {
      text: "#% set x = {a: [1, 2]} %##{ x.a[1] | yaml }# #{ list[0] | yaml }# #{ map['b'] | yaml }#",
      out: "2 b 1",
    },
  ])("$text", ({ text, out }) => {
    expect(render(text, context)).toBe(out.trim() === "" ? "" : `${out}\n`);
  });
});

describe("other templates", () => {
  it.each([
    {
      name: "include sees loops and sets, and keeps its own sets",
      texts: {
        "t.yaml.j2": "#% for x in list %##% include '_p.j2' %##% endfor %##{ y }#",
        "_p.j2": "#{ x | yaml }# #% set y = 2 %#",
      },
      out: ["unknown-variable t.yaml.j2:1:56"],
    },
    {
      name: "import",
      texts: {
        "t.yaml.j2":
          "#% import '_p.j2' as p %##% from '_p.j2' import m as n, v %##{ p.m(1) }##{ n(2) }##{ v }#",
        "_p.j2": "lost#% set v = 3 %##% macro m(a) %##{ a | yaml }# #% endmacro %#",
      },
      out: "1 2 3\n",
    },
    {
      name: "blocks",
      texts: {
        "t.yaml.j2":
          "#% extends '_b.j2' %#\n#% set v = 1 %#\n#% block one %#[#{ super() }#, #{ v }#]#% endblock %#\n",
        "_b.j2": "a: #% block one %#0#% endblock %#\nb: #% block two %#2#% endblock %#\n",
      },
      out: "a: [0, 1]\nb: 2\n",
    },
    {
      name: "ignore missing",
      texts: { "t.yaml.j2": "a: 1\n#% include 'x.j2' ignore missing %#\n" },
      out: "a: 1\n",
    },
    {
      name: "nothing at all",
      texts: { "t.yaml.j2": "---\n# a comment\n#% if off %#\na: 1\n#% endif %#\n" },
      out: "",
    },
  ])("$name", ({ texts, out }) => {
    expect(render(texts, { list: ["a"], off: false })).toEqual(out);
  });
});

describe("problems of a run", () => {
  const context = {
    absent: null,
    absent_list: null,
    map: { a: null, f: () => 1 },
    list: [],
    count: 1,
    name: "x",
    bad: [{ a: undefined }],
    items: [{ a: 1 }, {}],
  };
  it.each([
    { text: "a: 1\nb: #{ absent | yaml }#", found: ["no-value t.yaml.j2:2:7"] },
    { text: "#{ absent | upper | yaml }#", found: ["no-value t.yaml.j2:1:4"] },
    { text: "#{ ('a' ~ absent) | yaml }#", found: ["no-value t.yaml.j2:1:11"] },
    { text: "#% for x in absent_list %#a#% endfor %#", found: ["no-value t.yaml.j2:1:13"] },
    { text: "#{ map.b | yaml }#", found: ["unknown-field t.yaml.j2:1:8"] },
    { text: "#{ map.a.b | yaml }#", found: ["no-value t.yaml.j2:1:10"] },
    { text: "#% for i in items %##{ i.a | yaml }# #% endfor %#", found: ["unknown-field t.yaml.j2:1:26"] },
    { text: "#{ list | first | yaml }#", found: ["wrong-type t.yaml.j2:1:11"] },
    { text: "#{ list[0] | yaml }#", found: ["unknown-field t.yaml.j2:1:9"] },
    { text: "#{ name | length }##{ count | length }#", found: ["wrong-type t.yaml.j2:1:31"] },
    { text: "#{ map | upper | yaml }#", found: ["wrong-type t.yaml.j2:1:10"] },
    { text: "#{ bad | yaml(2) }#", found: ["unprintable-value t.yaml.j2:1:10"] },
    { text: "#{ map | yaml }#", found: ["unprintable-value t.yaml.j2:1:10"] },
    { text: "#{ count / 0 }#", found: ["wrong-type t.yaml.j2:1:4"] },
    { text: "#{ name * 2 }#", found: ["wrong-type t.yaml.j2:1:4"] },
    { text: "#{ name < 2 }#", found: ["wrong-type t.yaml.j2:1:4"] },
    { text: "#{ -name }#", found: ["wrong-type t.yaml.j2:1:4"] },
    { text: "#{ name | yaml(-1) }#", found: ["wrong-type t.yaml.j2:1:11"] },
    { text: "#% for a, b in items %#x#% endfor %#", found: ["wrong-type t.yaml.j2:1:16"] },
    { text: "#% if list %##% set x = 1 %##% endif %#\n#{ x }#", found: ["unknown-variable t.yaml.j2:2:4"] },
    {
      text: "#% set x = absent | upper %#\n#{ x | yaml }# #{ x | yaml }#",
      found: ["no-value t.yaml.j2:1:12"],
    },
    { text: "#% macro m(a) %##{ m(a) }##% endmacro %##{ m(1) }#", found: ["too-deep t.yaml.j2:1:20"] },
    {
      text: "#{ absent | yaml }#\n#% if count > name %#x#% endif %#",
      found: ["no-value t.yaml.j2:1:4", "wrong-type t.yaml.j2:2:7"],
    },
    {
      text: { "t.yaml.j2": "a: 1\n#% include '_p.j2' %#", "_p.j2": "\n\n  #{ absent | yaml }#" },
      found: ["no-value _p.j2:3:6"],
    },
    {
      text: {
        "t.yaml.j2": "#% import '_p.j2' as p %#\n#{ p.m(absent) }#",
        "_p.j2": "#% macro m(a) %#\nb: #{ a | yaml }#\n#% endmacro %#",
      },
      found: ["no-value _p.j2:2:7"],
    },
    {
      text: {
        "t.yaml.j2": "#% from '_p.j2' import m %#\n#% call m() %##{ absent | yaml }##% endcall %#",
        "_p.j2": "#% macro m() %##{ caller() }##% endmacro %#",
      },
      found: ["no-value t.yaml.j2:2:18"],
    },
    {
      text: {
        "t.yaml.j2": "#% extends '_p.j2' %#\n#% block b %##{ super() }##% endblock %#",
        "_p.j2": "\n#% block b %##{ absent | yaml }##% endblock %#",
      },
      found: ["no-value _p.j2:2:17"],
    },
  ])("$text", ({ text, found }) => {
    expect(render(text, context)).toEqual(found);
  });

  it("names the expression, and never shows a value", () => {
    const compiled = compileNow(
      sourcesOf("#{ master_key + 1 }#"),
      () => new Map([["master_key", { type: "number", secret: false }]]),
    );
    const problems =
      compiled.value && renderTemplate(compiled.value, "t.yaml.j2", { master_key: "hunter2" }).problems;
    expect(problems).toMatchObject([
      { code: "wrong-type", message: expect.stringContaining("master_key + 1") },
    ]);
    expect(JSON.stringify(problems)).not.toContain("hunter2");
  });
});

describe("origins", () => {
  const origins = (texts: Texts, context: Readonly<Record<string, unknown>> = {}) => {
    const compiled = compileNow(sourcesOf(texts), () => knownOf(context)).value;
    const file = compiled && renderTemplate(compiled, "t.yaml.j2", context).value;
    expect(file?.origins).toHaveLength((file?.text.split("\n").length ?? 0) - 1);
    return file?.origins?.map((at) => at && `${at.file}:${at.line}:${at.column}`);
  };
  it.each([
    { name: "text", texts: "a: 1\n  b: 2\n", found: ["t.yaml.j2:1:1", "t.yaml.j2:2:3"] },
    {
      name: "after a comment and a block",
      texts: "#| x\n|#\na: 1\n#% if on %#\n  b: 2\n#% endif %#\nc: 3",
      found: ["t.yaml.j2:3:1", "t.yaml.j2:5:3", "t.yaml.j2:7:1"],
    },
    {
      name: "a value of several lines",
      texts: "a: #{ map | yaml(2) }#\nz: 1",
      found: ["t.yaml.j2:1:1", "t.yaml.j2:1:4", "t.yaml.j2:1:4", "t.yaml.j2:2:1"],
    },
    {
      name: "a loop",
      texts: "#% for x in [1, 2] %#\n- #{ x }#\n#% endfor %#",
      found: ["t.yaml.j2:2:1", "t.yaml.j2:2:1"],
    },
    {
      name: "include and macro",
      texts: {
        "t.yaml.j2": "#% from '_m.j2' import m %#\na:\n#% include '_p.j2' %#\n#{ m() }#\n",
        "_p.j2": "  b: 1\n",
        "_m.j2": "\n#% macro m() %#\nc: 1\n\nd: 2\n#%- endmacro %#",
      },
      found: ["t.yaml.j2:2:1", "_p.j2:1:3", "_m.j2:3:1", "_m.j2:4:1", "_m.j2:5:1"],
    },
    {
      name: "set and filter blocks",
      texts:
        "#% set x %#\na: 1\n#{ map | yaml(0) }#\n#% endset %#\n#% filter indent(2, first=true) %#\n#{ x }#z: 1\n#% endfilter %#",
      found: ["t.yaml.j2:2:1", "t.yaml.j2:3:1", "t.yaml.j2:3:1", "t.yaml.j2:6:8"],
    },
  ])("$name", ({ texts, found }) => {
    expect(origins(texts, { map: { k: 1, l: 2 }, on: true })).toEqual(found);
  });
});
