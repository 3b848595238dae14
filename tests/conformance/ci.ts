import assert from "node:assert/strict";
import { execa } from "execa";
import { githubWorkflow } from "../../src/ci/github.ts";
import { askAll, type Case, rowsOf } from "./cases.ts";
import { installCases, pullRequestCases } from "./ci-cases.ts";
import type { Context, Row } from "./context.ts";
import { goTool } from "./go-tool.ts";

export const name = "ci";

const version = "v1.7.12";
const of = { counterpart: "actionlint", version };
const reason =
  "and every step of both workflows in bash, with npm and Git; comments go to a stand-in for the hosts' API";
const choices = { install: "clusterloom@1.2.3", key: false };
const variants = [
  choices,
  { ...choices, key: true },
  { install: "./tools/clusterloom", key: false, config: "home/cluster.yaml" },
  { install: `git+https://example.com/us/clusterloom.git#${"1".repeat(40)}`, key: false },
  { install: "git+https://example.com/us/clusterloom.git#v1.2.3", key: false },
];

/** Lets a linter judge the workflow for GitHub, and runs the steps of both workflows as the runners would. */
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
    ...pullRequestCases("github"),
    ...pullRequestCases("gitlab"),
    ...installCases("github"),
    ...installCases("gitlab"),
  ];
  return rowsOf(of, async () => [{ ...(await askAll(of, cases)), reason }]);
}

async function complaints(tool: string, input: string): Promise<string> {
  const { stdout } = await execa(tool, ["-shellcheck=", "-pyflakes=", "-"], { input, reject: false });
  return stdout;
}
