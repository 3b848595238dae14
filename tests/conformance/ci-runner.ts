import { mkdir, readFile, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { execa } from "execa";
import { parse } from "yaml";
import { type CommentHost, token } from "./ci-comments.ts";

/** A pull request for which a CI runs. */
export interface Job {
  /** The bare repository and the commit that is checked out. */
  readonly repository: string;
  readonly commit: string;
  /** An empty folder for this run. */
  readonly temp: string;
  readonly host: CommentHost;
  /** What is on the machine before the job, beside the usual. */
  readonly env: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
  readonly isFork: boolean;
}

/** What became of a job. */
export interface JobResult {
  readonly isWell: boolean;
  /** Outcome of each step of GitHub by its name; of GitLab's script, `script` alone. */
  readonly outcomes: Readonly<Record<string, string>>;
  readonly output: string;
  readonly workspace: string;
  readonly summary: string;
}

interface Step {
  readonly name?: string;
  readonly id?: string;
  readonly uses?: string;
  readonly if?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

interface Told {
  readonly outcome: string;
  readonly outputs: Readonly<Record<string, string>>;
}

/** Runs the steps of a workflow in order, as GitHub's runner does on a machine where Node.js is. */
export async function runGithub(workflow: string, job: Job): Promise<JobResult> {
  const { env: jobEnv = {}, steps } = parse(workflow).jobs.clusterloom as {
    env?: Record<string, string>;
    steps: Step[];
  };
  const workspace = join(job.temp, "workspace");
  await mkdir(workspace);
  const files = { output: "output", summary: "summary.md", path: "path" };
  const at = (name: keyof typeof files) => join(job.temp, files[name]);
  await Promise.all(Object.keys(files).map((name) => writeFile(at(name as keyof typeof files), "")));
  const told: Record<string, Told> = {};
  const outcomes: Record<string, string> = {};
  let hasFailed = false;
  let output = "";
  for (const step of steps) {
    const scope = { steps: told, failed: hasFailed, github: event(job), secrets: job.secrets };
    const name = step.name ?? step.uses?.split("@")[0] ?? "";
    const isWanted = applies(step.if ?? "success()", scope);
    let outcome = isWanted ? "success" : "skipped";
    if (isWanted && step.uses?.startsWith("actions/checkout@")) await checkOut(job, workspace);
    if (isWanted && step.run !== undefined) {
      const own = Object.entries(step.env ?? {}).map(([key, value]) => [key, filled(value, scope)]);
      const added = (await readFile(at("path"), "utf8")).trim().split("\n").reverse().filter(Boolean);
      const ran = await bash(["-e"], step.run, workspace, {
        ...job.env,
        ...{ CI: "true", GITHUB_ACTIONS: "true", GITHUB_REPOSITORY: "me/home", GITHUB_API_URL: job.host.url },
        ...{ GITHUB_OUTPUT: at("output"), GITHUB_STEP_SUMMARY: at("summary"), GITHUB_PATH: at("path") },
        ...{ GITHUB_WORKSPACE: workspace, RUNNER_TEMP: job.temp },
        ...jobEnv,
        ...Object.fromEntries(own),
        PATH: [...added, job.env.PATH].join(delimiter),
      });
      output += `${ran.all}\n`;
      outcome = ran.exitCode === 0 ? "success" : "failure";
    }
    hasFailed ||= outcome === "failure";
    outcomes[name] = outcome;
    if (step.id) told[step.id] = { outcome, outputs: outputsIn(await readFile(at("output"), "utf8")) };
  }
  const summary = await readFile(at("summary"), "utf8");
  return { isWell: !hasFailed, outcomes, output, workspace, summary };
}

function event({ isFork }: Job): object {
  const head = { repo: { full_name: isFork ? "other/home" : "me/home" } };
  return {
    repository: "me/home",
    event_name: "pull_request",
    event: { pull_request: { number: 5, head } },
    token,
  };
}

interface Scope {
  readonly steps: Readonly<Record<string, Told>>;
  readonly failed: boolean;
  readonly github: object;
  readonly secrets: Readonly<Record<string, string>>;
}

/** Expressions of GitHub as far as ours go: they read the same in JavaScript. */
function value(expression: string, { steps, failed, github, secrets }: Scope): unknown {
  const read = new Function("steps", "github", "secrets", "cancelled", "success", `return (${expression})`);
  const known = new Proxy(steps, { get: (all, id: string) => all[id] ?? { outputs: {} } });
  return read(
    known,
    github,
    secrets,
    () => false,
    () => !failed,
  );
}

/** A condition that says nothing of the steps before it holds only where they went well. */
function applies(condition: string, scope: Scope): boolean {
  const expression = /^\$\{\{(.*)\}\}$/.exec(condition.trim())?.[1] ?? condition;
  const asks = /\b(success|failure|always|cancelled)\(\)/.test(expression);
  return Boolean(value(asks ? expression : `success() && (${expression})`, scope));
}

function filled(text: string, scope: Scope): string {
  return text.replaceAll(/\$\{\{(.*?)\}\}/g, (_whole, inner: string) => String(value(inner, scope) ?? ""));
}

function outputsIn(text: string): Record<string, string> {
  const lines = text.split("\n").filter((line) => line.includes("="));
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
  );
}

/** Runs GitLab's job: both scripts in one shell, which ends at the first failure. */
export async function runGitlab(pipeline: string, job: Job): Promise<JobResult> {
  const { clusterloom } = parse(pipeline) as {
    clusterloom: { variables: Record<string, string>; before_script: string[]; script: string[] };
  };
  const workspace = join(job.temp, "workspace");
  await checkOut(job, workspace);
  const { before_script: before, script, variables } = clusterloom;
  const ran = await bash(["-eo", "pipefail"], [...before, ...script].join("\n"), workspace, {
    ...job.env,
    ...{ CI: "true", GITLAB_CI: "true", CI_PROJECT_DIR: workspace, CI_API_V4_URL: job.host.url },
    ...{ CI_PROJECT_ID: "3", CI_MERGE_REQUEST_IID: "5" },
    ...(job.isFork ? {} : { CLUSTERLOOM_GITLAB_TOKEN: token }),
    ...variables,
    ...(job.isFork ? {} : job.secrets),
  });
  const isWell = ran.exitCode === 0;
  return {
    ...{ isWell, output: ran.all, workspace, summary: "" },
    outcomes: { script: isWell ? "success" : "failure" },
  };
}

async function checkOut({ repository, commit }: Job, workspace: string): Promise<void> {
  await execa("git", ["clone", "-q", "--no-checkout", repository, workspace]);
  await execa("git", ["checkout", "-q", "--detach", commit], { cwd: workspace });
}

async function bash(
  options: readonly string[],
  script: string,
  cwd: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<{ exitCode: number; all: string }> {
  const set = Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const { exitCode = -1, all } = await execa("bash", ["--noprofile", "--norc", ...options, "-c", script], {
    ...{ cwd, env: Object.fromEntries(set), extendEnv: false },
    ...{ reject: false, all: true, stdin: "ignore" },
  });
  return { exitCode, all: all ?? "" };
}
