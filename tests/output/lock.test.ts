import { describe, expect, it } from "vitest";
import { contentHash } from "../../src/output/hash.ts";
import { EMPTY_LOCK, isEmptyLock, type Lock, printLock } from "../../src/output/lock.ts";
import { parseLock } from "../../src/output/lock-parse.ts";

const HASH = contentHash("x");

const LOCK: Lock = {
  files: new Map([
    ["b.yaml", HASH],
    ["a/__proto__", HASH],
    ["__proto__", HASH],
  ]),
  seeds: new Map([["a/namespace.yaml", HASH]]),
  shared: new Map([
    ["a/kustomization.yaml", { entries: ["./x", "./a"], created: HASH }],
    ["b/kustomization.yaml", { entries: ["./x"], before: "absent" }],
  ]),
  folders: new Set(["b", "a"]),
};

describe("lock file", () => {
  it("prints what it reads", () => {
    const text = printLock(LOCK);
    const { value, problems } = parseLock(text);
    expect(problems).toEqual([]);
    expect(value).toEqual(LOCK);
    expect(printLock(value ?? EMPTY_LOCK)).toBe(text);
  });

  it("is sorted, whatever the order, and ends with a newline", () => {
    const files = new Map([...LOCK.files].reverse());
    const text = printLock({ ...LOCK, files, folders: new Set(["a", "b"]) });
    expect(text).toBe(printLock(LOCK));
    expect(text.endsWith("}\n")).toBe(true);
  });

  it("without a text is empty", () => {
    expect(isEmptyLock(parseLock(undefined).value ?? LOCK)).toBe(true);
  });

  it("may have CRLF and a byte order mark", () => {
    expect(parseLock(`\ufeff${printLock(LOCK).replaceAll("\n", "\r\n")}`).value).toEqual(LOCK);
  });
});

const good = JSON.parse(printLock(EMPTY_LOCK));
const lockWith = (part: object) => JSON.stringify({ ...good, ...part }, null, 2);

const DAMAGED = [
  { name: "empty", text: "", code: "lock-damaged", at: [1, 1] },
  { name: "not JSON", text: "version: 1\n", code: "lock-damaged", at: [1, 1] },
  { name: "cut off", text: printLock(LOCK).slice(0, 120), code: "lock-damaged", at: [5, 5] },
  { name: "a comma too many", text: '{\n  "folders": [\n    "a",\n  ]\n}', code: "lock-damaged", at: [4, 3] },
  { name: "a comment", text: '{\n  // no\n  "version": 1\n}', code: "lock-damaged", at: [2, 3] },
  { name: "a list", text: "[]", code: "lock-damaged", at: [1, 1] },
  { name: "null", text: "null", code: "lock-damaged", at: [1, 1] },
  {
    name: "no version",
    text: '{"files": {}, "seeds": {}, "shared": {}, "folders": []}',
    code: "lock-damaged",
    at: [1, 1],
  },
  { name: "version is text", text: lockWith({ version: "1" }), code: "lock-damaged", at: [2, 3] },
  { name: "newer", text: '{\n  "version": 2,\n  "things": 1\n}', code: "lock-newer", at: [2, 3] },
  {
    name: "a hash that is none",
    text: lockWith({ files: { "a.yaml": "abc" } }),
    code: "lock-damaged",
    at: [4, 5],
  },
  { name: "files are a list", text: lockWith({ files: [] }), code: "lock-damaged", at: [3, 3] },
  { name: "unknown key", text: lockWith({ extra: 1 }), code: "lock-damaged", at: [7, 3] },
  { name: "inherited key", text: lockWith({ toString: 1 }), code: "lock-damaged", at: [7, 3] },
  {
    name: "absolute path",
    text: lockWith({ files: { "/etc/passwd": HASH } }),
    code: "unsafe-path",
    at: [4, 5],
  },
  { name: "parent path", text: lockWith({ seeds: { "../x": HASH } }), code: "unsafe-path", at: [5, 5] },
  {
    name: "folder out of the root",
    text: lockWith({ folders: ["a", "../b"] }),
    code: "unsafe-path",
    at: [8, 5],
  },
  { name: "shared without entries", text: lockWith({ shared: { a: {} } }), code: "lock-damaged", at: [6, 5] },
  {
    name: "entries that are no text",
    text: lockWith({ shared: { a: { entries: [1] } } }),
    code: "lock-damaged",
    at: [8, 9],
  },
  {
    name: "conflict markers",
    text: '{\n  "files": {\n<<<<<<< HEAD\n    "a": "b"\n=======\n    "a": "c"\n>>>>>>> other\n  }\n}\n',
    code: "lock-conflict",
    at: [3, 1],
  },
] as const;

describe("damaged lock file", () => {
  it.each(DAMAGED)("$name", ({ text, code, at }) => {
    const { value, problems } = parseLock(text, "clusterloom.lock.json");
    expect(value).toBeUndefined();
    expect(problems[0]).toMatchObject({
      code,
      severity: "error",
      at: { file: "clusterloom.lock.json", line: at[0], column: at[1] },
    });
    expect(problems[0]?.hint).toBeTruthy();
  });

  it("names every fault", () => {
    const text = lockWith({ files: { a: "x", b: "y" }, folders: [1] });
    expect(parseLock(text).problems.map(({ at }) => at?.line)).toEqual([4, 5, 10]);
  });
});

describe("contentHash", () => {
  it("takes CRLF for LF, in text and bytes", () => {
    const expected = contentHash("a\nb\n");
    expect(contentHash("a\r\nb\r\n")).toBe(expected);
    expect(contentHash(new TextEncoder().encode("a\r\nb\n"))).toBe(expected);
    expect(contentHash("a\rb\n")).not.toBe(expected);
  });

  it("is the plain SHA-256 of the bytes", () => {
    expect(contentHash(Uint8Array.of(0xff, 0x0a))).toBe(
      "e4688624e5f1ad0629505e6768e3bb36244f2f3e33e751215afa820334a76ed3",
    );
  });
});
