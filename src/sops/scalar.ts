import type { ValueType } from "./value.ts";

/** A scalar as SOPS sees it: `text` is what it encrypts and hashes. Null is never encrypted nor hashed. */
export type Resolved =
  | { readonly type: Exclude<ValueType, "bytes" | "comment">; readonly text: string }
  | { readonly type: "null"; readonly text: "" }
  | { readonly type: "unsupported"; readonly text: "" };

const NULLS: ReadonlySet<string> = new Set(["", "~", "null", "Null", "NULL"]);
const BOOLEAN = /^(?:true|True|TRUE|false|False|FALSE)$/;
const INFINITY = /^([-+]?)\.(?:inf|Inf|INF)$/;
const NOT_A_NUMBER = /^\.(?:nan|NaN|NAN)$/;
const FLOAT = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;
/** After a leading point underscores must stand between digits; elsewhere they may stand anywhere. */
const FRACTION = /^\.\d+(?:_\d+)*(?:[eE][-+]?\d+(?:_\d+)*)?$/;
const INTEGER = /^([-+]?)(?:0[xX]([\da-fA-F]+)|0[bB]([01]+)|0[oO]([0-7]+)|0([0-7]+)|(0|[1-9]\d*))$/;
const DATE = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;
const TIME =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:([Tt])|[ ])(\d{1,2}):(\d{1,2}):(\d{1,2})(\.\d{1,9}\d*)?(Z|[-+]\d\d:\d\d)?$/;

const MIN_INT64 = -(2n ** 63n);
const MAX_INT64 = 2n ** 63n - 1n;
const MAX_UINT64 = 2n ** 64n - 1n;

/**
 * Resolves a plain scalar the way SOPS' YAML reader (go-yaml v3) does, which differs from YAML 1.2:
 * `017` is 15, `1_000` is 1000, `2024-01-02` is a time, `1e400` and `yes` are strings.
 * `unsupported` is an integer beyond int64, at which SOPS stops.
 */
export function resolvePlain(source: string): Resolved {
  if (NULLS.has(source)) return { type: "null", text: "" };
  if (BOOLEAN.test(source)) return { type: "bool", text: /^t/i.test(source) ? "True" : "False" };
  const infinity = INFINITY.exec(source);
  if (infinity) return { type: "float", text: infinity[1] === "-" ? "-Inf" : "+Inf" };
  if (NOT_A_NUMBER.test(source)) return { type: "float", text: "NaN" };
  return resolveTime(source) ?? resolveNumber(source) ?? { type: "str", text: source };
}

/** Prints a number without an exponent, as SOPS does. */
export function formatFloat(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "+Inf" : "-Inf";
  if (Object.is(value, -0)) return "-0";
  const [, sign = "", whole = "", fraction = "", exponent] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e([-+]\d+))?$/.exec(String(value)) ?? [];
  if (exponent === undefined) return String(value);
  return sign + shiftPoint(whole + fraction, whole.length + Number(exponent));
}

function shiftPoint(digits: string, point: number): string {
  if (point <= 0) return `0.${"0".repeat(-point)}${digits}`;
  if (point >= digits.length) return digits + "0".repeat(point - digits.length);
  return `${digits.slice(0, point)}.${digits.slice(point)}`;
}

function resolveNumber(source: string): Resolved | undefined {
  if (source.startsWith("."))
    return FRACTION.test(source) ? resolveFloat(source.replaceAll("_", "")) : undefined;
  if (!/^[-+\d]/.test(source)) return undefined;
  const plain = source.replaceAll("_", "");
  return resolveInteger(plain) ?? resolveFloat(plain);
}

function resolveInteger(plain: string): Resolved | undefined {
  const [, sign, hex, binary, octal, oldOctal, decimal] = INTEGER.exec(plain) ?? [];
  if (sign === undefined) return undefined;
  const magnitude =
    hex !== undefined
      ? `0x${hex}`
      : binary !== undefined
        ? `0b${binary}`
        : octalOrDecimal(octal ?? oldOctal, decimal);
  const value = BigInt(magnitude) * (sign === "-" ? -1n : 1n);
  if (value >= MIN_INT64 && value <= MAX_INT64) return { type: "int", text: value.toString() };
  return sign === "" && value > 0n && value <= MAX_UINT64 ? { type: "unsupported", text: "" } : undefined;
}

function octalOrDecimal(octal: string | undefined, decimal: string | undefined): string {
  return octal === undefined ? (decimal ?? "0") : `0o${octal}`;
}

function resolveFloat(plain: string): Resolved | undefined {
  if (!FLOAT.test(plain)) return undefined;
  const value = Number(plain);
  // Go's parser refuses what overflows, so the scalar stays a string.
  return Number.isFinite(value) ? { type: "float", text: formatFloat(value) } : undefined;
}

function resolveTime(source: string): Resolved | undefined {
  const date = DATE.exec(source);
  const parts = date ?? TIME.exec(source);
  if (!parts) return undefined;
  const [, year, month, day] = parts.map(Number);
  if (!isDate(year, month, day)) return undefined;
  const stamp = [year, month, day].map((n, i) => String(n).padStart(i === 0 ? 4 : 2, "0")).join("-");
  if (date) return { type: "time", text: `${stamp}T00:00:00Z` };
  const clock = clockText(parts.slice(4));
  return clock === undefined ? undefined : { type: "time", text: `${stamp}T${clock}` };
}

function clockText([marker, hour, minute, second, fraction, zone]: (string | undefined)[]):
  | string
  | undefined {
  // With a letter between date and time the zone is required, with a space it is forbidden.
  if ((marker === undefined) === (zone !== undefined)) return undefined;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const digits = [hour, minute, second].map((n) => (n ?? "").padStart(2, "0")).join(":");
  const trimmed = (fraction ?? "").slice(0, 10).replace(/\.?0+$/, "");
  return digits + trimmed + (zone === undefined || /^[-+]00:00$/.test(zone) ? "Z" : zone);
}

function isDate(year: number | undefined, month: number | undefined, day: number | undefined): boolean {
  if (year === undefined || month === undefined || day === undefined) return false;
  const date = new Date(Date.UTC(2000, month - 1, day));
  date.setUTCFullYear(year, month - 1, day);
  return month >= 1 && month <= 12 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
