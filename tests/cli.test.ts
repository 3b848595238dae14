import { afterEach, describe, expect, it, vi } from "vitest";
import { commands } from "../src/commands/table.ts";
import { below, clusterYaml, started } from "./line/platform.ts";
import { repository } from "./line/repository.ts";

afterEach(() => void vi.unstubAllEnvs());

describe("help and version", () => {
  it("lists every command", async () => {
    const { exitCode, stdout, stderr } = await (await repository()).run(["--help"]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    for (const { name } of commands) expect(stdout).toContain(name.split(" ")[0]);
  });

  it.each(commands)("$name has a help of its own", async ({ name, options = [] }) => {
    const { exitCode, stdout } = await (await repository()).run([...name.split(" "), "--help"]);
    expect(exitCode).toBe(0);
    for (const [flags] of options) expect(stdout).toContain(flags);
  });

  it("prints the version", async () => {
    expect(await (await repository()).run(["--version"])).toEqual({
      exitCode: 0,
      stdout: "0.0.0\n",
      stderr: "",
    });
  });
});

describe("wrong usage exits 3 and says why on stderr", () => {
  const wrong = [
    { argv: ["confgure"], says: "configure" },
    { argv: ["configure", "--forc"], says: "--force" },
    { argv: ["--format", "xml", "validate"], says: "xml" },
    { argv: ["configure", "--prune=perhaps"], says: "--prune" },
    { argv: ["configure", "--root"], says: "--root" },
  ];
  it.each(wrong)("$argv", async ({ argv, says }) => {
    const repo = await started();
    const before = await repo.tree();
    const { exitCode, stdout, stderr } = await repo.run(argv);
    expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: "" });
    expect(stderr).toContain(says);
    expect(await repo.tree()).toEqual(before);
  });
});

const faulty = below("litellm_replicas: 0\nlitelm_workers: 2");

describe("formats", () => {
  it("text: problems with place, line and hint; validate's result is on stdout", async () => {
    const repo = await started(faulty);
    const { exitCode, stdout, stderr } = await repo.run(["validate"]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: "" });
    const lines = stdout.split("\n");
    expect(lines[0]).toMatch(/^cluster\.yaml:1:19: error: /);
    expect(lines[1]).toBe("    1 | litellm_replicas: 0");
    expect(lines[2]).toBe(`      | ${" ".repeat(18)}^`);
    expect(lines[3]).toMatch(/^ {2}hint: /);
    expect(lines.at(-2)).toBe("2 errors");
  });

  it("text: configure's problems are talk and go to stderr", async () => {
    const { exitCode, stdout, stderr } = await (await started(faulty)).run(["configure"]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
    expect(stderr).toContain("2 errors");
  });

  it("json: one document on stdout, nothing on stderr", async () => {
    const { stdout, stderr } = await (await started(faulty)).run(["--format", "json", "validate"]);
    expect(stderr).toBe("");
    const { problems, valid } = JSON.parse(stdout);
    expect(valid).toBe(false);
    expect(problems[0]).toEqual({
      code: "too-small",
      severity: "error",
      message: expect.any(String),
      hint: expect.any(String),
      file: "cluster.yaml",
      line: 1,
      column: 19,
    });
  });

  it("json: configure says what it changed", async () => {
    const { stdout } = await (await started()).run(["configure", "--format", "json"]);
    const { apps, changes, clean, problems } = JSON.parse(stdout);
    expect({ apps, clean, problems }).toEqual({
      apps: ["cloudnative-pg", "dragonfly", "litellm"],
      clean: false,
      problems: [],
    });
    expect(changes).toContainEqual({ path: "kubernetes/flux/cluster/ks.yaml", action: "create" });
  });

  it("github: one annotation a problem", async () => {
    const { stdout, stderr } = await (await started(faulty)).run(["validate", "--format", "github"]);
    expect(stderr).toBe("");
    expect(stdout).toMatch(
      /^::error file=cluster\.yaml,line=1,col=19,title=too-small::.+\n::error file=cluster\.yaml,line=2,col=1,title=unknown-setting::.+\n$/,
    );
  });

  it("sarif: a log with a rule and a place for each problem", async () => {
    const { stdout } = await (await started(faulty)).run(["--format", "sarif", "validate"]);
    const { version, runs } = JSON.parse(stdout);
    expect(version).toBe("2.1.0");
    expect(runs[0].results.map(({ ruleId }: { ruleId: string }) => ruleId)).toEqual([
      "too-small",
      "unknown-setting",
    ]);
    expect(runs[0].results[0].locations[0].physicalLocation).toEqual({
      artifactLocation: { uri: "cluster.yaml" },
      region: { startLine: 1, startColumn: 19 },
    });
  });
});

describe("colour", () => {
  const terminal = { stdout: true, stderr: true };
  const cases = [
    { name: "in a terminal", io: { terminal }, argv: [], colour: true },
    { name: "not into a pipe", io: {}, argv: [], colour: false },
    { name: "not with NO_COLOR", io: { terminal, env: { NO_COLOR: "1" } }, argv: [], colour: false },
    { name: "not with --no-color", io: { terminal }, argv: ["--no-color"], colour: false },
    { name: "not with CI", io: { terminal, env: { CI: "true" } }, argv: [], colour: false },
    { name: "not in a dumb terminal", io: { terminal, env: { TERM: "dumb" } }, argv: [], colour: false },
    { name: "into a pipe with FORCE_COLOR", io: { env: { FORCE_COLOR: "1" } }, argv: [], colour: true },
  ];
  it.each(cases)("$name", async ({ io, argv, colour }) => {
    const { stdout } = await (await started(faulty)).run([...argv, "validate"], io);
    expect(stdout.includes("\x1b[")).toBe(colour);
  });
});

describe("streams", () => {
  it("--quiet leaves the talk out, and the results in", async () => {
    const repo = await started();
    expect(await repo.run(["--quiet", "configure"])).toEqual({ exitCode: 0, stdout: "", stderr: "" });
    await repo.put({ "cluster.yaml": clusterYaml({ cloudflare_domain: "example.org" }) });
    const { stdout, stderr } = await repo.run(["-q", "configure", "--dry-run"]);
    expect(stderr).toBe("");
    expect(stdout).toMatch(/^update kubernetes\//m);
  });

  it("options come from CLUSTERLOOM_*, and a flag wins", async () => {
    const repo = await repository({ "here/cluster.yaml": faulty, "there/mine.yaml": clusterYaml() });
    vi.stubEnv("CLUSTERLOOM_ROOT", "here");
    vi.stubEnv("CLUSTERLOOM_FORMAT", "json");
    const { exitCode, stdout } = await repo.run(["validate"]);
    expect({ exitCode, file: JSON.parse(stdout).problems[0].file }).toEqual({
      exitCode: 1,
      file: "here/cluster.yaml",
    });
    const other = ["--root", "there", "--config", "there/mine.yaml", "validate"];
    expect((await repo.run(other)).exitCode).toBe(0);
  });
});

describe("paths", () => {
  it("problems name files with / from the folder where the user stands", async () => {
    const repo = await repository({ "a/b/cluster.yaml": faulty });
    const { stdout } = await repo.run(["--root", "a/b", "--format", "json", "validate"]);
    expect(JSON.parse(stdout).problems[0].file).toBe("a/b/cluster.yaml");
  });
});
