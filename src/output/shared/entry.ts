import type { Scalar } from "yaml";
import { clean } from "../../report/clean.ts";

const PLAIN = /^(?:\.{1,2}\/)*[A-Za-z][\w./-]*$/;
const OTHER_TYPE = /^(?:true|false|null|yes|no|on|off|y|n)$/i;

/** True when two entries of `resources` name the same thing: `./a/ks.yaml` and `a/ks.yaml` do. */
export function sameEntry(a: string, b: string): boolean {
  return normal(a) === normal(b);
}

/** Writes an entry as YAML, in the quoting of its neighbour, and quoted whenever plain text would be risky. */
export function entryYaml(entry: string, quoting: Scalar["type"] | undefined): string {
  const plain = PLAIN.test(entry) && !OTHER_TYPE.test(entry);
  if (quoting === "QUOTE_SINGLE" && clean(entry) === entry) return `'${entry.replaceAll("'", "''")}'`;
  return plain && quoting !== "QUOTE_DOUBLE" ? entry : JSON.stringify(entry);
}

function normal(entry: string): string {
  return entry.replace(/^(?:\.\/+)+/, "").replace(/\/+$/, "");
}
