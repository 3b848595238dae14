import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import type { Context, Row } from "./context.ts";
import { goTool } from "./go-tool.ts";

export const name = "kustomize";

const version = "v5.8.2";
const goldens = "tests/goldens";

/** Builds every folder of every golden tree that holds a kustomization.yaml. */
export async function run(context: Context): Promise<readonly Row[]> {
  const kustomize = await goTool(context, "sigs.k8s.io/kustomize/kustomize/v5", version);
  const folders = await kustomizationFolders();
  const failures: string[] = [];
  for (const folder of folders) {
    const { exitCode, stdout, stderr } = await execa(kustomize, ["build", folder], {
      reject: false,
      stdin: "ignore",
    });
    if (exitCode !== 0) failures.push(`${folder}: ${stderr.split("\n")[0]}`);
    else if (stdout.trim() === "") failures.push(`${folder}: builds to nothing`);
  }
  if (folders.length === 0) failures.push(`no kustomization.yaml below ${goldens}`);
  const cases = Math.max(folders.length, 1);
  return [
    { counterpart: "kustomize", version, cases, passed: cases - failures.length, skipped: 0, failures },
  ];
}

async function kustomizationFolders(): Promise<string[]> {
  const entries = await readdir(goldens, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && entry.name === "kustomization.yaml");
  return files.map((entry) => join(entry.parentPath)).sort();
}
