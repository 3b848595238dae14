import { join } from "node:path";
import { ignoring, noLongerIgnoring } from "../configure/ignore.ts";
import { contentHash } from "../output/hash.ts";
import type { Operation } from "../output/write/operation.ts";
import type { Globals } from "./command.ts";
import { readText } from "./identities.ts";

/** The write of .gitignore that lists the first paths and no longer lists the others; none when nothing changes. */
export async function ignored(
  { root }: Pick<Globals, "root">,
  listed: readonly string[],
  unlisted: readonly string[],
): Promise<Operation[]> {
  const present = await readText(join(root, ".gitignore"));
  const text = unlisted.reduce(noLongerIgnoring, ignoring(present ?? "", listed));
  if (text === (present ?? "")) return [];
  const was = present === undefined ? "absent" : contentHash(present);
  return [{ path: ".gitignore", action: "write", text, was }];
}
