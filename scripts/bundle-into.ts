import { chmod, mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { type BuildOptions, build, type Plugin } from "esbuild";

/** What asks a cluster is a file of its own: no other command reads it. */
const kubernetesApart: Plugin = {
  name: "kubernetes-apart",
  setup: (bundling) => {
    bundling.onResolve({ filter: /\/kubernetes\/kubeconfig\.ts$/ }, () => ({
      path: "./kubernetes.cjs",
      external: true,
    }));
  },
};

/** The reader of kubeconfigs names every type of the Kubernetes API, megabytes, and uses two small files of them. */
const withoutModels: Plugin = {
  name: "without-models",
  setup: (bundling) => {
    bundling.onResolve({ filter: /^\.\/gen\/index\.js$/ }, ({ resolveDir }) => ({
      path: join(resolveDir, "gen"),
      namespace: "without-models",
    }));
    bundling.onLoad({ filter: /.*/, namespace: "without-models" }, ({ path }) => ({
      contents: ["configuration", "servers"].map((name) => `export * from "./${name}.js";`).join("\n"),
      resolveDir: path,
    }));
  },
};

/** Its own fetch needs a module that newer versions of Node warn of; ours asks by node:https alone. */
const withoutNodeFetch: Plugin = {
  name: "without-node-fetch",
  setup: (bundling) => {
    bundling.onResolve({ filter: /^node-fetch$/ }, ({ path }) => ({ path, namespace: "without-node-fetch" }));
    bundling.onLoad({ filter: /.*/, namespace: "without-node-fetch" }, () => ({
      contents: "export const { Headers } = globalThis; export default globalThis.fetch;",
    }));
  },
};

/**
 * Bundles the command line into cli.cjs, so that a run reads one file and no node_modules, and its entry into
 * clusterloom.js: compiling the whole takes longer than Node itself takes to start, and a version or a
 * completion needs none of it. What asks a cluster is in kubernetes.cjs.
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
      plugins: [kubernetesApart],
    }),
    build({
      ...shared,
      entryPoints: ["src/kubernetes/kubeconfig.ts"],
      outfile: join(folder, "kubernetes.cjs"),
      format: "cjs",
      plugins: [withoutModels, withoutNodeFetch],
    }),
  ]);
  await chmod(join(folder, "clusterloom.js"), 0o755);
}
