import { nearest } from "../../nearest.ts";
import { listed, shown } from "../problems.ts";
import type { Path, Value } from "../value.ts";
import { dotted, type Finding } from "./finding.ts";
import type { Schema } from "./schema.ts";

const NONE: Finding[] = [];

/** Enums, patterns, formats and bounds. */
export function scalarFindings(value: Value, schema: Schema, at: Path): Finding[] {
  const finding =
    enumFinding(value, schema, at) ??
    (typeof value === "string" ? textFinding(value, schema, at) : undefined) ??
    (typeof value === "number" ? numberFinding(value, schema, at) : undefined);
  return finding ? [finding] : NONE;
}

function enumFinding(value: Value, schema: Schema, at: Path): Finding | undefined {
  const allowed = schema.enum;
  if (!allowed || allowed.some((one) => JSON.stringify(one) === JSON.stringify(value))) return undefined;
  const names = allowed.map((one) => (one === "" ? '""' : String(one)));
  const near = typeof value === "string" ? nearest(value, names) : undefined;
  const choice = `one of: ${listed(names, 12)}`;
  const hint = near === undefined ? choice : `did you mean ${shown(near)}? It is ${choice}`;
  return { code: "value-not-allowed", at, message: `${dotted(at)} has a value that is not allowed`, hint };
}

function textFinding(value: string, schema: Schema, at: Path): Finding | undefined {
  const { pattern, format } = schema;
  const length = lengthFinding(value, schema, at);
  if (length) return length;
  if (pattern !== undefined && matcher(pattern)?.test(value) === false) {
    const message = `${dotted(at)} is not written as it must be`;
    return { code: "pattern-mismatch", at, message, hint: shape(pattern) };
  }
  if (format === undefined || (FORMATS[format]?.test(value) ?? true)) return undefined;
  const message = `${dotted(at)} is not a ${format}`;
  return { code: "pattern-mismatch", at, message, hint: EXAMPLES[format] ?? format };
}

function lengthFinding(value: string, { minLength, maxLength }: Schema, at: Path): Finding | undefined {
  if (minLength === undefined && maxLength === undefined) return undefined;
  const length = [...value].length;
  if (minLength !== undefined && length < minLength) {
    const message =
      minLength === 1 ? `${dotted(at)} must not be empty` : `${dotted(at)} needs ${minLength} characters`;
    return { code: "out-of-range", at, message, hint: "write a value, or leave the field out" };
  }
  if (maxLength === undefined || length <= maxLength) return undefined;
  const message = `${dotted(at)} has ${length} characters, ${maxLength} are allowed`;
  return { code: "out-of-range", at, message, hint: "make it shorter" };
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

function numberFinding(value: number, schema: Schema, at: Path): Finding | undefined {
  const { exclusiveMinimum, exclusiveMaximum } = schema;
  const low = schema.minimum ?? (schema.format === "int32" ? -(2 ** 31) : undefined);
  const high = schema.maximum ?? (schema.format === "int32" ? 2 ** 31 - 1 : undefined);
  const tooLow =
    (low !== undefined && (exclusiveMinimum === true ? value <= low : value < low)) ||
    (typeof exclusiveMinimum === "number" && value <= exclusiveMinimum);
  const tooHigh =
    (high !== undefined && (exclusiveMaximum === true ? value >= high : value > high)) ||
    (typeof exclusiveMaximum === "number" && value >= exclusiveMaximum);
  if (!tooLow && !tooHigh) return undefined;
  const bound = tooLow ? `${low ?? exclusiveMinimum} or more` : `${high ?? exclusiveMaximum} or less`;
  return { code: "out-of-range", at, message: `${dotted(at)} is out of range`, hint: `write ${bound}` };
}
