import { nearest } from "../../nearest.ts";
import { listed, shown } from "../problems.ts";
import type { Path, Value } from "../value.ts";
import { dotted, type Finding } from "./finding.ts";
import type { Schema } from "./schema.ts";

/** Enums, patterns, formats and bounds. */
export function scalarFindings(value: Value, schema: Schema, at: Path): Finding[] {
  const name = dotted(at);
  const notAllowed = enumFinding(value, schema, at, name);
  if (notAllowed) return [notAllowed];
  if (typeof value === "string") return textFindings(value, schema, at, name);
  return typeof value === "number" ? numberFindings(value, schema, at, name) : [];
}

function enumFinding(value: Value, schema: Schema, at: Path, name: string): Finding | undefined {
  const allowed = schema.enum;
  if (!allowed || allowed.some((one) => JSON.stringify(one) === JSON.stringify(value))) return undefined;
  const names = allowed.map((one) => (one === "" ? '""' : String(one)));
  const near = typeof value === "string" ? nearest(value, names) : undefined;
  const choice = `one of: ${listed(names, 12)}`;
  const hint = near === undefined ? choice : `did you mean ${shown(near)}? It is ${choice}`;
  return { code: "value-not-allowed", at, message: `${name} has a value that is not allowed`, hint };
}

function textFindings(value: string, schema: Schema, at: Path, name: string): Finding[] {
  const length = [...value].length;
  const { minLength = 0, maxLength = Number.POSITIVE_INFINITY, pattern, format } = schema;
  if (length < minLength) {
    const message = minLength === 1 ? `${name} must not be empty` : `${name} needs ${minLength} characters`;
    return [{ code: "out-of-range", at, message, hint: "write a value, or leave the field out" }];
  }
  if (length > maxLength) {
    const message = `${name} has ${length} characters, ${maxLength} are allowed`;
    return [{ code: "out-of-range", at, message, hint: "make it shorter" }];
  }
  if (pattern !== undefined && matcher(pattern)?.test(value) === false) {
    return [
      { code: "pattern-mismatch", at, message: `${name} is not written as it must be`, hint: shape(pattern) },
    ];
  }
  if (format === undefined || (FORMATS[format]?.test(value) ?? true)) return [];
  return [
    { code: "pattern-mismatch", at, message: `${name} is not a ${format}`, hint: EXAMPLES[format] ?? format },
  ];
}

/** Undefined for what only Go's expressions can say. */
function matcher(pattern: string): RegExp | undefined {
  try {
    return new RegExp(pattern);
  } catch {
    return undefined;
  }
}

function shape(pattern: string): string {
  if (/\(h\|m\|s\|ms\)|\(ms\|s\|m(\|h)?\)/.test(pattern)) return "write a duration such as 10m or 1h30m";
  if (pattern.includes("numkMGTPE")) return "write a quantity such as 500m or 2Gi";
  return `it must match ${shown(pattern)}`;
}

const FORMATS: Readonly<Record<string, RegExp>> = {
  byte: /^([A-Za-z0-9+/\s]{4})*([A-Za-z0-9+/\s]{2}==|[A-Za-z0-9+/\s]{3}=)?\s*$/,
  "date-time": /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/,
  cidr: /^([\d.]+|[\da-fA-F:.]+)\/\d{1,3}$/,
};

const EXAMPLES: Readonly<Record<string, string>> = {
  byte: "encode it with base64",
  "date-time": "write it as 2026-01-31T08:00:00Z",
  cidr: "write it as 10.0.0.0/8",
};

function numberFindings(value: number, schema: Schema, at: Path, name: string): Finding[] {
  const { exclusiveMinimum, exclusiveMaximum } = schema;
  const low = schema.minimum ?? (schema.format === "int32" ? -(2 ** 31) : undefined);
  const high = schema.maximum ?? (schema.format === "int32" ? 2 ** 31 - 1 : undefined);
  const tooLow =
    (low !== undefined && (exclusiveMinimum === true ? value <= low : value < low)) ||
    (typeof exclusiveMinimum === "number" && value <= exclusiveMinimum);
  const tooHigh =
    (high !== undefined && (exclusiveMaximum === true ? value >= high : value > high)) ||
    (typeof exclusiveMaximum === "number" && value >= exclusiveMaximum);
  if (!tooLow && !tooHigh) return [];
  const bound = tooLow ? `${low ?? exclusiveMinimum} or more` : `${high ?? exclusiveMaximum} or less`;
  return [{ code: "out-of-range", at, message: `${name} is out of range`, hint: `write ${bound}` }];
}
