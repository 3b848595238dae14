import { chmod, mkdir, stat, symlink } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Disk, nodeDisk } from "../../../src/output/disk.ts";
import { contentHash } from "../../../src/output/hash.ts";
import type { Holder } from "../../../src/output/write/holder.ts";
import type { Operation } from "../../../src/output/write/operation.ts";
import { recover, write } from "../../../src/output/write/write.ts";
import { contentsOf, folderOf, put } from "../folder.ts";

const posixOnly = it.skipIf(process.platform === "win32");
const OTHER: Holder = { pid: 4711, host: "elsewhere", started: 1, isRunning: () => true };

const codes = ({ problems }: { problems: readonly { code: string }[] }) => problems.map(({ code }) => code);

describe("write", () => {
  it("creates, replaces and deletes, and leaves nothing else behind", async () => {
    const root = await folderOf({
      "a/old.yaml": "old",
      "a/gone.yaml": "gone",
      "b/c/last.yaml": "x",
      "mine.txt": "m",
    });
    const { value, problems } = await write(root, [
      { path: "a/old.yaml", action: "write", text: "new", was: contentHash("old") },
      { path: "d/e/f.yaml", action: "write", text: "f", was: "absent" },
      { path: "a/gone.yaml", action: "delete", was: contentHash("gone") },
      { path: "b/c/last.yaml", action: "delete" },
      { path: "never.yaml", action: "delete" },
      { path: "b/c", action: "delete-folder" },
      { path: "b", action: "delete-folder" },
      { path: "a", action: "delete-folder" },
    ]);
    expect(problems).toEqual([]);
    expect(value?.written).toEqual(["a/old.yaml", "d/e/f.yaml"]);
    expect(await contentsOf(root)).toEqual({ "a/old.yaml": "new", "d/e/f.yaml": "f", "mine.txt": "m" });
  });

  it("renames a file to its name in another case", async () => {
    const root = await folderOf({ "Readme.yaml": "old" });
    const { problems } = await write(root, [
      { path: "readme.yaml", action: "write", text: "new" },
      { path: "Readme.yaml", action: "delete" },
    ]);
    expect(problems).toEqual([]);
    expect(await contentsOf(root)).toEqual({ "readme.yaml": "new" });
  });

  it("touches nothing when there is nothing to do", async () => {
    const root = join(await folderOf(), "none");
    expect((await write(root, [])).problems).toEqual([]);
    expect((await recover(root)).value).toBe("nothing");
    await expect(stat(root)).rejects.toThrow();
  });

  it("makes the root", async () => {
    const root = join(await folderOf(), "x/y");
    await write(root, [{ path: "a", action: "write", text: "a" }]);
    expect(await contentsOf(root)).toEqual({ a: "a" });
  });

  posixOnly("gives modes: 0644, what is asked for, or what was there", async () => {
    const root = await folderOf({ old: "", tight: "" });
    await chmod(join(root, "old"), 0o755);
    await write(root, [
      { path: "old", action: "write", text: "1" },
      { path: "new", action: "write", text: "1" },
      { path: "age.key", action: "write", text: "1", mode: 0o600 },
      { path: "tight", action: "write", text: "1", mode: 0o600 },
    ]);
    const modes = await Promise.all(["old", "new", "age.key", "tight"].map((name) => stat(join(root, name))));
    expect(modes.map(({ mode }) => (mode & 0o777).toString(8))).toEqual(["755", "644", "600", "600"]);
  });

  const REFUSED: { name: string; files: Record<string, string>; operations: Operation[]; code: string }[] = [
    {
      name: "a path out of the root",
      files: {},
      operations: [{ path: "../x", action: "write", text: "" }],
      code: "unsafe-path",
    },
    {
      name: "a deletion in .git",
      files: { ".git/HEAD": "" },
      operations: [{ path: ".git/HEAD", action: "delete" }],
      code: "unsafe-path",
    },
    {
      name: "two names of one file",
      files: {},
      operations: [
        { path: "a", action: "write", text: "" },
        { path: "A", action: "write", text: "" },
      ],
      code: "path-collision",
    },
    {
      name: "a path that is to be written and deleted",
      files: { a: "" },
      operations: [
        { path: "a", action: "write", text: "1" },
        { path: "a", action: "delete" },
      ],
      code: "path-collision",
    },
    {
      name: "a file that changed since",
      files: { a: "edited" },
      operations: [{ path: "a", action: "write", text: "", was: contentHash("a") }],
      code: "changed-meanwhile",
    },
    {
      name: "a file that appeared since",
      files: { a: "a" },
      operations: [{ path: "a", action: "write", text: "", was: "absent" }],
      code: "changed-meanwhile",
    },
    {
      name: "a file that is gone",
      files: {},
      operations: [{ path: "a", action: "delete", was: contentHash("a") }],
      code: "changed-meanwhile",
    },
    {
      name: "a folder in the way",
      files: { "a/b": "" },
      operations: [{ path: "a", action: "write", text: "" }],
      code: "not-a-regular-file",
    },
    {
      name: "a file in the way",
      files: { a: "" },
      operations: [{ path: "a/b", action: "write", text: "" }],
      code: "in-the-way",
    },
    {
      name: "a state folder that is none",
      files: { ".clusterloom": "" },
      operations: [{ path: "a", action: "write", text: "" }],
      code: "in-the-way",
    },
  ];
  it.each(REFUSED)("refuses $name and changes nothing", async ({ files, operations, code }) => {
    const root = await folderOf({ ...files, keep: "k" });
    const before = await contentsOf(root);
    const more: Operation[] = [...operations, { path: "keep", action: "write", text: "changed" }];
    const outcome = await write(root, more);
    expect(outcome.value).toBeUndefined();
    expect(codes(outcome)).toEqual([code]);
    expect(await contentsOf(root)).toEqual(before);
  });

  posixOnly("refuses a symlink out of the root, and one in place of a file", async () => {
    const [root, outside] = [await folderOf(), await folderOf({ x: "theirs" })];
    await symlink(outside, join(root, "out"));
    await symlink(join(outside, "x"), join(root, "file"));
    expect(codes(await write(root, [{ path: "out/x", action: "write", text: "1" }]))).toEqual([
      "leaves-root",
    ]);
    expect(codes(await write(root, [{ path: "out/x", action: "delete" }]))).toEqual(["leaves-root"]);
    expect(codes(await write(root, [{ path: "file", action: "write", text: "1" }]))).toEqual([
      "not-a-regular-file",
    ]);
    expect(await contentsOf(outside)).toEqual({ x: "theirs" });
  });

  it("tries a rename again while another program holds the file", async () => {
    const root = await folderOf({ a: "old" });
    let refusals = 3;
    const disk: Disk = {
      ...nodeDisk,
      rename: async (from, to) => {
        if (to.endsWith("a") && refusals-- > 0) throw Object.assign(new Error("held"), { code: "EBUSY" });
        await nodeDisk.rename(from, to);
      },
    };
    const operations: Operation[] = [{ path: "a", action: "write", text: "new" }];
    expect(codes(await write(root, operations, { disk, pauses: [1, 1] }))).toEqual(["no-access"]);
    expect(await contentsOf(root)).toEqual({ a: "old" });
    refusals = 2;
    expect(codes(await write(root, operations, { disk, pauses: [1, 1] }))).toEqual([]);
    expect(await contentsOf(root)).toEqual({ a: "new" });
  });

  it("copies where the file system has no hard links", async () => {
    const root = await folderOf({ a: "old" });
    const link = async () => {
      throw Object.assign(new Error("no links"), { code: "EPERM" });
    };
    const outcome = await write(root, [{ path: "a", action: "write", text: "new" }], {
      disk: { ...nodeDisk, link },
    });
    expect(codes(outcome)).toEqual([]);
    expect(await contentsOf(root)).toEqual({ a: "new" });
  });
});

