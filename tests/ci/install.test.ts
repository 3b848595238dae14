import { describe, expect, it } from "vitest";
import { gitSource, isGitSource } from "../../src/ci/install.ts";
import { ownSource, type Surroundings } from "../../src/ci/own-source.ts";
import { hasCredentials } from "../../src/config/hosts.ts";

const commit = "1".repeat(40);

it.each([
  ["git+https://example.com/a/b.git#1", true, false],
  ["git+ssh://git@example.com/a/b.git", true, false],
  ["git@example.com:a/b.git", true, false],
  ["https://example.com/a/b.git", true, false],
  ["github:a/b#1", true, false],
  ["a/b", true, false],
  ["a/b#1", true, false],
  ["clusterloom@1.2.3", false, false],
  ["@us/clusterloom@1.2.3", false, false],
  ["./tools/clusterloom.tgz", false, false],
  ["https://example.com/c.tgz#sha512-a+b=", false, false],
  ["git+https://token@example.com/a/b.git", true, true],
  ["https://me:word@example.com/c.tgz", false, true],
  ["git+ssh://git:word@example.com/a/b.git", true, true],
  ["https://example.com/a@b.tgz", false, false],
])("%s is from Git: %s, and has credentials: %s", (install, git, credentials) => {
  expect([isGitSource(install), hasCredentials(install)]).toEqual([git, credentials]);
});

it.each([
  ["https://example.com/a/b.git", `git+https://example.com/a/b.git#${commit}`],
  ["https://example.com/a/b/", `git+https://example.com/a/b.git#${commit}`],
  ["https://me:word@example.com/a/b.git", `git+https://example.com/a/b.git#${commit}`],
  ["git@example.com:a/b.git", `git+https://example.com/a/b.git#${commit}`],
  ["ssh://git@example.com:2222/a/b", `git+https://example.com/a/b.git#${commit}`],
  ["/srv/git/b.git", undefined],
  ["../b.git", undefined],
  ["file:///srv/b.git", undefined],
  ["C:/git/b.git", undefined],
])("of the remote %s npm installs %s", (remote, source) => {
  expect(gitSource(remote, commit)).toBe(source);
});

describe("ownSource", () => {
  const answers: Readonly<Record<string, string>> = {
    remote: "git@example.com:us/clusterloom.git\n",
    "rev-parse": `${commit}\n`,
    branch: "  origin/main\n",
  };
  const here = (more: Readonly<Record<string, string | undefined>> = {}): Surroundings => ({
    program: "/clone/dist/clusterloom.js",
    exists: async (path) => path === "/clone/.git",
    gitIn: () => async (args) => {
      const stdout = { ...answers, ...more }[args[0] ?? ""];
      return { failed: stdout === undefined, stdout: stdout ?? "" };
    },
    join: (...parts) => parts.join("/"),
  });
  const source = `git+https://example.com/us/clusterloom.git#${commit}`;

  it.each<[string, Surroundings, string | undefined, string[]]>([
    ["the commit of its clone", here(), source, []],
    ["a commit that nobody else has", here({ branch: "" }), source, ["ci-install-not-pushed"]],
    ["a clone without a remote", here({ remote: undefined }), undefined, ["ci-install-unknown"]],
    ["a clone of this machine", here({ remote: "/srv/b.git\n" }), undefined, ["ci-install-unknown"]],
    ["an installed package", { ...here(), exists: async () => false }, undefined, ["ci-install-unknown"]],
    ["no program", { ...here(), program: undefined }, undefined, ["ci-install-unknown"]],
  ])("knows %s", async (_title, surroundings, value, codes) => {
    const found = await ownSource(surroundings);
    expect(found.value).toBe(value);
    expect(found.problems.map(({ code }) => code)).toEqual(codes);
  });
});
