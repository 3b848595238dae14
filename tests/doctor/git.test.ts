import { describe, expect, it } from "vitest";
import { askGit, type RunGit } from "../../src/doctor/git.ts";

/** A Git that tracks the given files and ignores one path. */
function gitOf(tracked: readonly string[]): RunGit {
  return async ([command, ...rest]) => {
    if (command === "rev-parse") return { failed: false, stdout: "true\n" };
    if (command === "ls-files") return { failed: false, stdout: tracked.map((path) => `${path}\0`).join("") };
    return { failed: rest.at(-1) !== "age.key", stdout: "" };
  };
}

async function exposedIn(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const found = await askGit(gitOf(Object.keys(files)), async (path) => files[path], []);
  return typeof found === "string" ? [found] : found.exposed.map(({ path }) => path);
}

const plainSecret = "kind: Secret\nmetadata:\n  name: a\nstringData:\n  key: value\n";
const sops =
  'sops:\n  mac: ENC[AES256_GCM,data:a,iv:b,tag:c,type:str]\n  version: 3.13.3\n  lastmodified: "2026-01-01T00:00:00Z"\n';

describe("what Git tracks", () => {
  const cases: [string, Record<string, string>, string[]][] = [
    ["a manifest", { "a.yaml": "kind: ConfigMap\ndata:\n  a: b\n" }, []],
    ["a Secret in clear", { "a.yaml": plainSecret }, ["a.yaml"]],
    [
      "a Secret in clear as the second document",
      { "a.yaml": `kind: ConfigMap\n---\n${plainSecret}` },
      ["a.yaml"],
    ],
    ["a Secret without data", { "a.yaml": "kind: Secret\nmetadata:\n  name: a\n" }, []],
    ["a Secret that is encrypted under another name", { "a.yaml": plainSecret + sops }, []],
    ["a file that should be encrypted and is", { "a.sops.yaml": plainSecret + sops }, []],
    ["a file that should be encrypted and is not", { "a.sops.yaml": "a: b\n" }, ["a.sops.yaml"]],
    ["the rules of sops", { ".sops.yaml": "creation_rules: []\n" }, []],
    [
      "a private key under any name",
      { "keys/mine.txt": `# x\nAGE-SECRET-KEY-1${"Q".repeat(58)}\n` },
      ["keys/mine.txt"],
    ],
    ["a text that names the form of a key", { "notes.txt": "starts with AGE-SECRET-KEY-1\n" }, []],
    ["a template", { "templates/a.sops.yaml.j2": plainSecret }, []],
  ];
  it.each(cases)("%s", async (_name, files, expected) => {
    expect(await exposedIn(files)).toEqual(expected);
  });

  it("is not asked where there is no git, or no repository", async () => {
    const read = async () => undefined;
    expect(await askGit(async () => undefined, read, [])).toBe("missing");
    expect(await askGit(async () => ({ failed: true, stdout: "" }), read, [])).toBe("none");
  });

  it("and ignores", async () => {
    const found = await askGit(gitOf(["README.md"]), async () => undefined, ["age.key", "cluster.yaml"]);
    expect(found).toMatchObject({ ignored: new Set(["age.key"]), tracked: new Set(["README.md"]) });
  });
});
