import type { Path } from "../value.ts";

/** What a schema says against a value; `at` counts from the document's top. */
export interface Finding {
  readonly code:
    | "unknown-field"
    | "missing-field"
    | "wrong-type"
    | "empty-field"
    | "value-not-allowed"
    | "pattern-mismatch"
    | "out-of-range"
    | "duplicate-entry"
    | "experimental-field";
  readonly at: Path;
  readonly message: string;
  readonly hint: string;
}

/** A path as one writes it: `spec.rules[0].matches`. */
export function dotted(path: Path): string {
  const text = path.map((step) => (typeof step === "number" ? `[${step}]` : `.${step}`)).join("");
  return text.replace(/^\./, "") || "the document";
}
