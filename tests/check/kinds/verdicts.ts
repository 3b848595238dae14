import { readFileSync } from "node:fs";

/** A document, and what we have against it. The API server refuses it where that is something, and only there. */
export interface Verdict {
  /** Codes of our errors, in order; none where the server takes the document. */
  readonly codes: readonly string[];
  readonly object: {
    readonly apiVersion: string;
    readonly kind: string;
    readonly metadata: { readonly name: string };
  };
}

const file = new URL("../cases/verdicts.jsonl", import.meta.url);

/** The recorded verdicts; the conformance suite asks the API server about the same documents. */
export function recordedVerdicts(): Verdict[] {
  const lines = readFileSync(file, "utf8").trim().split("\n");
  return lines.map((line) => JSON.parse(line) as Verdict);
}
