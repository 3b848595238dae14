import { expect, it } from "vitest";
import type { Checked } from "../../src/verify/check.ts";
import { countsOf, summary } from "../../src/verify/count.ts";
import { page } from "../../src/verify/page.ts";
import { table } from "../../src/verify/table.ts";

const one = (status: Checked["status"], message: string, more: Partial<Checked> = {}): Checked => ({
  app: "litellm",
  id: "x",
  title: "a claim",
  milliseconds: 1234,
  status,
  message,
  ...more,
});
const checks = [
  one("ok", "it holds"),
  one("error", '<script>alert("1")</script>', { hint: "a & b", app: "open-webui", title: "a longer claim" }),
  one("skipped", "nobody may"),
];

it("a table lines up, and a quiet one leaves out what is well", () => {
  expect(table(checks, { color: false, quiet: false }).split("\n")).toEqual([
    "ok      a claim         it holds",
    'error   a longer claim  <script>alert("1")</script>',
    "        hint: a & b",
    "skipped a claim         nobody may",
    "1 hold, 1 does not, 1 not asked",
    "",
  ]);
  const quiet = table(checks, { color: false, quiet: true });
  expect(quiet.split("\n")).toHaveLength(4);
  expect(table(checks, { color: true, quiet: false })).toContain("\x1b[31merror");
});

it.each([
  [[], "0 hold"],
  [[one("error", ""), one("error", ""), one("warning", "")], "0 hold, 2 do not, 1 in doubt"],
])("%j is summed up", (list, text) => {
  expect(summary(countsOf(list))).toBe(text);
});

it("a page stands alone, runs nothing, and shows what servers said as text", () => {
  const html = page({
    checks,
    at: new Date("2026-11-21T12:34:56Z"),
    how: "context <home>, by port-forward",
    titles: new Map([["litellm", "LiteLLM"]]),
    version: "1.2.3",
  });
  expect(html).not.toMatch(/<script|<link|<img|src=|url\(|https?:/);
  expect(html).toContain("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;");
  expect(html).toContain("context &lt;home&gt;");
  expect(html).toContain("default-src 'none'");
  expect(html).toContain("2026-11-21 12:34 UTC");
  expect([...html.matchAll(/<h2>(.*?)<\/h2>/g)].map(([, title]) => title)).toEqual(["LiteLLM", "open-webui"]);
});
