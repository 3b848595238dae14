import { expect, it } from "vitest";
import type { Checked } from "../../src/verify/check.ts";
import { countsOf, summary } from "../../src/verify/count.ts";
import { page } from "../../src/verify/page.ts";

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
  expect([...html.matchAll(/<h2>(.*?)<\/h2>/g)].map(([, title]) => title)).toEqual([
    "To look at",
    "LiteLLM",
    "open-webui",
  ]);
});

it.each([
  [["ok", "skipped"], "The platform does what was asked"],
  [["ok", "warning"], "The platform does what was asked"],
  [["ok", "error"], "The platform does not do all that was configured"],
  [["skipped", "skipped"], "Nothing could be asked of the platform"],
] as const)("what was %j is headed so", (statuses, headline) => {
  const about = { at: new Date(0), how: "by port-forward", titles: new Map(), version: "1.2.3" };
  const html = page({ checks: statuses.map((status) => one(status, "seen")), ...about });
  expect(html).toContain(`<h1>${headline}</h1>`);
});
