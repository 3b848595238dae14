import { createHash } from "node:crypto";
import { access, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import type { Context } from "./context.ts";

/** A virtual environment: what its folder is called, its pins, and the versions of Python that it works with. */
export interface PythonTool {
  readonly name: string;
  readonly requirements: string;
  readonly versions: readonly string[];
}

/** LiteLLM and what it needs. */
const litellm: PythonTool = {
  name: "python",
  requirements: "tests/conformance/python/requirements.txt",
  versions: ["3.12", "3.13"],
};

/**
 * Folder of the programs of a virtual environment that holds exactly the pinned packages, made once for each
 * state of the pins. Throws with the reason when there is no fitting Python or the packages cannot be had.
 */
export function pythonPrograms(context: Context, tool: PythonTool = litellm): Promise<string> {
  return context.once(`python ${tool.name}`, () => madeEnvironment(context, tool));
}

async function madeEnvironment(
  context: Context,
  { name, requirements, versions }: PythonTool,
): Promise<string> {
  const pins = await readFile(requirements);
  const hash = createHash("sha256").update(pins).digest("hex").slice(0, 12);
  const folder = join(context.cache, `${name}-${hash}`);
  const programs = join(folder, "bin");
  const done = join(folder, "complete");
  if (await exists(done)) return programs;
  const python = await findPython(versions);
  context.log("installing the pinned Python packages, which takes a minute or two");
  await rm(folder, { recursive: true, force: true });
  await mkdir(context.cache, { recursive: true });
  await mustRun(python, ["-m", "venv", folder]);
  // Two of LiteLLM's own pins cannot be had, so every package is pinned here and none is resolved.
  await mustRun(join(programs, "python"), [
    "-m",
    "pip",
    "install",
    "--quiet",
    "--no-deps",
    "-r",
    requirements,
  ]);
  await writeFile(done, "");
  return programs;
}

async function findPython(versions: readonly string[]): Promise<string> {
  for (const candidate of await candidates(versions)) {
    const code = "import sys; print('%d.%d' % sys.version_info[:2])";
    const { failed, stdout } = await execa(candidate, ["-c", code], { reject: false, stdin: "ignore" });
    if (!failed && versions.includes(stdout.trim())) return candidate;
  }
  throw new Error(`there is no Python ${versions.join(" or ")}`);
}

/** Those on PATH, and those that pyenv keeps without putting them there. */
async function candidates(versions: readonly string[]): Promise<string[]> {
  const folder = join(homedir(), ".pyenv", "versions");
  const kept = (await readdir(folder).catch(() => [])).filter((name) =>
    versions.some((version) => name.startsWith(`${version}.`)),
  );
  const named = versions.map((version) => `python${version}`);
  return [...named, ...kept.sort().map((name) => join(folder, name, "bin", "python3")), "python3"];
}

async function mustRun(program: string, args: readonly string[]): Promise<void> {
  const { failed, stderr, shortMessage } = await execa(program, [...args], {
    reject: false,
    stdin: "ignore",
  });
  if (failed) throw new Error(stderr.trim().split("\n").at(-1) || shortMessage || `${program} failed`);
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
