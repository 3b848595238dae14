import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fillSecrets } from "../../src/configure/fill-secrets.ts";
import { builtIn } from "../../src/platform.ts";

/** A cluster.yaml with a name for messages. */
export interface Configuration {
  readonly name: string;
  readonly text: string;
}

const goldens = "tests/goldens";

/** The sample, its secrets made, and the cluster.yaml of every golden. */
export async function writtenConfigurations(): Promise<Configuration[]> {
  const sample = "cluster.sample.yaml";
  const filled = fillSecrets(sample, await readFile(sample, "utf8"), builtIn);
  const folders = await readdir(goldens).catch(() => []);
  const found = await Promise.all(folders.sort().map(goldenConfiguration));
  return [{ name: sample, text: filled.value?.text ?? "" }, ...found.flat()];
}

async function goldenConfiguration(name: string): Promise<Configuration[]> {
  return readFile(join(goldens, name, "cluster.yaml"), "utf8").then(
    (text) => [{ name, text }],
    () => [],
  );
}
