import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bashScript } from "../../src/completion/bash.ts";
import { fishScript } from "../../src/completion/fish.ts";
import { grammarOf } from "../../src/completion/grammar.ts";
import { zshScript } from "../../src/completion/zsh.ts";

const grammar = grammarOf(
  [
    {
      name: "init",
      summary: "make what's needed",
      options: [
        ["--from <file>", "a file"],
        ["--yes", "all: yes"],
      ],
    },
    {
      name: "prune",
      summary: "prune",
      options: [
        ["--prune <yes|no>", "p"],
        ["--app <app>", "a"],
      ],
    },
    { name: "explain", summary: "explain", arguments: "[key]" },
    { name: "eject", summary: "eject", arguments: "[app] [template...]" },
    { name: "check", summary: "check", arguments: "[dir]" },
    { name: "secrets generate", summary: "make" },
    { name: "secrets rotate", summary: "anew", arguments: "<key...>" },
  ],
  [
    ["--root <dir>", "the root"],
    ["--format <format>", "how"],
    ["-q, --quiet", "less"],
  ],
  { format: ["text", "json"], key: ["domain", "zone"], app: ["a-one", "b-two"], template: ["ks", "app/x"] },
);

/** What a shell offers for a command line; the last word is the one under the cursor. */
const cases: [string, string[], string[]][] = [
  ["commands and groups", [""], ["check", "eject", "explain", "init", "prune", "secrets"]],
  ["the beginning of a command", ["e"], ["eject", "explain"]],
  ["the commands of a group", ["secrets", ""], ["generate", "rotate"]],
  ["variables", ["explain", ""], ["domain", "zone"]],
  ["variables behind global options", ["--quiet", "--format", "json", "explain", "z"], ["zone"]],
  ["nothing after the last argument", ["explain", "zone", ""], []],
  ["repeated arguments", ["secrets", "rotate", "zone", "d"], ["domain"]],
  ["apps", ["eject", ""], ["a-one", "b-two"]],
  ["what comes after an app", ["eject", "a-one", "ks", "a"], ["app/x"]],
  ["the values of a global option", ["init", "--format", ""], ["json", "text"]],
  ["the values of an option of the command", ["prune", "--prune", "y"], ["yes"]],
  ["apps as the value of an option", ["prune", "--app", "b"], ["b-two"]],
  ["options of the command", ["prune", "--p"], ["--prune"]],
  ["global options", ["prune", "--q"], ["--quiet"]],
];

/** Fish offers arguments wherever they may stand, whatever stands there already. */
const notInFish = new Set(["nothing after the last argument", "apps", "what comes after an app"]);

const zshStubs = `
compdef() { : }
compadd() { print -l -- "\${@:2}" }
_files() { print -- FILES }
_describe() { local name=\${@[-1]}; print -l -- "\${(@)\${(P)name}%%:*}" }
`;

const bashRun =
  'source "$1"; shift; COMP_WORDS=(clusterloom "$@"); COMP_CWORD=$#; _clusterloom; printf "%s\\n" "${COMPREPLY[@]}"';
const zshRun = `${zshStubs}\nsource "$1"; shift; words=(clusterloom "$@"); CURRENT=\${#words}; _clusterloom`;
const fishRun = 'source $argv[1]; complete -C "clusterloom $argv[2..-1]"';

const shells = [
  { name: "bash", script: bashScript(grammar), argv: ["--norc", "-c", bashRun, "bash"] },
  { name: "zsh", script: zshScript(grammar), argv: ["-f", "-c", zshRun, "zsh"] },
  { name: "fish", script: fishScript(grammar), argv: ["--no-config", "-c", fishRun] },
];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "clusterloom-completion-"));
  for (const { name, script } of shells) writeFileSync(join(folder, name), script);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const isThere = (shell: string) => spawnSync(shell, ["-c", "exit 0"]).status === 0;

describe.each(shells)("$name", ({ name, argv }) => {
  const own = cases.filter(([title]) => name !== "fish" || !notInFish.has(title));
  it.skipIf(!isThere(name)).each(own)("offers %s", (_title, line, expected) => {
    const { stdout, stderr } = spawnSync(name, [...argv, join(folder, name), ...line], { encoding: "utf8" });
    const offered = stdout.split("\n").map((one) => one.split("\t")[0] ?? "");
    // zsh narrows the choices down itself, behind the functions that stand in here.
    const wanted = offered.filter((one) => one !== "" && one.startsWith(line.at(-1) ?? ""));
    expect({ offered: [...new Set(wanted)].sort(), stderr }).toEqual({ offered: expected, stderr: "" });
  });
});

it("what commands describe becomes words", () => {
  const rotate = grammar.commands.find(({ path }) => path === "secrets rotate");
  expect(rotate).toMatchObject({ arguments: [{ words: ["domain", "zone"] }], repeats: true });
  expect(grammar.flags[2]).toEqual({ names: ["-q", "--quiet"], text: "less" });
  expect(grammar.commands[0]?.flags[0]?.value).toBe("file");
});
