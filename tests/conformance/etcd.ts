import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import type { Context } from "./context.ts";
import { exists } from "./exists.ts";

/**
 * Path of etcd: the one on PATH, or Debian's, unpacked into the cache so that no system service starts.
 * Throws an error that says why when there is none.
 */
export async function etcdBinary(context: Context): Promise<string> {
  const { failed } = await execa("etcd", ["--version"], { reject: false, stdin: "ignore" });
  if (!failed) return "etcd";
  const folder = join(context.cache, "etcd");
  const path = join(folder, "usr", "bin", "etcd");
  if (!(await exists(path))) await unpack(context, folder);
  return path;
}

async function unpack(context: Context, folder: string): Promise<void> {
  context.log("fetching etcd-server");
  const unfinished = `${folder}.${process.pid}`;
  await mkdir(unfinished, { recursive: true });
  const download = () => execa("apt-get", ["download", "etcd-server"], { cwd: unfinished, stdin: "ignore" });
  // A fresh machine has no package lists yet.
  await download().catch(() => execa("apt-get", ["update"], { stdin: "ignore" }).then(download));
  const archive = (await readdir(unfinished)).find((name) => name.endsWith(".deb")) ?? "";
  await execa("dpkg-deb", ["-x", archive, "."], { cwd: unfinished, stdin: "ignore" });
  await rm(folder, { recursive: true, force: true });
  await rename(unfinished, folder);
}
