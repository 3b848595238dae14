import { readFile } from "node:fs/promises";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [
    {
      // The command line is bundled with the sample as text; tests import it the same way.
      name: "yaml-as-text",
      enforce: "pre",
      async load(id) {
        return id.endsWith(".yaml")
          ? `export default ${JSON.stringify(await readFile(id, "utf8"))};`
          : undefined;
      },
    },
  ],
  // Imports of CommonJS as Node makes them, since that is what runs.
  test: {
    include: ["tests/**/*.test.ts"],
    setupFiles: ["tests/repeatable.ts"],
    deps: { interopDefault: false },
    // A busy machine takes its time; how long things may take is measured by the bench.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // No module keeps state, so files may share a worker: a third less time for loading the same modules.
    isolate: false,
    // Half of the default on two cores is one; many tests wait for the disk.
    maxWorkers: "100%",
  },
});
