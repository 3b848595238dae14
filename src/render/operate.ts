import { isPrinted } from "./printed.ts";
import type { BinarySign, CompareSign } from "./tree.ts";

type Arithmetic = Exclude<BinarySign, "and" | "or" | "in">;

const arithmetic: Readonly<Record<Exclude<Arithmetic, "~">, (a: number, b: number) => number>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  "//": (a, b) => Math.floor(a / b),
  "%": (a, b) => a % b,
  "**": (a, b) => a ** b,
};

/** The result of an operator, or undefined where the operands do not suit it. Nothing is converted but by `~`. */
export function operate(sign: Arithmetic, left: unknown, right: unknown): string | number | undefined {
  if (sign === "~") return concatenate(left, right);
  if (sign === "+" && isText(left) && isText(right)) return concatenate(left, right);
  if (typeof left !== "number" || typeof right !== "number") return undefined;
  const result = arithmetic[sign](left, right);
  return Number.isFinite(result) ? result : undefined;
}

function concatenate(left: unknown, right: unknown): string | undefined {
  const [a, b] = [asText(left), asText(right)];
  return a === undefined || b === undefined ? undefined : a + b;
}

function isText(value: unknown): boolean {
  return typeof value === "string" || isPrinted(value);
}

function asText(value: unknown): string | undefined {
  if (isPrinted(value)) return value.text;
  return ["string", "number", "boolean"].includes(typeof value) ? String(value) : undefined;
}

/** Compares without conversion: `"1" == 1` is false, unlike in nunjucks. Undefined where two values have no order. */
export function compare(sign: CompareSign, a: unknown, b: unknown): boolean | undefined {
  const left = isPrinted(a) ? a.text : a;
  const right = isPrinted(b) ? b.text : b;
  if (sign === "==" || sign === "===") return left === right;
  if (sign === "!=" || sign === "!==") return left !== right;
  const numbers = typeof left === "number" && typeof right === "number";
  const texts = typeof left === "string" && typeof right === "string";
  return numbers || texts ? inOrder(sign, left, right) : undefined;
}

function inOrder(sign: CompareSign, left: string | number, right: string | number): boolean {
  if (sign === "<") return left < right;
  if (sign === ">") return left > right;
  return sign === "<=" ? left <= right : left >= right;
}

/** Whether a list, a string or the keys of a map hold a value; undefined where the right side is none of them. */
export function isIn(value: unknown, holder: unknown): boolean | undefined {
  const sought = isPrinted(value) ? value.text : value;
  if (Array.isArray(holder)) return holder.includes(sought);
  const text = isPrinted(holder) ? holder.text : holder;
  if (typeof text === "string") return typeof sought === "string" ? text.includes(sought) : undefined;
  if (typeof text !== "object" || text === null) return undefined;
  return typeof sought === "string" ? Object.hasOwn(text, sought) : undefined;
}
