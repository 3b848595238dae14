import { describe, expect, test } from "vitest";
import { runIn } from "./line/run.ts";

const wrong = [
  { argv: ["bogus"], message: "unknown command 'bogus'" },
  { argv: ["configure", "--bogus"], message: "unknown option '--bogus'" },
  {
    argv: ["validate", "extra"],
    message: "too many arguments for 'validate'. Expected 0 arguments but got 1",
  },
  { argv: ["init", "--from"], message: "option '--from <file>' argument missing" },
  { argv: [], message: "no command is given" },
];

describe.each(wrong)("the command line $argv", ({ argv, message }) => {
  test("is one JSON document with a usage problem", async () => {
    const ran = await runIn(".", ["--format", "json", ...argv]);
    expect(ran).toMatchObject({ exitCode: 3, stderr: "" });
    expect(JSON.parse(ran.stdout).problems).toMatchObject([{ code: "usage", severity: "error", message }]);
  });

  test("is said to a person on stderr", async () => {
    const ran = await runIn(".", argv);
    expect(ran).toMatchObject({ exitCode: 3, stdout: "" });
    expect(ran.stderr).not.toBe("");
  });
});

test.each([
  { argv: ["--format=github", "bogus"], env: {}, start: "::error" },
  { argv: ["bogus", "--format", "sarif"], env: {}, start: "{" },
  { argv: ["bogus"], env: { CLUSTERLOOM_FORMAT: "json" }, start: "{" },
])("$argv with $env prints for a machine", async ({ argv, env, start }) => {
  const { stdout, stderr } = await runIn(".", argv, { env });
  expect(stdout.startsWith(start)).toBe(true);
  expect(stderr).toBe("");
});
