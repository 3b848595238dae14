import { expect, it } from "vitest";
import { parseTemplate } from "../../src/render/parse.ts";

const places = (source: string, name = "t.j2") =>
  parseTemplate(name, source).problems.map(({ code, at }) => `${code} ${at?.file}:${at?.line}:${at?.column}`);

it.each([
  { source: "a: #{ x", problem: "template-syntax t.j2:1:7" },
  { source: "a\n  #{ 'x }#", problem: "template-syntax t.j2:2:6" },
  { source: "#{ }#", problem: "template-syntax t.j2:1:4" },
  { source: "#{ a b }#", problem: "template-syntax t.j2:1:6" },
  { source: "a\r\nb: #{ a b }#", problem: "template-syntax t.j2:2:9" },
  { source: "#{ a | }#", problem: "template-syntax t.j2:1:8" },
  { source: "#{ [1, }#", problem: "template-syntax t.j2:1:8" },
  { source: "#{ {a} }#", problem: "template-syntax t.j2:1:4" },
  { source: "#{ f(1 }#", problem: "template-syntax t.j2:1:8" },
  { source: "#{ a.(b) }#", problem: "template-syntax t.j2:1:6" },
  { source: "#{ (a, b) }#", problem: "template-syntax t.j2:1:4" },
  { source: "#{ r/a/ }#", problem: "template-syntax t.j2:1:4" },
  { source: "#{ a[1:2] }#", problem: "template-syntax t.j2:1:5" },
  { source: "#% %#", problem: "template-syntax t.j2:1:4" },
  { source: "#% if %#a#% endif %#", problem: "template-syntax t.j2:1:7" },
  { source: "#% set a.b = 1 %#", problem: "template-syntax t.j2:1:9" },
  { source: "#% else %#", problem: "template-syntax t.j2:1:4" },
  { source: "a: 1 |# b", problem: "template-syntax t.j2:1:6" },
  { source: "a: 1\n  #| b\nc: 2", problem: "template-syntax t.j2:2:3" },
  { source: "x\n  #% if a %#\ny", problem: "unclosed-tag t.j2:2:6" },
  { source: "#% endif %#", problem: "unclosed-tag t.j2:1:4" },
  { source: "#% for a in b %#\n#% endif %#", problem: "unclosed-tag t.j2:2:4" },
  { source: "#% set a %#b", problem: "unclosed-tag t.j2:1:4" },
  { source: "#% incldue 'x' %#", problem: "unsupported-tag t.j2:1:4" },
  { source: "#% raw %#x#% endraw %#", problem: "unsupported-tag t.j2:1:4" },
  { source: "#% asyncEach a in b %#x#% endeach %#", problem: "unsupported-tag t.j2:1:4" },
  { source: "#% include x %#", problem: "dynamic-template t.j2:1:12" },
  { source: "#% include 'a' ~ x %#", problem: "dynamic-template t.j2:1:12" },
  { source: "#% import '../x.j2' as y %#", problem: "template-outside t.j2:1:11" },
  { source: "#% extends '/etc/passwd' %#", problem: "template-outside t.j2:1:12" },
  { source: "#% include './a/../../x' %#", problem: "template-outside t.j2:1:12" },
  { source: "#% include 'C:x' %#", problem: "template-outside t.j2:1:12" },
  { source: "#% include 'a\\\\b' %#", problem: "template-outside t.j2:1:12" },
])("$source", ({ source, problem }) => {
  expect(places(source)).toEqual([problem]);
});

it.each([
  { name: "an indented file", source: "{{ .Release.Name }} ${x} # {% a %}\n" },
  { name: "a shell expansion", source: "${#x} $#{\n".replace("#{", "# {") },
])("leaves $name alone", ({ source }) => {
  const body = parseTemplate("t.j2", source).value?.body;
  expect(body).toMatchObject([{ kind: "text", text: source }]);
});

it("resolves ./ against the template that uses it", () => {
  const body = parseTemplate("apps/a/app/x.yaml.j2", "#% include './_y.j2' %#").value?.body;
  expect(body).toMatchObject([{ kind: "include", template: "apps/a/app/_y.j2" }]);
});
