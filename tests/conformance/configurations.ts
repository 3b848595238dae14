import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fillSecrets } from "../../src/configure/fill-secrets.ts";
import { builtIn } from "../../src/platform.ts";

/** A cluster.yaml with a name for messages. */
export interface Configuration {
  readonly name: string;
  readonly text: string;
}

const folders = ["tests/goldens", "tests/conformance/platforms"];

/** The sample, its secrets made, and the cluster.yaml of every golden and of the suite's own platforms. */
export async function writtenConfigurations(): Promise<Configuration[]> {
  const sample = "cluster.sample.yaml";
  const filled = fillSecrets(sample, await readFile(sample, "utf8"), builtIn);
  const found = await Promise.all(folders.map(configurationsIn));
  return [{ name: sample, text: filled.value?.text ?? "" }, ...found.flat()];
}

async function configurationsIn(folder: string): Promise<Configuration[]> {
  const names = await readdir(folder).catch(() => []);
  const paths = names.sort().map((name) => join(folder, name, "cluster.yaml"));
  const found = await Promise.all(paths.map(readConfiguration));
  return found.flat();
}

async function readConfiguration(name: string): Promise<Configuration[]> {
  return readFile(name, "utf8").then(
    (text) => [{ name, text }],
    () => [],
  );
}
