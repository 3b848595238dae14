import { clean } from "../report/clean.ts";

/** What a boolean looks like to those who know YAML 1.1, or other languages. */
const booleanWords: Readonly<Record<string, boolean>> = {
  yes: true,
  y: true,
  on: true,
  true: true,
  enabled: true,
  "1": true,
  no: false,
  n: false,
  off: false,
  false: false,
  disabled: false,
  "0": false,
};

/** A value with the wrong type: what it should be, what it is, and how it is written in the file. */
export interface Mistyped {
  readonly wanted: readonly string[];
  readonly value: unknown;
  /** The text in the file, without quotes; undefined for lists, maps and secrets. */
  readonly source: string | undefined;
  readonly plain: boolean;
}

/** Says what to write instead of a value that has the wrong type; repeats the value only from `source`. */
export function typeHint(mistyped: Mistyped): string {
  const { wanted, value } = mistyped;
  if (wanted.includes("boolean")) return booleanHint(mistyped);
  if (wanted.includes("integer") || wanted.includes("number")) return numberHint(mistyped);
  if (wanted.includes("string")) return textHint(mistyped);
  if (wanted.includes("array")) return "write each item on a line of its own, after a dash";
  if (wanted.includes("object")) {
    return Array.isArray(value)
      ? "write name: value without the dashes"
      : "write its entries below it, indented";
  }
  return `write ${wanted.join(" or ")}`;
}

function booleanHint({ value, source, plain }: Mistyped): string {
  const meant = booleanWords[String(source ?? "").toLowerCase()];
  if (meant === undefined) return "write true or false";
  if (typeof value === "string" && !plain) return `write ${meant}, without quotes`;
  return `write ${meant}: YAML 1.2 has only true and false, so yes, no, on and off are texts`;
}

function numberHint({ wanted, source, plain }: Mistyped): string {
  const kind = wanted.includes("integer") ? "a whole number" : "a number";
  if (source === undefined) return `write ${kind}, without quotes`;
  if (/^[-+]?\d+(?:\.\d+)?$/.test(source)) {
    if (!plain) return `write ${source}, without quotes`;
    return `write ${kind} without a fraction`;
  }
  if (/^[-+]?\d{1,3}(?:[_,' ]\d{3})+$|^\d+(?:_\d+)+$/.test(source))
    return `write ${source.replace(/[_,' ]/g, "")}`;
  if (/^\d+(?::[0-5]?\d)+$/.test(source)) return `write ${kind}: YAML 1.2 does not count in sixties`;
  if (/^[-+]?0b[01]+$/.test(source)) return `write ${Number(source)}`;
  if (/^\d+\s*[A-Za-z%]+$/.test(source)) return `write ${kind} without a unit`;
  return `write ${kind}`;
}

function textHint({ value, source }: Mistyped): string {
  if (Array.isArray(value)) return "write one text, without a dash or brackets";
  if (typeof value === "object") return "write one text; if it has braces or a colon, put it in quotes";
  return source === undefined ? "put the value in quotes" : `write it in quotes: "${clean(source)}"`;
}

/**
 * Texts without quotes that YAML 1.2 reads as a text but go-yaml, and so sops and Flux, as something else: dates,
 * numbers with underscores, binary numbers (measured with sops 3.13).
 */
export function isAmbiguousText(source: string): boolean {
  return (
    /^\d{4}-\d{1,2}-\d{1,2}(?:[Tt ].*)?$/.test(source) ||
    /^[-+]?(?:0b[01_]+|0x[\da-fA-F_]+|0o?[0-7_]+|\d[\d_]*(?:\.[\d_]*)?)$/.test(source)
  );
}

/** A whole number with a leading zero is decimal in YAML 1.2 and octal in YAML 1.1. */
export function isAmbiguousNumber(source: string): boolean {
  return /^[-+]?0\d+$/.test(source);
}
