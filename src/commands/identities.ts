import { readFile } from "node:fs/promises";
import type { Io } from "../io.ts";
import type { Outcome } from "../problem.ts";
import type { Identity } from "../sops/identity.ts";
import type { Globals } from "./command.ts";

/** The age keys of this machine and of the repository; see findIdentities for where they are looked for. */
export async function identitiesOf({ root }: Globals, io: Io): Promise<Outcome<readonly Identity[]>> {
  const { findIdentities } = await import("../sops/find-identities.ts");
  const { env, platform, home = "" } = io;
  return findIdentities({ env, platform, home, root, readFile: readText });
}

/** The text of a file; undefined when there is none or it cannot be read. */
export async function readText(path: string): Promise<string | undefined> {
  return readFile(path, "utf8").catch(() => undefined);
}
