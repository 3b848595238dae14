import { join } from "node:path";
import { execa } from "execa";
import type { Context } from "./context.ts";
import { exists } from "./exists.ts";

const executable = process.platform === "win32" ? ".exe" : "";

/**
 * Path of a tool built from a Go module, from the cache or built now; `cgo` for one that has parts in C. Throws an
 * error that says why when Go is missing or the build fails.
 */
export async function goTool(
  context: Pick<Context, "cache" | "log">,
  module: string,
  version: string,
  cgo = false,
): Promise<string> {
  const name =
    module
      .split("/")
      .filter((part) => !/^v\d+$/.test(part))
      .at(-1) ?? module;
  const folder = join(context.cache, "go", `${name}-${version}`);
  const path = join(folder, name + executable);
  if (await exists(path)) return path;
  context.log(`building ${name} ${version}`);
  await execa("go", ["install", `${module}@${version}`], {
    env: { GOBIN: folder, CGO_ENABLED: cgo ? "1" : "0", GOFLAGS: "-mod=mod" },
    stdin: "ignore",
  });
  return path;
}
