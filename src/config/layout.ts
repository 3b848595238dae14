import type { Subject } from "./context.ts";
import { counted } from "./found.ts";

/** What a look at one scalar found; completes "<setting> …". */
export interface Remark {
  readonly code: string;
  readonly severity?: "error" | "warning";
  readonly says: string;
  readonly hint: string;
}

/**
 * Remarks on white space around a text and on line breaks in it. Around a secret it may be meant, so there it is
 * only a warning, unless the schema asks for a single line or a form.
 */
export function inspectLayout(value: string, subject: Subject): Remark | undefined {
  const { schema, secret } = subject;
  const lines = value.trim().split(/\r\n|[\n\r]/).length;
  if (lines > 1) return schema["x-single-line"] ? severalLines(lines) : undefined;
  const remark = surroundingSpace(subject);
  const formed = schema.format !== undefined || schema.pattern !== undefined || schema.enum !== undefined;
  const strict = schema["x-single-line"] === true || formed || !secret;
  return remark && { ...remark, severity: strict ? "error" : "warning" };
}

/** The remark on a text that begins or ends with white space. */
export function surroundingSpace({ value, block }: Subject): Remark | undefined {
  if (typeof value !== "string" || value.trim() === value) return undefined;
  if (block && /\n$/.test(value)) {
    return {
      code: "surrounding-space",
      says: "ends with a line break, which is a part of the value",
      hint: "write |- instead of |, or >- instead of >; or put the value in quotes on one line",
    };
  }
  const side = /^\s/.test(value) ? "begins" : "ends";
  return { code: "surrounding-space", says: `${side} with white space`, hint: "remove the white space" };
}

function severalLines(lines: number): Remark {
  return {
    code: "several-lines",
    says: `has ${counted(lines, "line")} and must have one`,
    hint: "write it on one line; inside double quotes a line break is written \\n",
  };
}
