import { expect, it } from "vitest";
import type { Checked } from "../../src/verify/check.ts";
import { table } from "../../src/verify/table.ts";

const one = (status: Checked["status"], title: string, message: string, hint?: string): Checked => ({
  ...{ app: "litellm", id: title, title, milliseconds: 1234, status, message },
  ...(hint !== undefined && { hint }),
});
const because = "not asked, because this does not hold: it is up";
const checks = [
  one("error", "it is up", "it does not answer", "look at its log"),
  one("skipped", "it has models", because),
  one("warning", "it is quick", "it takes its time", "wait"),
  one("skipped", "it has a key", because),
  one("ok", "another is up", "fine"),
  one("skipped", "it has a cache", "you may not look", "ask for that right"),
];
const plain = { color: false, quiet: false, verbose: false };
const lines = (more: Partial<Parameters<typeof table>[1]>) =>
  table(checks, { ...plain, ...more }).split("\n");
const summary = ["1 hold, 1 does not, 1 in doubt, 3 not asked", ""];
const wrong = [
  "warning it is quick: it takes its time",
  "        hint: wait",
  "error   it is up: it does not answer",
  "        hint: look at its log",
];

it("what does not hold comes last, and what is not asked for one reason is one line", () => {
  expect(lines({})).toEqual([
    "ok      another is up: fine",
    `skipped 2 checks: ${because}`,
    "skipped it has a cache: you may not look",
    "        hint: ask for that right",
    "",
    ...wrong,
    ...summary,
  ]);
});

it("a quiet table tells only that, and a verbose one each check", () => {
  expect(lines({ quiet: true })).toEqual([...wrong, ...summary]);
  expect(lines({ verbose: true }).filter((line) => line.startsWith("skipped"))).toHaveLength(3);
});

it("lines are broken between words to fit a terminal", () => {
  const long = "word ".repeat(30).trim();
  const url = `https://example.com/${"x".repeat(90)}`;
  const text = table([one("error", long, url, long)], { ...plain, columns: 80 });
  const [hinted, ...others] = text.split("\n").filter((line) => line.includes("word"));
  expect(hinted).toMatch(/^error {3}word/);
  expect(others.map((line) => line.search(/\S/))).toEqual([8, 8, 8, 14, 14]);
  expect(
    Math.max(...text.split("\n").map((line) => (line.includes(url) ? 0 : line.length))),
  ).toBeLessThanOrEqual(80);
  expect(text).toContain(url);
});

it("on a screen a failure stands below the claim", () => {
  const found = lines({ columns: 80 });
  expect(found[0]).toBe("ok      another is up: fine");
  expect(found.slice(-5, -2)).toEqual([
    "error   it is up",
    "        it does not answer",
    "        hint: look at its log",
  ]);
});

it("results have colours", () => {
  expect(lines({ color: true }).join("\n")).toContain("\x1b[31merror   \x1b[39mit is up");
});
