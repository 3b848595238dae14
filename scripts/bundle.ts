import { chmod, readFile } from "node:fs/promises";
import { build } from "esbuild";

/** Bundles the command line into one file, so that starting it reads one file and no node_modules. */
export async function bundle(outfile = "dist/clusterloom.js"): Promise<void> {
  const { version } = JSON.parse(await readFile("package.json", "utf8"));
  await build({
    entryPoints: ["src/main.ts"],
    outfile,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "esm",
    minify: true,
    keepNames: false,
    legalComments: "eof",
    loader: { ".yaml": "text" },
    define: { CLUSTERLOOM_VERSION: JSON.stringify(version) },
    banner: {
      js: [
        "#!/usr/bin/env node",
        `import { createRequire as __createRequire } from "node:module";`,
        "const require = __createRequire(import.meta.url);",
      ].join("\n"),
    },
    logLevel: "warning",
  });
  await chmod(outfile, 0o755);
}

await bundle();
