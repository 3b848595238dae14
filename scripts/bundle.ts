import { chmod, mkdir, readFile, rm } from "node:fs/promises";
import { type BuildOptions, build } from "esbuild";

/**
 * Bundles the command line into dist/cli.cjs, so that a run reads one file and no node_modules, and its entry
 * into dist/clusterloom.js: compiling the whole takes longer than Node itself takes to start, and a version or a
 * completion needs none of it.
 */
async function bundle(): Promise<void> {
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
  await rm("dist", { recursive: true, force: true });
  await mkdir("dist");
  await Promise.all([
    build({
      ...shared,
      entryPoints: ["src/main.ts"],
      outfile: "dist/clusterloom.js",
      format: "esm",
      banner: { js: "#!/usr/bin/env node" },
    }),
    // CommonJS asks for a built-in module where it is used, not before the first line runs.
    build({ ...shared, entryPoints: ["src/command-line.ts"], outfile: "dist/cli.cjs", format: "cjs" }),
  ]);
  await chmod("dist/clusterloom.js", 0o755);
}

await bundle();
