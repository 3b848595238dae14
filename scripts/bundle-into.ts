import { chmod, mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { type BuildOptions, build } from "esbuild";

/**
 * Bundles the command line into cli.cjs, so that a run reads one file and no node_modules, and its entry into
 * clusterloom.js: compiling the whole takes longer than Node itself takes to start, and a version or a
 * completion needs none of it.
 */
export async function bundleInto(folder: string): Promise<void> {
  const { version } = JSON.parse(await readFile("package.json", "utf8"));
  const shared: BuildOptions = {
    bundle: true,
    platform: "node",
    target: "node20",
    minify: true,
    legalComments: "eof",
    loader: { ".yaml": "text" },
    define: { CLUSTERLOOM_VERSION: JSON.stringify(version) },
    logLevel: "warning",
  };
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder);
  await Promise.all([
    build({
      ...shared,
      entryPoints: ["src/main.ts"],
      outfile: join(folder, "clusterloom.js"),
      format: "esm",
      banner: { js: "#!/usr/bin/env node" },
    }),
    // CommonJS asks for a built-in module where it is used, not before the first line runs.
    build({
      ...shared,
      entryPoints: ["src/command-line.ts"],
      outfile: join(folder, "cli.cjs"),
      format: "cjs",
    }),
  ]);
  await chmod(join(folder, "clusterloom.js"), 0o755);
}
