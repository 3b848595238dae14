import { devNull } from "node:os";
import { join } from "node:path";
import { execa } from "execa";

/** A working tree, and a bare repository beside it that it is pushed to. */
export interface GitWork {
  readonly folder: string;
  /** Commits everything and pushes it; gives the revision as Flux writes it. */
  commit(message: string): Promise<string>;
}

const branch = "main";
const env = {
  GIT_CONFIG_GLOBAL: devNull,
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_AUTHOR_NAME: "test",
  GIT_AUTHOR_EMAIL: "test@example.com",
  GIT_COMMITTER_NAME: "test",
  GIT_COMMITTER_EMAIL: "test@example.com",
};

/** Makes `<parent>/work` and `<parent>/<bare>`. */
export async function gitWork(parent: string, bare: string): Promise<GitWork> {
  const folder = join(parent, "work");
  const options = { env, stdin: "ignore" } as const;
  await execa("git", ["init", "-q", "--bare", `--initial-branch=${branch}`, join(parent, bare)], options);
  await execa("git", ["init", "-q", `--initial-branch=${branch}`, folder], options);
  const git = (...args: string[]) => execa("git", args, { ...options, cwd: folder });
  return {
    folder,
    commit: async (message) => {
      await git("add", "--all");
      await git("commit", "-q", "--allow-empty", "-m", message);
      await git("push", "-q", join("..", bare), branch);
      const { stdout } = await git("rev-parse", "HEAD");
      return `${branch}@sha1:${stdout}`;
    },
  };
}
