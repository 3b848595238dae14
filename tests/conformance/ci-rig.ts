import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { execa } from "execa";
import { type CommentHost, commentHost } from "./ci-comments.ts";
import { type Job, type JobResult, runGithub, runGitlab } from "./ci-runner.ts";
import type { Later } from "./cleanup.ts";
import { type GitWork, gitWork } from "./git-work.ts";

export type Provider = "github" | "gitlab";

/** A user's repository, encrypted and pushed, with the workflow in it, and what a runner of its host has. */
export interface CiRig {
  readonly provider: Provider;
  readonly git: GitWork;
  readonly ageKey: string;
  /** Runs the command line as the user at home, with the key. */
  clusterloom(...args: string[]): Promise<string>;
  edit(path: string, change: (text: string) => string): Promise<void>;
  /** Commits everything and runs the workflow on it. */
  pullRequest(host: CommentHost, more?: Partial<Job>): Promise<JobResult>;
  host(): Promise<CommentHost>;
}

const program = resolve("dist/clusterloom.js");
const workflows = { github: ".github/workflows/clusterloom.yaml", gitlab: ".gitlab/clusterloom.yaml" };

/** Acts as a user until the repository has its workflow; `more` are options of `clusterloom ci`. */
export async function ciRig(
  provider: Provider,
  install: string,
  later: Later,
  ...more: string[]
): Promise<CiRig> {
  const folder = await scratch(later);
  const git = await gitWork(folder, "home.git");
  const clusterloom = async (...args: string[]) => {
    const env = { XDG_CONFIG_HOME: folder, SOPS_AGE_KEY_FILE: join(folder, "age.key") };
    return (await execa(process.execPath, [program, ...args], { cwd: git.folder, env })).stdout;
  };
  await writeFile(join(folder, "age.key"), await makeRepository(git.folder));
  await clusterloom("configure");
  await clusterloom("secrets", "encrypt");
  await rm(join(git.folder, "age.key"));
  await clusterloom("ci", provider, "--install", install, ...more);
  const path = await runnerPath(folder, install);
  const runner = { npm_config_prefix: join(folder, "global"), XDG_CONFIG_HOME: folder, PATH: path };
  return {
    ...{ provider, git, clusterloom, ageKey: await readFile(join(folder, "age.key"), "utf8") },
    host: () => commentHost(later),
    edit: async (file, change) => {
      const at = join(git.folder, file);
      await writeFile(at, change(await readFile(at, "utf8")));
    },
    pullRequest: async (host, given) => {
      const commit = (await git.commit("change")).split(":").at(-1) ?? "";
      const workflow = await readFile(join(git.folder, workflows[provider]), "utf8");
      const job: Job = {
        ...{ repository: join(folder, "home.git"), commit, temp: await mkdtemp(join(folder, "job-")), host },
        ...{ env: { ...ownEnv(), ...runner }, secrets: {}, isFork: false },
        ...given,
      };
      return provider === "github" ? runGithub(workflow, job) : runGitlab(workflow, job);
    },
  };
}

async function scratch(later: Later): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "clusterloom-ci-"));
  later(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Gives the private key. */
async function makeRepository(root: string): Promise<string> {
  await execa(process.execPath, [program, "init", "--yes"], { cwd: root });
  return readFile(join(root, "age.key"), "utf8");
}

/** The machine's environment, with what npm and Git need to reach their servers, but with no keys and no CI of ours. */
function ownEnv(): Record<string, string> {
  const kept = /^npm_config_(registry|cache)$/;
  const ours = /^(SOPS_|CLUSTERLOOM_|GITHUB_|CI$|CI_|npm_|INIT_CWD$|NO_COLOR$|FORCE_COLOR$)/i;
  const entries = Object.entries(process.env).filter(([name]) => kept.test(name) || !ours.test(name));
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== undefined));
}

/** Where a runner finds programs; what npm installs there comes first. */
async function runnerPath(folder: string, install: string): Promise<string> {
  const usual = [join(folder, "global", "bin"), dirname(process.execPath), process.env.PATH];
  if (install !== installed) return usual.join(delimiter);
  const bin = join(folder, "bin");
  await mkdir(bin);
  const run = `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`;
  await writeFile(join(bin, "clusterloom"), run, { mode: 0o755 });
  await writeFile(join(bin, "npm"), "#!/bin/sh\nexit 0\n", { mode: 0o755 });
  return [bin, ...usual].join(delimiter);
}

/** With this npm is not asked: the runner has the program that was built, as after the step that installs it. */
export const installed = "clusterloom@1.2.3";

/** Packs this package as a registry would have it; gives the path. */
export async function packed(later: Later): Promise<string> {
  const folder = await scratch(later);
  const options = ["--ignore-scripts", "--json", "--pack-destination", folder];
  const { stdout } = await execa("npm", ["pack", ...options]);
  const [{ filename = "" } = {}] = JSON.parse(stdout) as { filename?: string }[];
  return join(folder, filename);
}

/** The files of this repository as they are, behind a URL that npm installs from. Its own .git is not asked. */
export async function gitUrl(later: Later): Promise<string> {
  const folder = await scratch(later);
  const bare = join(folder, "clusterloom.git");
  const env = {
    ...{ GIT_AUTHOR_NAME: "test", GIT_AUTHOR_EMAIL: "test@example.com" },
    ...{ GIT_COMMITTER_NAME: "test", GIT_COMMITTER_EMAIL: "test@example.com" },
  };
  const git = (...args: string[]) => execa("git", [`--git-dir=${bare}`, ...args], { env });
  await git("init", "-q", "--bare", "--initial-branch=ci");
  await git("--work-tree=.", "add", "--all");
  await git("--work-tree=.", "commit", "-q", "-m", "as it is");
  const { stdout: commit } = await git("rev-parse", "HEAD");
  return `git+file://${bare}#${commit}`;
}
