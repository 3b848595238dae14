import type { Problem } from "../problem.ts";
import type { Locate } from "./lines.ts";

const perFile = 20;

interface Suspect {
  readonly code: string;
  readonly severity: "error" | "warning";
  readonly pattern: RegExp;
  readonly message: (found: string) => string;
  readonly hint: string;
}

/** Things that are wrong in any text, whatever YAML makes of them; checked before it is parsed. */
const suspects: readonly Suspect[] = [
  {
    code: "merge-conflict",
    severity: "error",
    pattern: /^<{7}(?= |\r?$)/gm,
    message: () => "an unresolved merge conflict begins here",
    hint: "keep one side and delete the lines that begin with <<<<<<<, ======= and >>>>>>>",
  },
  {
    code: "control-character",
    severity: "error",
    pattern: /[\0-\x08\x0B\x0C\x0E-\x1F\x7F-\x84\x86-\x9F\uFFFE\uFFFF]|(?!^)\uFEFF/g,
    message: (found) => `the file contains the control character ${codePoint(found)}`,
    hint: 'delete it, or write it as an escape in double quotes, such as "\\u0007"',
  },
  {
    code: "bad-line-end",
    severity: "error",
    pattern: /\r(?!\n)/g,
    message: () => "a carriage return stands here without a line feed",
    hint: "save the file with LF or CRLF line ends",
  },
  {
    code: "non-breaking-space",
    severity: "error",
    pattern: /(?<=^[ \t]*(?:[\w.-]+:|-)?)[\u00A0\u202F\u3000]/gm,
    message: (found) => `${codePoint(found)} looks like a space but is not one to YAML`,
    hint: "replace it by an ordinary space; it often comes with text copied from a web page",
  },
  {
    code: "invisible-character",
    severity: "warning",
    pattern: /[\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069]/g,
    message: (found) => `the file contains the invisible character ${codePoint(found)}`,
    hint: "delete it unless it is meant; it can make a text read differently from what it is",
  },
];

/** Problems of the characters of a text: at most one of a kind on a line, and 20 of a kind. */
export function checkCharacters(text: string, locate: Locate): Problem[] {
  return [...suspects.flatMap((suspect) => find(suspect, text, locate)), ...findDirective(text, locate)];
}

function find(suspect: Suspect, text: string, locate: Locate): Problem[] {
  const problems: Problem[] = [];
  const lines = new Set<number>();
  for (const match of text.matchAll(suspect.pattern)) {
    const at = locate(match.index);
    if (lines.has(at.line)) continue;
    if (lines.add(at.line).size > perFile) break;
    const { code, severity, hint } = suspect;
    problems.push({ code, severity, message: suspect.message(match[0]), hint, at });
  }
  return problems;
}

/** Directives stand before the first line that is neither empty nor a comment. */
function findDirective(text: string, locate: Locate): Problem[] {
  const before = /^\uFEFF?(?:[ \t]*(?:#.*)?\r?\n)*(?=%[A-Za-z])/.exec(text);
  if (!before) return [];
  return [
    {
      code: "directive",
      severity: "error",
      message: "YAML directives are not supported",
      hint: "delete the line that begins with %; the file is read as YAML 1.2",
      at: locate(before[0].length),
    },
  ];
}

function codePoint(text: string): string {
  const name = `U+${(text.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
  return name === "U+0000" ? `${name} (NUL)` : name;
}
