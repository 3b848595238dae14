import { expect, test } from "vitest";
import { loadConfig } from "../../src/config/load.ts";
import { brief, file } from "./run.ts";
import { unreadable } from "./unreadable.ts";

const load = (text: string | Uint8Array) =>
  loadConfig(file, typeof text === "string" ? new TextEncoder().encode(text) : text);

test.each(unreadable)("refuses $name", ({ text, problems, related }) => {
  const { problems: found } = load(text);
  expect(found.map(brief)).toEqual(problems);
  expect(found[0]?.related?.map(({ at }) => `${at.line}:${at.column}`)).toEqual(related);
});

test.each(unreadable)("says of $name what to do, in our style", ({ text }) => {
  for (const { message, hint } of load(text).problems) {
    for (const words of [message, hint ?? ""]) expect(words).toMatch(/^[^\0-\x1f\x7f-\x9f\u202e]+[^.]$/);
    expect(message).not.toMatch(/^[A-Z](?![A-Z+])/);
  }
});

const readable: [string, string, Record<string, unknown>][] = [
  ["a byte order mark", "\uFEFFa: 1\n", { a: 1 }],
  ["CRLF", "a: 1\r\nb:\r\n  - x\r\n", { a: 1, b: ["x"] }],
  ["no final line end", "a: 1", { a: 1 }],
  ["a document marker", "---\na: 1\n...\n", { a: 1 }],
  ["anchors and aliases", "a: &x [1, 2]\nb: *x\n", { a: [1, 2], b: [1, 2] }],
  ["an anchor that is set again", "a: &x 1\nb: *x\nc: &x 2\nd: *x\n", { a: 1, b: 1, c: 2, d: 2 }],
  ["core tags", "a: !!str 12\nb: !!int 3\n", { a: "12", b: 3 }],
  ["YAML 1.2 texts", "a: yes\nb: 12:30\nc: 0o17\n", { a: "yes", b: "12:30", c: 15 }],
  ["quoted templating", "a: \"{{ x }}\"\nb: '${X}'\n", { a: "{{ x }}", b: "${X}" }],
  ["a dollar in a word", "a: pa${ss\nb: $x\n", { a: "pa${ss", b: "$x" }],
  ["quoted keys that look like numbers", '"8080": x\n', { "8080": "x" }],
  ["a conflict mark inside a text", "a: |\n  <<<<<<< x\n", { a: "<<<<<<< x\n" }],
  ["a non-breaking space inside a text", "a: x\u00a0y\n", { a: "x\u00a0y" }],
  ["64 levels", `a: ${"[".repeat(63)}${"]".repeat(63)}\n`, { a: nest(63) }],
  ["emoji", "a: 🙂\n", { a: "🙂" }],
];

function nest(depth: number): unknown[] {
  return depth === 1 ? [] : [nest(depth - 1)];
}

test.each(readable)("reads %s", (_, text, settings) => {
  const { value, problems } = load(text);
  expect(problems).toEqual([]);
  expect(value?.settings).toEqual(settings);
  expect(value?.text).toBe(text);
});

test("knows where keys and values are", () => {
  const { value } = load("\uFEFFa: 1\r\nb:\r\n  - x: yes\r\n    y:\r\nc: &q {d: 2}\r\ne: *q\r\n");
  const at = (kind: "key" | "value", ...path: (string | number)[]) => {
    const found = value?.positions[kind](path);
    return found && `${found.line}:${found.column}`;
  };
  expect(at("key", "a")).toBe("1:1");
  expect(at("value", "a")).toBe("1:4");
  expect(at("key", "b", 0)).toBe("3:5");
  expect(at("value", "b", 0, "x")).toBe("3:8");
  expect(at("value", "b", 0, "y")).toBe("4:5");
  expect(at("value", "e")).toBe("6:4");
  expect(at("value", "e", "d")).toBe("5:11");
  expect(at("value", "b", 1)).toBeUndefined();
  expect(at("key", "nothing", "below")).toBeUndefined();
});

test("keeps a key named __proto__ an ordinary key", () => {
  const { value } = load("__proto__: {polluted: true}\n");
  expect(Object.keys(value?.settings ?? {})).toEqual(["__proto__"]);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

test("counts the first of two equal keys, and still has a value to validate", () => {
  expect(load("a: 1\na: 2\n").value?.settings).toEqual({ a: 1 });
});

const bottomless: readonly [string, string, string][] = [
  ["lists in brackets", `a: ${"[".repeat(6000)}`, "1:502 too-deep"],
  ["lists in brackets that are closed", `a: ${"[".repeat(6000)}${"]".repeat(6000)}\n`, "1:502 too-deep"],
  ["a million brackets", `a: ${"[".repeat(1_000_000)}`, "1:502 too-deep"],
  ["maps in braces", `a: ${"{a: ".repeat(6000)}`, "1:1996 too-deep"],
  ["lists by dashes", `a:\n  ${"- ".repeat(6000)}x\n`, "2:999 too-deep"],
  ["questions", "? ".repeat(6000), "1:999 too-deep"],
];

test.each(bottomless)("refuses %s before they exhaust the stack", (_, text, expected) => {
  const { value, problems } = load(text);
  expect(value).toBeUndefined();
  expect(problems.map(brief)).toEqual([expected]);
});
