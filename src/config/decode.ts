import type { Outcome, Problem } from "../problem.ts";
import { locator } from "./lines.ts";

/** More than any hand-written configuration needs, and little enough to parse at once: 1 MiB. */
export const maximumBytes = 1024 * 1024;

/** Returns the text of a UTF-8 file, byte order mark included, or why it is not one. */
export function decodeText(file: string, bytes: Uint8Array): Outcome<string> {
  if (bytes.length > maximumBytes) return refused(tooLarge(file, bytes.length));
  const wide = wideEncoding(bytes);
  if (wide) return refused(notUtf8(file, wide));
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    return { value: text, problems: [] };
  } catch {
    return refused(badByte(file, bytes));
  }
}

function refused(problem: Problem): Outcome<string> {
  return { value: undefined, problems: [problem] };
}

function tooLarge(file: string, length: number): Problem {
  return {
    code: "file-too-large",
    severity: "error",
    message: `the file has ${length} bytes, more than the ${maximumBytes} that a configuration may have`,
    hint: "check that this is the right file; large data such as models or certificates does not belong here",
    at: { file, line: 1, column: 1 },
  };
}

function notUtf8(file: string, encoding: string): Problem {
  return {
    code: "wrong-encoding",
    severity: "error",
    message: `the file is encoded as ${encoding}, not as UTF-8`,
    hint: 'save it as "UTF-8" in your editor; in PowerShell, write with -Encoding utf8',
    at: { file, line: 1, column: 1 },
  };
}

/** By byte order mark or, as YAML 1.2 section 5.2 does, by where the first characters have zero bytes. */
function wideEncoding(bytes: Uint8Array): string | undefined {
  const [a, b, c, d] = bytes;
  if ((a === 0xff && b === 0xfe && c === 0 && d === 0) || (a === 0 && b === 0 && c === 0xfe && d === 0xff)) {
    return "UTF-32";
  }
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) return "UTF-16";
  if (bytes.length < 4) return undefined;
  if ((a === 0 && b === 0 && c === 0 && d) || (a && b === 0 && c === 0 && d === 0)) return "UTF-32";
  return (a === 0 && b && c === 0 && d) || (a && b === 0 && c && d === 0) ? "UTF-16" : undefined;
}

function badByte(file: string, bytes: Uint8Array): Problem {
  const before = validPrefix(bytes);
  const offset = Buffer.byteLength(before);
  const byte = (bytes[offset] ?? 0).toString(16).toUpperCase().padStart(2, "0");
  return {
    code: "invalid-utf8",
    severity: "error",
    message: `byte 0x${byte} at offset ${offset} is not valid UTF-8`,
    hint: 'the file may be saved as Latin-1 or Windows-1252, or be damaged: save it as "UTF-8"',
    at: { ...locator(file, `${before} `)(before.length) },
  };
}

/** A streaming decoder forgives a cut-off last character, so "the first n bytes are bad" is monotonous in n. */
function validPrefix(bytes: Uint8Array): string {
  let good = 0;
  let bad = bytes.length + 1;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (prefix(bytes, middle) === undefined) bad = middle;
    else good = middle;
  }
  return prefix(bytes, good) ?? "";
}

function prefix(bytes: Uint8Array, length: number): string | undefined {
  try {
    const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
    return decoder.decode(bytes.subarray(0, length), { stream: true });
  } catch {
    return undefined;
  }
}
