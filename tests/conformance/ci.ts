import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { execa } from "execa";
import { parse } from "yaml";
import { githubWorkflow } from "../../src/ci/github.ts";
import { askAll, type Case, rowsOf } from "./cases.ts";
import { withCleanup } from "./cleanup.ts";
import type { Context, Row } from "./context.ts";
import { goTool } from "./go-tool.ts";

export const name = "ci";

const version = "v1.7.12";
const of = { counterpart: "actionlint", version };
const reason = "and the workflow's own shell scripts, run in a repository whose key is elsewhere";
const choices = { install: "clusterloom@1.2.3", key: false };
const variants = [
  choices,
  { ...choices, key: true },
  { install: "./tools/clusterloom", key: false, config: "home/cluster.yaml" },
];

/** Lets a linter judge the workflow for GitHub, and runs its steps as the runner would. */
export async function run(context: Context): Promise<readonly Row[]> {
  const tool = await goTool(context, "github.com/rhysd/actionlint/cmd/actionlint", version);
  const lint = (text: string) => complaints(tool, text);
  const cases: Case[] = [
    ...variants.map((variant, index) => ({
      title: `it has nothing to say about variant ${index}`,
      check: async () => assert.equal(await lint(githubWorkflow(variant)), ""),
    })),
    {
      title: "it would say something about a step that does not exist",
      check: async () =>
        assert.notEqual(await lint(githubWorkflow(choices).replace("steps.diff.", "steps.dif.")), ""),
    },
    { title: "the steps tell a tree that is up to date", check: () => withRepository(unchanged) },
    { title: "the steps show what would change, and fail", check: () => withRepository(changed) },
  ];
  return rowsOf(of, async () => [{ ...(await askAll(of, cases)), reason }]);
}

async function complaints(tool: string, input: string): Promise<string> {
  const { stdout } = await execa(tool, ["-shellcheck=", "-pyflakes=", "-"], { input, reject: false });
  return stdout;
}

interface Repository {
  readonly root: string;
  /** Runs the named steps as the runner does, and gives exit codes and what the comment would be. */
  readonly steps: () => Promise<{ codes: number[]; comment: string; output: string }>;
  readonly clusterloom: (...args: string[]) => Promise<unknown>;
}

const program = resolve("dist/clusterloom.js");

async function withRepository(test: (repository: Repository) => Promise<void>): Promise<void> {
  await withCleanup(async (later) => {
    const root = await mkdtemp(join(tmpdir(), "clusterloom-ci-"));
    later(() => rm(root, { recursive: true, force: true }));
    const clusterloom = (...args: string[]) => execa(process.execPath, [program, ...args], { cwd: root });
    await clusterloom("init", "--yes");
    await clusterloom("configure");
    await clusterloom("secrets", "encrypt");
    await rm(join(root, "age.key"));
    await test({ root, clusterloom, steps: () => runSteps(root) });
  });
}

async function runSteps(root: string) {
  const steps = parse(githubWorkflow(choices)).jobs.clusterloom.steps as { run?: string }[];
  const scripts = steps.flatMap(({ run: script }) => (script?.includes("clusterloom -") ? [script] : []));
  const temp = await mkdtemp(join(tmpdir(), "clusterloom-runner-"));
  try {
    await writeFile(join(temp, "clusterloom"), `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`, {
      mode: 0o755,
    });
    const summary = join(temp, "summary.md");
    const env = {
      PATH: `${temp}:${process.env.PATH}`,
      RUNNER_TEMP: temp,
      GITHUB_STEP_SUMMARY: summary,
      HOME: temp,
    };
    const codes: number[] = [];
    let output = "";
    for (const script of scripts) {
      const ran = await execa("bash", ["-e", "-o", "pipefail", "-c", script], {
        cwd: root,
        env: { ...env, CI: "true" },
        extendEnv: false,
        reject: false,
        all: true,
      });
      codes.push(ran.exitCode ?? -1);
      output += ran.all;
    }
    const { stdout: comment } = await execa("cat", [summary], { reject: false });
    return { codes, comment, output };
  } finally {
    await rm(temp, { recursive: true, force: true });
  }
}

async function unchanged({ steps }: Repository): Promise<void> {
  const { codes, comment, output } = await steps();
  assert.deepEqual(codes, [0, 0, 0], output);
  assert.match(comment, /The tree is what/);
}

async function changed({ root, steps }: Repository): Promise<void> {
  const { stdout: text } = await execa("cat", ["cluster.yaml"], { cwd: root, stripFinalNewline: false });
  await writeFile(join(root, "cluster.yaml"), text.replace(/^litellm_replicas: .*$/m, "litellm_replicas: 3"));
  const { codes, comment, output } = await steps();
  assert.deepEqual(codes, [0, 2, 0], output);
  assert.match(comment, /^~+diff\n[\s\S]*^\+.*3/m);
}
