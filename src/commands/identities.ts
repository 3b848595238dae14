import { readFile } from "node:fs/promises";
import type { Io } from "../io.ts";
import type { Outcome, Problem } from "../problem.ts";
import type { Identity } from "../sops/identity.ts";
import type { Globals } from "./command.ts";
import { shownPath } from "./shown-path.ts";

/** The age keys of this machine and of the repository; see findIdentities for where they are looked for. */
export async function identitiesOf({ root }: Globals, io: Io): Promise<Outcome<readonly Identity[]>> {
  const { findIdentities } = await import("../sops/find-identities.ts");
  const { env, platform, home = "" } = io;
  const found = await findIdentities({ env, platform, home, root, readFile: readText });
  return { ...found, problems: found.problems.map((problem) => shownFrom(io, problem)) };
}

function shownFrom(io: Io, problem: Problem): Problem {
  const { at } = problem;
  return at ? { ...problem, at: { ...at, file: shownPath(at.file, io) } } : problem;
}

/** The text of a file; undefined when there is none or it cannot be read. */
export async function readText(path: string): Promise<string | undefined> {
  return readFile(path, "utf8").catch(() => undefined);
}
