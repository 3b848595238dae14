import type { RunGit } from "../doctor/git.ts";

/** Runs git in a folder, without a shell; a monitor that the repository's configuration names is not started. */
export function gitIn(root: string, timeout?: number): RunGit {
  return async (args) => {
    const { execa } = await import("execa");
    const options = {
      cwd: root,
      reject: false,
      stdin: "ignore",
      env: { GIT_OPTIONAL_LOCKS: "0", GIT_TERMINAL_PROMPT: "0" },
      stripFinalNewline: false,
      ...(timeout !== undefined && { timeout }),
    } as const;
    const { failed, stdout, code } = await execa("git", ["-c", "core.fsmonitor=false", ...args], options);
    return code === "ENOENT" ? undefined : { failed, stdout: String(stdout ?? "") };
  };
}
