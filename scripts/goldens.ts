import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { OWNER } from "../tests/line/identity.ts";
import { keptOf } from "../tests/line/kept.ts";
import { sopsYaml } from "../tests/line/platform.ts";
import { runIn } from "../tests/line/run.ts";
import { put, replaceTree, treeOf } from "../tests/line/texts.ts";

const FOLDER = "tests/goldens";
const LOCK = "clusterloom.lock.json";

/**
 * Writes the golden trees anew, in place: what did not change keeps its ciphertext, so that the difference shows
 * what a user's repository would see. A golden without a lock file starts afresh.
 */
async function goldens(): Promise<void> {
  const names = (await readdir(FOLDER)).filter((name) => name !== "neighbours");
  for (const name of names) await golden(join(FOLDER, name), { ".sops.yaml": sopsYaml(OWNER) });
  const before = await treeOf(join(FOLDER, "neighbours", "before"));
  await golden(join(FOLDER, "neighbours", "after"), before);
}

async function golden(folder: string, start: Readonly<Record<string, string>>): Promise<void> {
  if ((await treeOf(folder))[LOCK] === undefined) await put(folder, start);
  const env = { SOPS_AGE_KEY: OWNER.identity };
  const { exitCode, stderr } = await runIn(folder, ["configure", "--force"], { env });
  process.stderr.write(`${folder}\n${stderr}`);
  if (exitCode !== 0) throw new Error(`${folder} could not be configured`);
  await replaceTree(folder, keptOf(await treeOf(folder)));
}

await goldens();
