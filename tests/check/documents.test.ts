import { expect, test } from "vitest";
import { cluster, configMap, findings, folder, manifest, type SmallCase } from "./small.ts";

const cases: readonly SmallCase[] = [
  { name: "a clean folder", files: folder({ "config.yaml": configMap("data: {a: b}\n") }), expected: [] },
  { name: "nothing at all", files: {}, expected: [] },
  {
    name: "a file of comments",
    files: folder({ "a.yaml": "# nothing\n---\n" }),
    expected: ["empty-file a.yaml:1:1"],
  },
  { name: "a list", files: folder({ "a.yaml": "- a\n" }), expected: ["not-a-mapping a.yaml:1:1"] },
  { name: "a scalar", files: folder({ "a.yaml": "just text\n" }), expected: ["not-a-mapping a.yaml:1:1"] },
  {
    name: "a key that is a mapping",
    files: folder({ "a.yaml": configMap("data:\n  ? {a: b}\n  : c\n") }),
    expected: ["key-not-scalar a.yaml:6:5"],
  },
  {
    name: "nesting without end",
    files: folder({ "a.yaml": configMap(`data: ${"[".repeat(300)}${"]".repeat(300)}\n`) }),
    expected: ["yaml-too-deep a.yaml:5:206"],
  },
  {
    name: "an alias bomb",
    files: folder({
      "a.yaml": configMap(
        `a: &a [${"x, ".repeat(99)}x]\nb: &b [${"*a, ".repeat(99)}*a]\nc: &c [${"*b, ".repeat(99)}*b]\nd: [*c, *c]\n`,
      ),
    }),
    expected: ["alias-bomb a.yaml:7:40"],
  },
  {
    name: "anchors within reason",
    files: folder({ "a.yaml": configMap("data: {a: &a x, b: *a}\n") }),
    expected: [],
  },
  {
    name: "two documents in one file",
    files: folder({ "a.yaml": `${configMap("data: {}\n", "one")}---\n${configMap("data: {}\n", "two")}` }),
    expected: [],
  },
  {
    name: "an empty document between two",
    files: folder({
      "a.yaml": `${configMap("data: {}\n", "one")}---\n---\n${configMap("data: {}\n", "two")}`,
    }),
    expected: [],
  },
  {
    name: "one name in two namespaces",
    files: {
      "a.yaml": configMap("data: {}\n").replace("name: config", "name: config\n  namespace: one"),
      "b.yaml": configMap("data: {}\n").replace("name: config", "name: config\n  namespace: two"),
    },
    expected: [],
  },
  {
    name: "one name in two API groups",
    files: folder({ "a.yaml": cluster, "b.yaml": manifest("example.com/v1", "Cluster", "pg") }),
    expected: [],
  },
  {
    name: "other tools' dotted files",
    files: { ".github/workflows/ci.yaml": "on: push\n", ".sops.yaml": "a: b\n" },
    expected: [],
  },
];

test.each(cases)("$name", (each) => {
  expect(findings(each)).toEqual(each.expected);
});
