import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { isPlainWord } from "../../src/ci/choices.ts";
import { githubWorkflow } from "../../src/ci/github.ts";
import { gitlabPipelineOf } from "../../src/ci/gitlab.ts";
import { formatGitlab } from "../../src/report/gitlab.ts";
import { bare, whoami } from "../own-apps/cases.ts";
import { inRepository, told } from "../own-apps/repository.ts";

const choices = { install: "clusterloom@1.2.3", key: false };
const fromGit = `git+https://example.com/us/clusterloom.git#${"1".repeat(40)}`;

describe("the workflow for GitHub", () => {
  const text = githubWorkflow(choices);
  const { jobs, permissions } = parse(text);
  const { steps } = jobs.clusterloom as { steps: Record<string, unknown>[] };

  it("pins every action by a commit, with its version beside it", () => {
    const uses = text.split("\n").filter((line) => line.includes("uses:"));
    expect(uses).toHaveLength(2);
    for (const line of uses) expect(line).toMatch(/uses: actions\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it("has the rights that it needs, and no secret", () => {
    expect(permissions).toEqual({});
    expect(jobs.clusterloom.permissions).toEqual({ contents: "read", "pull-requests": "write" });
    expect(text).not.toContain("secrets.");
  });

  it("puts no expression into a script, where a pull request could write code", () => {
    for (const { run } of steps) expect(String(run)).not.toContain("${{");
  });

  it("installs before the repository is there, unless that is what it installs", () => {
    const order = (one: string) =>
      parse(one).jobs.clusterloom.steps.map(
        ({ uses, name }: Record<string, string>) => uses?.split("@")[0] ?? name,
      );
    expect(order(text).indexOf("actions/checkout")).toBe(2);
    expect(
      order(githubWorkflow({ ...choices, install: "./tools/clusterloom" })).indexOf("actions/checkout"),
    ).toBe(1);
  });

  it("names the version so that Renovate finds it", () => {
    expect(text).toContain(
      '      # renovate: datasource=npm depName=clusterloom\n      CLUSTERLOOM_VERSION: "1.2.3"\n',
    );
  });

  it("names a tag of a Git repository so that Renovate finds it, too", () => {
    const url = "https://example.com/us/clusterloom.git";
    const tagged = githubWorkflow({ ...choices, install: `git+${url}#v1.2.3` });
    expect(tagged).toContain(
      `      # renovate: datasource=git-tags depName=clusterloom packageName=${url}\n      CLUSTERLOOM_VERSION: "v1.2.3"\n`,
    );
    expect(parse(tagged).jobs.clusterloom.steps[1].run).toContain(`"git+${url}#$CLUSTERLOOM_VERSION"`);
  });

  it("lets npm build what comes from Git, below a folder of its own", () => {
    const { run } = parse(githubWorkflow({ ...choices, install: fromGit })).jobs.clusterloom.steps[1];
    expect(run).toMatch(/^npm install --prefix .*\necho .*node_modules\/\.bin" >> "\$GITHUB_PATH"$/m);
    expect(run).not.toMatch(/--global|--ignore-scripts/);
  });

  it("gives the key to the steps that read secrets, when it was asked for", () => {
    const withKey = parse(githubWorkflow({ ...choices, key: true })).jobs.clusterloom.steps as {
      name?: string;
      env?: Record<string, string>;
    }[];
    const named = withKey.filter(({ env }) => env?.SOPS_AGE_KEY).map(({ name }) => name);
    expect(named).toHaveLength(3);
    expect(named).not.toContain("Install clusterloom");
    expect(named).not.toContain("Comment on the pull request");
  });
});

describe("the job for GitLab", () => {
  const { clusterloom: job } = parse(gitlabPipelineOf(choices));

  it("runs for merge requests, installs outside of the repository and reports", () => {
    expect(job.rules).toEqual([{ if: "$CI_PIPELINE_SOURCE == 'merge_request_event'" }]);
    expect(job.before_script[0]).toMatch(
      /^cd \/ && env -u SOPS_AGE_KEY .*npm install .* && cd "\$CI_PROJECT_DIR"$/,
    );
    expect(job.artifacts.reports.codequality).toBe("gl-code-quality-report.json");
    expect(job.image).toMatch(/^node:\d+\.\d+\.\d+-/);
  });

  it("has git where npm needs it, and what npm built on the path", () => {
    const { clusterloom: built } = parse(gitlabPipelineOf({ ...choices, install: fromGit }));
    expect(job.image).toMatch(/-slim$/);
    expect(built.image).not.toMatch(/slim/);
    expect(built.before_script[0]).not.toMatch(/--global|--ignore-scripts/);
    expect(built.before_script[1]).toMatch(/^export PATH=/);
  });
});

it.each([
  ["clusterloom@0.1.0", true],
  ["https://example.com/c.tgz#sha512-a+b=", true],
  ["./tools", true],
  ["$(id)", false],
  ["a b", false],
  ["a\nb", false],
  ["-g", false],
  ['a"', false],
])("%j is a word for a workflow: %s", (word, expected) => {
  expect(isPlainWord(word)).toBe(expected);
});

it("a Code Quality report tells twins apart and gives every finding a place", () => {
  const one = {
    code: "a",
    severity: "error",
    message: "m",
    at: { file: "x\\y.yaml", line: 3, column: 1 },
  } as const;
  const report = JSON.parse(
    formatGitlab([one, one, { code: "b", severity: "note", message: "n", hint: "h" }]),
  );
  expect(report.map(({ location }: { location: unknown }) => location)).toEqual([
    { path: "x/y.yaml", lines: { begin: 3 } },
    { path: "x/y.yaml", lines: { begin: 3 } },
    { path: "cluster.yaml", lines: { begin: 1 } },
  ]);
  expect(new Set(report.map(({ fingerprint }: { fingerprint: string }) => fingerprint)).size).toBe(3);
});

describe("ci", () => {
  const path = ".github/workflows/clusterloom.yaml";
  const files = { ...whoami, "cluster.yaml": `${bare}whoami_token: a-token-of-some-length\n` };
  const github = ["ci", "github", "--install", "clusterloom@1.2.3"];
  const gitlab = ["ci", "gitlab", "--install", "clusterloom@1.2.3"];

  it("writes the workflow once, and overwrites no other", () =>
    inRepository(files, async (repository) => {
      const first = await repository.run("--format", "json", ...github);
      expect([first.code, told(first)]).toEqual([0, ["ci-config-not-committed"]]);
      expect((await repository.run(...github)).err).toContain("nothing changed");
      await repository.write(path, "name: mine\n");
      const refused = await repository.run("--format", "json", ...github);
      expect([refused.code, told(refused)]).toEqual([1, [`ci-file-present ${path}:1:1`]]);
      expect(await repository.read(path)).toBe("name: mine\n");
      expect((await repository.run(...github, "--force")).code).toBe(0);
      expect(await repository.read(path)).toContain("clusterloom --format github validate");
    }));

  it("leaves a pipeline of GitLab alone, and says what it lacks", () =>
    inRepository({ ...files, ".gitlab-ci.yml": "test:\n  script: [make]\n" }, async (repository) => {
      expect((await repository.run(...gitlab)).err).toContain("include it in your .gitlab-ci.yml");
      expect(await repository.read(".gitlab-ci.yml")).toBe("test:\n  script: [make]\n");
      expect(await repository.read(".gitlab/clusterloom.yaml")).toContain("codequality");
    }));

  it("makes the pipeline where there is none, and asks nothing of one that includes it", () =>
    inRepository(files, async (repository) => {
      await repository.run(...gitlab);
      expect(parse((await repository.read(".gitlab-ci.yml")) ?? "")).toEqual({
        include: [{ local: ".gitlab/clusterloom.yaml" }],
      });
      expect((await repository.run(...gitlab)).err).toContain("nothing changed");
    }));

  it("asks where CI gets it from, and refuses to commit a password", () =>
    inRepository(files, async (repository) => {
      const asked = await repository.run("--format", "json", "ci", "github");
      expect([asked.code, told(asked)]).toEqual([3, ["ci-install-unknown"]]);
      const secret = "git+https://me:a-password@example.com/us/clusterloom.git";
      const refused = await repository.run("--format", "json", "ci", "gitlab", "--install", secret);
      expect([refused.code, told(refused)]).toEqual([3, ["ci-install-credentials"]]);
      expect(refused.out + refused.err).not.toContain("a-password");
      expect(await repository.read(path)).toBeUndefined();
    }));

  it("warns where no host would look for it", () =>
    inRepository(files, async (repository) => {
      execFileSync("git", ["init", "-q", repository.root]);
      const below = ["--root", "templates", "--config", "cluster.yaml"];
      const ran = await repository.run("--format", "json", ...below, ...gitlab);
      expect(told(ran).join()).toContain("root-not-at-top");
      expect(told(await repository.run("--format", "json", ...gitlab)).join()).not.toContain("root-not");
    }));

  it("refuses words that would be code", () =>
    inRepository(files, async (repository) => {
      const refused = await repository.run("ci", "github", "--install", "x; rm -rf /");
      expect(refused.code).toBe(3);
      expect(await repository.read(path)).toBeUndefined();
    }));
});
