import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { collisions } from "../../src/output/collisions.ts";
import { foldersAbove, jail } from "../../src/output/jail.ts";

const UNSAFE = [
  ["empty", ""],
  ["absolute", "/etc/passwd"],
  ["drive letter", "C:/x"],
  ["drive letter without a slash", "c:x"],
  ["UNC", "//host/share"],
  ["UNC with backslashes", "\\\\host\\share"],
  ["backslash", "a\\..\\b"],
  ["parent", "../x"],
  ["parent inside", "a/../../x"],
  ["parent at the end", "a/.."],
  ["dot", "./a"],
  ["empty part", "a//b"],
  ["slash at the end", "a/"],
  ["NUL", "a\0b"],
  ["control character", "a\u001b[2Jb"],
  ["newline", "a\nb"],
  ["tab", "a\tb"],
  ["bidirectional override", "a\u202eb"],
  ["Git's folder", ".git/hooks/pre-commit"],
  ["Git's folder in upper case", "a/.GIT/config"],
  ["Git's short name", "GIT~1/config"],
  ["state folder", ".clusterloom/lock"],
  ["reserved name", "a/con"],
  ["reserved name with extensions", "NUL.tar.gz"],
  ["reserved port", "a/com1.yaml"],
  ["dot at the end", "a./b"],
  ["space at the end", "a/b "],
  ["stream", "a:stream"],
  ["wildcard", "a*.yaml"],
  ["longer than a name may be", `${"é".repeat(128)}.yaml`],
] as const;

describe("jail", () => {
  it.each(UNSAFE)("refuses: %s", (_, path) => {
    const { value, problems } = jail("/root", path);
    expect(value).toBeUndefined();
    expect(problems.map(({ code }) => code)).toEqual(["unsafe-path"]);
    expect(problems[0]?.message).not.toMatch(/[\u0000-\u001f\u202e]/);
  });

  it.each([
    ".sops.yaml",
    ".github/workflows/ci.yaml",
    "a/b..c/d",
    "console/aux-1.yaml",
    ".gitignore",
    "é/ü.yaml",
  ])("accepts: %s", (path) => {
    expect(jail("/root", path)).toEqual({ value: join("/root", ...path.split("/")), problems: [] });
  });

  it("names the folders above a path", () => {
    expect(foldersAbove("a/b/c.yaml")).toEqual(["a", "a/b"]);
  });
});

describe("collisions", () => {
  it.each([
    { name: "case", paths: ["a/B.yaml", "a/b.yaml"] },
    { name: "case of a folder", paths: ["A/b.yaml", "a/b.yaml"] },
    { name: "Unicode form", paths: ["a/\u00e9.yaml", "a/e\u0301.yaml"] },
    { name: "twice", paths: ["a", "a"] },
    { name: "a file where a folder must be", paths: ["a", "a/b"] },
    { name: "the other way round, in another case", paths: ["x/a/b", "x/A"] },
  ])("finds: $name", ({ paths }) => {
    expect(collisions(paths).map(({ code }) => code)).toEqual(["path-collision"]);
  });

  it("allows neighbours", () => {
    expect(collisions(["a/b", "a/c", "ab", "a.b/c"])).toEqual([]);
  });
});
