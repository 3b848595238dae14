import { access, readdir } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { execa } from "execa";
import type { Context } from "./context.ts";

/** A program that comes in a package of Debian. */
export interface DebianTool {
  readonly program: string;
  readonly package: string;
  /** A folder outside of PATH with one folder for each version, as Debian keeps PostgreSQL. */
  readonly versions?: { readonly folder: string; readonly below: string };
}

/** Path of a program; its package is installed when it is missing and we are root. Throws with the reason. */
export async function debianTool(context: Context, tool: DebianTool): Promise<string> {
  const found = await find(tool);
  if (found) return found;
  if (process.getuid?.() !== 0) throw new Error(`${tool.program} is missing, and only root can install it`);
  context.log(`installing ${tool.package}`);
  await install(tool.package);
  const installed = await find(tool);
  if (!installed) throw new Error(`the package ${tool.package} has no ${tool.program}`);
  return installed;
}

async function find({ program, versions }: DebianTool): Promise<string | undefined> {
  const folders = (process.env.PATH ?? "").split(delimiter);
  if (versions) {
    const names = await readdir(versions.folder).catch(() => []);
    names.sort((a, b) => b.localeCompare(a, "en", { numeric: true }));
    folders.unshift(...names.map((name) => join(versions.folder, name, versions.below)));
  }
  for (const path of folders.map((folder) => join(folder, program))) if (await exists(path)) return path;
  return undefined;
}

/** Other parts install at the same time, and the package lists may be missing: hence the patience. */
async function install(name: string): Promise<void> {
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  const options = { env, reject: false, stdin: "ignore" } as const;
  const args = ["-y", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=300", "install", name];
  let reason = "";
  for (let attempt = 0; attempt < 5; attempt++) {
    const { failed, stderr } = await execa("apt-get", args, options);
    if (!failed) return;
    reason = stderr.trim().split("\n").at(-1) ?? "";
    await execa("apt-get", ["update"], options);
    await new Promise((resolve) => setTimeout(resolve, 2000));
  }
  throw new Error(`the package ${name} cannot be installed: ${reason}`);
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
