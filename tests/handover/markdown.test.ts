import { describe, expect, it } from "vitest";
import { block, bullets, code, line, numbered, paragraphs, table } from "../../src/handover/markdown.ts";
import { word } from "../../src/handover/shell.ts";

describe("code", () => {
  it.each([
    ["litellm", "`litellm`"],
    ["a`b", "``a`b``"],
    ["a``b`c", "```a``b`c```"],
    ["`edge", "`` `edge ``"],
    ["", "`  `"],
    ["two\nlines", "`two\\nlines`"],
    ["\u202Eright", "`\\u{202e}right`"],
  ])("%j", (text, expected) => expect(code(text)).toBe(expected));
});

describe("block", () => {
  it.each([
    ["sh", "one\ntwo\n", "```sh\none\ntwo\n```"],
    ["", "```\nfence\n```", "````\n```\nfence\n```\n````"],
  ])("%s %j", (language, text, expected) => expect(block(language, text)).toBe(expected));
});

describe("lists", () => {
  it("of single lines stand close", () => {
    expect(numbered(["one", "two"])).toBe("1. one\n2. two");
    expect(bullets(["one", "two"])).toBe("- one\n- two");
  });

  it("indent what belongs to an entry, but no empty line", () => {
    expect(numbered([paragraphs("one", block("sh", "ls")), "two"])).toBe(
      "1. one\n\n   ```sh\n   ls\n   ```\n\n2. two",
    );
  });

  it("with ten entries indent by the width of their numbers", () => {
    const items = Array.from({ length: 10 }, (_, index) => (index === 9 ? "ten\nmore" : "x"));
    expect(numbered(items)).toMatch(/^10\. ten\n {4}more$/m);
  });
});

it("a bar in a cell does not end it", () => {
  expect(table(["a"], [["x|y"]])).toBe("| a |\n| --- |\n| x\\|y |");
});

it("a description of several lines becomes one", () => {
  expect(line("One\n  two\u0007.\n")).toBe("One two\\x07.");
});

it("paragraphs leave out what is empty", () => {
  expect(paragraphs("a", undefined, "", "b")).toBe("a\n\nb");
});

describe("a word for the shell", () => {
  it.each([
    ["litellm.example.com", "litellm.example.com"],
    ["two words", "'two words'"],
    ["it's $HOME", "'it'\\''s $HOME'"],
    ["", "''"],
  ])("%j", (text, expected) => expect(word(text)).toBe(expected));
});