describe("two processes at once", () => {
  const one: Operation[] = [{ path: "a", action: "write", text: "1" }];
  const me = (started: number, isRunning: Holder["isRunning"] = () => true): Holder => ({
    pid: 42,
    host: "here",
    started,
    isRunning,
  });
  const lockOf = ({ pid, host, started }: Holder) => JSON.stringify({ pid, host, started });

  const HELD = [
    { name: "a running process", lock: lockOf({ ...me(1), pid: 43 }), result: ["busy"] },
    { name: "another host", lock: lockOf(OTHER), result: ["busy"] },
    { name: "this very process", lock: lockOf(me(5)), result: ["busy"] },
    { name: "a lock that is being written", lock: "", result: ["busy"] },
  ];
  it.each(HELD)("gives way to $name", async ({ lock, result }) => {
    const root = await folderOf({ ".clusterloom/lock": lock });
    expect(codes(await write(root, one, { holder: me(5) }))).toEqual(result);
    expect(await contentsOf(root)).toEqual({ ".clusterloom/lock": lock });
  });

  const STALE = [
    { name: "a process that is gone", lock: lockOf({ ...me(1), pid: 43 }), holder: me(5, () => false) },
    { name: "an earlier process of the same id", lock: lockOf(me(1)), holder: me(5) },
  ];
  it.each(STALE)("takes over from $name", async ({ lock, holder }) => {
    const root = await folderOf({ ".clusterloom/lock": lock });
    expect(codes(await write(root, one, { holder }))).toEqual([]);
    expect(await contentsOf(root)).toEqual({ a: "1" });
  });

  it("lets one of many win, and the others say busy", async () => {
    const root = await folderOf();
    const outcomes = await Promise.all(
      [1, 2, 3, 4].map((n) => write(root, one, { holder: { ...me(n), pid: n } })),
    );
    const results = outcomes.map((outcome) => codes(outcome).join());
    expect(results.filter((result) => result === "").length).toBeGreaterThanOrEqual(1);
    expect(results.filter((result) => result !== "" && result !== "busy")).toEqual([]);
    expect(await contentsOf(root)).toEqual({ a: "1" });
  });
});

