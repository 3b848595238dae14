import { expect, test } from "vitest";
import { configMap, findings, folder, type SmallCase } from "./small.ts";

const MARKED = "  annotations: {kustomize.toolkit.fluxcd.io/substitute: disabled}\n";
const cases: readonly SmallCase[] = [
  {
    name: "a live variable",
    files: folder({ "c.yaml": configMap("data: {a: 'x ${NAME:=y}'}\n") }),
    expected: ["live-substitution c.yaml:5:11"],
  },
  {
    name: "a variable in a key",
    files: folder({ "c.yaml": configMap("data: {'${NAME}': a}\n") }),
    expected: ["live-substitution c.yaml:5:19"],
  },
  {
    name: "an escaped variable is a doubled dollar",
    files: folder({ "c.yaml": configMap("data: {a: '$${NAME}'}\n") }),
    expected: ["doubled-dollar c.yaml:5:11"],
  },
  {
    name: "a variable behind an escaped dollar",
    files: folder({ "c.yaml": configMap("data: {a: '$$${NAME}'}\n") }),
    expected: ["live-substitution c.yaml:5:11"],
  },
  {
    name: "an annotated object",
    files: folder({ "c.yaml": configMap(`${MARKED}data: {a: '\${NAME}$$'}\n`) }),
    expected: [],
  },
  {
    name: "a labelled object",
    files: folder({
      "c.yaml": configMap(`${MARKED.replace("annotations", "labels")}data: {a: '\${NAME}'}\n`),
    }),
    expected: [],
  },
  {
    name: "a dollar alone",
    files: folder({ "c.yaml": configMap("data: {a: 'costs $5, $NAME'}\n") }),
    expected: [],
  },
  {
    name: "a variable in a comment",
    files: folder({ "c.yaml": configMap("# ${NAME}\ndata: {}\n") }),
    expected: [],
  },
];

test.each(cases)("$name", (each) => {
  expect(findings(each)).toEqual(each.expected);
});
