import type { Io } from "../io.ts";
import type { Problem } from "../problem.ts";
import { splitCommand } from "../sops/command-line.ts";

/**
 * Opens a file in the editor that VISUAL or EDITOR names and waits until it is closed; no shell is involved.
 * Problems: an open quote, no such program, an editor that fails.
 */
export async function openEditor(path: string, { env, platform, cwd }: Io): Promise<Problem | undefined> {
  const line = env.VISUAL || env.EDITOR || (platform === "win32" ? "notepad" : "vi");
  // Backslashes are what separates folders on Windows, where they escape nothing.
  const [program, ...args] = splitCommand(platform === "win32" ? line.replaceAll("\\", "\\\\") : line) ?? [];
  if (!program) return problem("editor-invalid", "VISUAL or EDITOR has an open quote or is empty");
  const { execa } = await import("execa");
  const result = await execa(program, [...args, path], { cwd, stdio: "inherit", reject: false });
  if (!result.failed) return undefined;
  if (result.code === "ENOENT") return problem("editor-missing", "the editor is not installed");
  return problem("editor-failed", "the editor ended with an error, so nothing was changed");
}

function problem(code: string, message: string): Problem {
  const hint = "set VISUAL or EDITOR to your editor, such as `code --wait` or `nano`";
  return { code, severity: "error", message, hint };
}