describe("recover", () => {
  const journal = (part: object) => JSON.stringify({ version: 1, steps: [], made: [], emptied: [], ...part });

  it("removes staged files that no journal speaks of, with everything around them", async () => {
    const root = await folderOf({
      ".clusterloom/staging-1/new-0": "x",
      ".clusterloom/.gitignore": "*\n",
      a: "a",
    });
    await put(root, { ".clusterloom/ticket-1-0": "" });
    expect((await recover(root)).value).toBe("leftovers");
    expect(await contentsOf(root)).toEqual({ a: "a" });
  });

  it("completes a journal and says so", async () => {
    const steps = [{ path: "a/b", action: "write", existed: false }];
    const root = await folderOf({
      ".clusterloom/staging-1/new-0": "x",
      ".clusterloom/staging-1/journal.json": journal({ steps, made: ["a"] }),
    });
    const outcome = await recover(root);
    expect(outcome.value).toBe("completed");
    expect(codes(outcome)).toEqual(["earlier-write-settled"]);
    expect(await contentsOf(root)).toEqual({ "a/b": "x" });
  });

  it("is done by a write, too, which then sees that the tree is another", async () => {
    const steps = [{ path: "a", action: "write", existed: false }];
    const root = await folderOf({
      ".clusterloom/staging-1/new-0": "earlier",
      ".clusterloom/staging-1/journal.json": journal({ steps }),
    });
    const outcome = await write(root, [{ path: "a", action: "write", text: "later", was: "absent" }]);
    expect(codes(outcome)).toEqual(["earlier-write-settled", "changed-meanwhile"]);
    expect(await contentsOf(root)).toEqual({ a: "earlier" });
  });

  const REFUSED = [
    { name: "no JSON", text: "{", code: "journal-damaged" },
    { name: "another version", text: journal({ version: 2 }), code: "journal-damaged" },
    {
      name: "a path out of the root",
      text: journal({ steps: [{ path: "../x", action: "delete", existed: true }] }),
      code: "journal-damaged",
    },
    { name: "a folder in .git", text: journal({ emptied: [".git/x"] }), code: "journal-damaged" },
  ];
  it.each(REFUSED)("does not touch a journal with $name", async ({ text, code }) => {
    const files = { ".clusterloom/staging-1/new-0": "x", ".clusterloom/staging-1/journal.json": text };
    const root = await folderOf(files);
    const outcome = await recover(root);
    expect(outcome.value).toBeUndefined();
    expect(codes(outcome)).toEqual([code]);
    expect(await contentsOf(root)).toMatchObject(files);
  });

  posixOnly("does not follow a symlink out of the root", async () => {
    const outside = await folderOf({ x: "theirs" });
    const steps = [{ path: "out/x", action: "delete", existed: true }];
    const root = await folderOf({ ".clusterloom/staging-1/journal.json": journal({ steps }) });
    await symlink(outside, join(root, "out"));
    expect(codes(await recover(root))).toEqual(["leaves-root"]);
    expect(await contentsOf(outside)).toEqual({ x: "theirs" });
  });

  it("tells a state folder that is empty from one in use", async () => {
    const root = await folderOf();
    await mkdir(join(root, ".clusterloom"));
    expect((await recover(root)).value).toBe("nothing");
    expect(await contentsOf(root)).toEqual({});
  });
});
