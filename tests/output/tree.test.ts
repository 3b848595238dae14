import { execFileSync } from "node:child_process";
import { mkdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Disk, nodeDisk } from "../../src/output/disk.ts";
import { readState } from "../../src/output/state.ts";
import { readTree, textOf } from "../../src/output/tree.ts";
import { folderOf } from "./folder.ts";

const posixOnly = it.skipIf(process.platform === "win32");

describe("readTree", () => {
  it("reads what is there and which folders are", async () => {
    const root = await folderOf({ "a/b/c.yaml": "c\r\n", "top.yaml": "t", "a/other.yaml": "o" });
    const { value, problems } = await readTree(root, [
      "a/b/c.yaml",
      "a/x/y/z.yaml",
      "top.yaml",
      "missing.yaml",
    ]);
    expect(problems).toEqual([]);
    expect([...(value?.files ?? [])].map(([path, bytes]) => [path, textOf(bytes)])).toEqual([
      ["a/b/c.yaml", "c\r\n"],
      ["top.yaml", "t"],
    ]);
    expect([...(value?.folders ?? [])]).toEqual(["a", "a/b"]);
  });

  it("finds nothing below a root that is not there", async () => {
    const { value } = await readTree(join(await folderOf(), "none"), ["a/b"]);
    expect(value?.files.size).toBe(0);
  });

  it("refuses unsafe paths before it looks", async () => {
    const { value, problems } = await readTree(await folderOf(), ["../x", "a"]);
    expect(value).toBeUndefined();
    expect(problems.map(({ code }) => code)).toEqual(["unsafe-path"]);
  });

  it.each([
    { name: "a folder where a file must be", at: "a/b", files: { "a/b/c": "" }, code: "not-a-regular-file" },
    { name: "a file where a folder must be", at: "a/b", files: { a: "" }, code: "in-the-way" },
  ])("refuses $name", async ({ at, files, code }) => {
    const { value, problems } = await readTree(await folderOf(files as Record<string, string>), [at]);
    expect(value).toBeUndefined();
    expect(problems.map((problem) => problem.code)).toEqual([code]);
  });

  const LINKS = [
    { name: "a parent that leaves the root", link: "a", to: "..", path: "a/x", code: "leaves-root" },
    { name: "a parent that is the root", link: "a", to: ".", path: "a/x", code: "leaves-root" },
    { name: "a parent that leads nowhere", link: "a", to: "none", path: "a/x", code: "leaves-root" },
    { name: "a parent that leads in a circle", link: "a", to: "a", path: "a/x", code: "leaves-root" },
    { name: "a parent that leads into .git", link: "a", to: ".git", path: "a/x", code: "leaves-root" },
    { name: "a file", link: "a", to: "top.yaml", path: "a", code: "not-a-regular-file" },
  ];
  posixOnly.each(LINKS)("refuses a symlink: $name", async ({ link, to, path, code }) => {
    const root = await folderOf({ ".git/config": "", "top.yaml": "" });
    await symlink(to, join(root, link));
    const { value, problems } = await readTree(root, [path]);
    expect(value).toBeUndefined();
    expect(problems.map((problem) => problem.code)).toEqual([code]);
  });

  posixOnly("follows a folder's symlink that stays inside", async () => {
    const root = await folderOf({ "real/x": "1" });
    await symlink("real", join(root, "a"));
    expect((await readTree(root, ["a/x"])).value?.files.has("a/x")).toBe(true);
  });

  posixOnly("does not open a pipe", async () => {
    const root = await folderOf();
    execFileSync("mkfifo", [join(root, "pipe")]);
    expect((await readTree(root, ["pipe"])).problems.map(({ code }) => code)).toEqual(["not-a-regular-file"]);
  });

  it("names what cannot be read, each once", async () => {
    const root = await folderOf({ "a/x": "", "b/y": "" });
    const denied = async () => {
      throw Object.assign(new Error("denied"), { code: "EACCES" });
    };
    const disk: Disk = { ...nodeDisk, read: denied };
    const { problems } = await readTree(root, ["a/x", "b/y"], disk);
    expect(problems.map(({ code, at }) => [code, at?.file]).sort()).toEqual([
      ["no-access", "a/x"],
      ["no-access", "b/y"],
    ]);
  });
});

describe("readState", () => {
  it("reads the lock file, what it owns, and other names of a kustomization", async () => {
    const root = await folderOf({ "a/kustomization.yml": "k", "old.yaml": "o", "new.yaml": "n" });
    const lock = `{"version":1,"files":{"old.yaml":"${"0".repeat(64)}"},"seeds":{},"shared":{},"folders":[]}`;
    await mkdir(join(root, "a"), { recursive: true });
    const { put } = await import("./folder.ts");
    await put(root, { "clusterloom.lock.json": lock });
    const { value } = await readState(root, [{ path: "new.yaml" }], [{ path: "a/kustomization.yaml" }]);
    expect([...(value?.tree.files.keys() ?? [])]).toEqual([
      "a/kustomization.yml",
      "clusterloom.lock.json",
      "new.yaml",
      "old.yaml",
    ]);
    expect(value?.lock.files.size).toBe(1);
  });

  it("has no value when the lock file is damaged", async () => {
    const { value, problems } = await readState(await folderOf({ "clusterloom.lock.json": "{" }), [], []);
    expect(value).toBeUndefined();
    expect(problems.map(({ code }) => code)).toEqual(["lock-damaged"]);
  });
});
