import { readIdentities } from "../../src/sops/identity.ts";
import { openSealed } from "../../src/sops/open.ts";
import { copies } from "../line/configured.ts";
import { OWNER, type TestKey } from "../line/identity.ts";
import { clusterYaml, started } from "../line/platform.ts";
import type { Repository } from "../line/repository.ts";
import type { Texts } from "../line/texts.ts";

const sealed = copies(() => sealedWith(clusterYaml(), {}));

/** A repository whose cluster.yaml has been encrypted; of that of the platform all are copies. */
export function sealedRepository(cluster?: string, more?: Texts): Promise<Repository> {
  return cluster === undefined && more === undefined
    ? sealed()
    : sealedWith(cluster ?? clusterYaml(), more ?? {});
}

async function sealedWith(cluster: string, more: Texts): Promise<Repository> {
  const repo = await started(cluster, more);
  const { exitCode, stderr } = await repo.run(["secrets", "encrypt"]);
  if (exitCode !== 0) throw new Error(stderr);
  return repo;
}

/** The plaintext of an encrypted cluster.yaml, as one who holds the key reads it; fails where its MAC does not match. */
export async function plaintextOf(repo: Repository, reader: TestKey = OWNER): Promise<string> {
  const identities = readIdentities(reader.identity, { name: "test" }).value ?? [];
  const { value, problems } = await openSealed(await repo.read("cluster.yaml"), "cluster.yaml", identities);
  if (!value) throw new Error(problems.map(({ code }) => code).join(", "));
  return value.plaintext;
}

/** Puts a line in place of the setting of that name, or in front of the `sops` block where there is none. */
export async function typeIn(repo: Repository, name: string, value: string): Promise<void> {
  const text = await repo.read("cluster.yaml");
  const line = `${name}: ${value}\n`;
  const present = new RegExp(`^${name}:.*\n`, "m");
  const next = present.test(text) ? text.replace(present, line) : text.replace(/^sops:/m, `${line}sops:`);
  await repo.put({ "cluster.yaml": next });
}

/** The keys of the lines in which the second text differs from the first, line by line. */
export function changedKeys(before: string, after: string): string[] {
  const old = before.split("\n");
  const lines = after.split("\n").filter((line, index) => line !== old[index]);
  return lines.map((line) => /^\s*([^:]+):/.exec(line)?.[1] ?? line);
}
