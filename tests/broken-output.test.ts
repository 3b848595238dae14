import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, existsSync, openSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "broken-output-"));
  const entryPoints = [fileURLToPath(new URL("../src/broken-output.ts", import.meta.url))];
  await build({
    entryPoints,
    outfile: join(folder, "ours.mjs"),
    bundle: true,
    format: "esm",
    platform: "node",
  });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A process with our handlers that writes to stdout until long after its reader is gone. */
const script = () => `
  import { surviveBrokenOutput } from ${JSON.stringify(pathToFileURL(join(folder, "ours.mjs")).href)};
  surviveBrokenOutput(process);
  for (let line = 0; line < 20; line++) {
    process.stdout.write("x".repeat(9_000) + "\\n");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  process.exitCode = Number(process.env.CODE);`;

async function run(stdout: "pipe" | number, code: number): Promise<{ code: unknown; stderr: string }> {
  const args = ["--input-type=module", "-e", script()];
  const env = { ...process.env, CODE: String(code) };
  const child = spawn(process.execPath, args, { stdio: ["ignore", stdout, "pipe"], env });
  let stderr = "";
  child.stderr?.on("data", (chunk) => {
    stderr += chunk;
  });
  child.stdout?.once("data", () => child.stdout?.destroy());
  const [exitCode] = await once(child, "close");
  return { code: exitCode, stderr };
}

test.each([0, 2])("a reader that goes away changes nothing of exit code %i", async (code) => {
  expect(await run("pipe", code)).toEqual({ code, stderr: "" });
});

test.runIf(existsSync("/dev/full"))(
  "output that cannot be written is a failure, said in one line",
  async () => {
    const full = openSync("/dev/full", "w");
    const ran = await run(full, 0);
    closeSync(full);
    expect(ran).toEqual({ code: 1, stderr: "clusterloom: the output cannot be written (ENOSPC)\n" });
  },
);
