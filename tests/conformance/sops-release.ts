import { access, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import type { Context } from "./context.ts";

const MODULE = "github.com/getsops/sops/v3/cmd/sops";

/** The path of a release of sops, built once into the cache; the reason when that is not possible. */
export async function sopsBinary(version: string, ctx: Context): Promise<string | { reason: string }> {
  const folder = join(ctx.cache, `sops-${version}`);
  const binary = join(folder, process.platform === "win32" ? "sops.exe" : "sops");
  if (await exists(binary)) return binary;
  ctx.log(`building sops ${version}, which takes about a minute`);
  await mkdir(folder, { recursive: true });
  const env = { GOBIN: folder, CGO_ENABLED: "0" };
  const { failed, shortMessage } = await execa("go", ["install", `${MODULE}@v${version}`], {
    env,
    reject: false,
  });
  return failed ? { reason: `sops ${version} cannot be built: ${shortMessage}` } : binary;
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
