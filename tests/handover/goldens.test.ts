import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";

const folder = "tests/goldens";
const pages = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .map((path) => path.replaceAll("\\", "/"))
  .filter((path) => path.endsWith("docs/handover.md"))
  .sort();

/** The lines of a page without those of its code blocks, and the code blocks. */
function parts(page: string): { lines: string[]; blocks: { language: string; text: string }[] } {
  const blocks: { language: string; text: string }[] = [];
  const text = page.replaceAll(
    /^( *)(`{3,})(\w*)\n(.*?)\n\1\2$/gms,
    (_all, indent, _fence, language, inner) => {
      blocks.push({ language, text: inner.replaceAll(new RegExp(`^${indent}`, "gm"), "") });
      return "";
    },
  );
  return { lines: text.split("\n"), blocks };
}

it("there are pages to look at", () => expect(pages.length).toBeGreaterThan(4));

describe.each(pages)("%s", (path) => {
  const { lines, blocks } = parts(readFileSync(join(folder, path), "utf8"));
  const headings = lines.filter((line) => /^#+ /.test(line));

  it("lists every step under its own anchor, and steps have no headings within", () => {
    const boxes = lines.filter((line) => line.startsWith("- [ ] "));
    const titles = boxes.map((line) => /^- \[ \] \[(.*)\]\(#[^)]+\)$/.exec(line)?.[1]);
    expect(headings.filter((line) => line.startsWith("### "))).toEqual(titles.map((title) => `### ${title}`));
    expect(headings.filter((line) => /^#{4,} /.test(line))).toEqual([]);
    const anchors = boxes.map((line) => line.slice(line.lastIndexOf("(")));
    expect(new Set(anchors).size).toBe(anchors.length);
  });

  it("closes every code block", () => {
    expect(lines.filter((line) => /^ *`{3}/.test(line))).toEqual([]);
    expect(blocks.length).toBeGreaterThan(0);
  });

  it("has JSON and YAML that parse", () => {
    for (const { language, text } of blocks) {
      if (language === "json") expect(() => JSON.parse(text)).not.toThrow();
      if (language === "yaml") expect(() => parse(text)).not.toThrow();
    }
  });

  it("says nothing undefined", () => {
    expect(lines.filter((line) => /\b(undefined|null|NaN|\[object)\b/.test(line))).toEqual([]);
    expect(blocks.filter(({ text }) => /\b(undefined|NaN|\[object)\b/.test(text))).toEqual([]);
  });
});
