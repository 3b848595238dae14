import { expect, test } from "vitest";
import { compileNow } from "../../src/render/compile.ts";
import { variablesAt } from "../../src/render/variables-at.ts";
import { knownOf, sourcesOf } from "./rendering.ts";

const TEXT = `kind: Service
name: #{ name | yaml }#
port: #{ port }# # #{ (host ~ "/" ~ name) | yaml }#
#% if tls and port > 3 %#
tls: true
host: #{ host | yaml }#
#% else %#
tls: false
#% endif %#
#% set both = [host, name] %#
#% for item in both %#
- #{ item | yaml }#
- plain
#% endfor %#
#% macro twice(what) %#
what: #{ what | yaml }#
#% endmacro %#
spec: #{ spec.inner | yaml(2) }#
`;
const CONTEXT = { name: "a", port: 4000, host: "h", tls: true, spec: { inner: 1 } };

type Case = readonly [line: number, printed: string[], deciding?: string[]];

const cases: readonly Case[] = [
  [1, []],
  [2, ["name"]],
  [3, ["port", "host", "name"]],
  [5, [], ["tls", "port"]],
  [6, ["host"], ["tls", "port"]],
  [8, [], ["tls", "port"]],
  [12, ["host", "name"], ["host", "name"]],
  [13, [], ["host", "name"]],
  [16, []],
  [18, ["spec"]],
];

test.each(cases.map(([line, printed, deciding = []]) => ({ line, printed, deciding })))(
  "line $line",
  ({ line, ...expected }) => {
    const compiled = compileNow(sourcesOf(TEXT), () => knownOf(CONTEXT));
    const template = compiled.value?.get("t.yaml.j2");
    expect(template && variablesAt(template, line)).toEqual(expected);
  },
);
