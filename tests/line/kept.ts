import type { Texts } from "./texts.ts";

const SCHEMA = "cluster.schema.json";
const LOCK = "clusterloom.lock.json";

/** The tree as a golden keeps it: without the copy of the schema, which has its own proof of being fresh. */
export function keptOf(tree: Texts): Texts {
  const { [SCHEMA]: _schema, [LOCK]: lock, ...rest } = tree;
  return lock === undefined ? rest : { ...rest, [LOCK]: withoutSchema(lock) };
}

function withoutSchema(lock: string): string {
  const { files, ...parts } = JSON.parse(lock);
  const { [SCHEMA]: _hash, ...others } = files;
  const sorted = Object.fromEntries(
    Object.keys(JSON.parse(lock)).map((key) => [key, key === "files" ? others : parts[key]]),
  );
  return `${JSON.stringify(sorted, undefined, 2)}\n`;
}
