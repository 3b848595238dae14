import assert from "node:assert/strict";
import { parseFile } from "../../src/sops/parse.ts";
import { walkTree } from "../../src/sops/tree.ts";
import type { Bench, Person } from "./sops-bench.ts";
import { KUBERNETES } from "./sops-texts.ts";

/** One thing that both sides must agree on. */
export interface Case {
  readonly title: string;
  /** The first release that can do it. */
  readonly since?: string;
  readonly check: (bench: Bench) => Promise<void>;
}

/** sops prints the float 1 as the integer 1. */
const NUMBERS: ReadonlyMap<string, string> = new Map([
  ["int", "number"],
  ["float", "number"],
]);

/** Places, types and values as sops resolves them, however they are written. */
export function contentOf(text: string): unknown {
  const { value } = parseFile(text, "file.sops.yaml");
  return (
    value &&
    walkTree(value).leaves.map(({ place, value: { type, text } }) => [place, NUMBERS.get(type) ?? type, text])
  );
}

export function recipients(people: readonly Person[]): string {
  return `age: ${people.map(({ recipient }) => recipient).join(",")}\n`;
}

/** Seals a text for a new person, and gives everything that a case needs to go on. */
export async function sealedBy(bench: Bench, text: string, fields = KUBERNETES, postQuantum = false) {
  const person = await bench.person(postQuantum);
  const rule = await bench.rule(fields + recipients([person]));
  const kind = text.includes("kind: Secret") ? "manifest" : "config";
  const { text: encrypted } = await bench.seal(text, rule, undefined, kind);
  return { person, rule, encrypted, kind } as const;
}

export async function theyRead(bench: Bench, text: string, person: Person, expected: unknown): Promise<void> {
  assert.deepEqual(JSON.parse(await bench.sopsDecrypt(text, person, true)), expected);
}
