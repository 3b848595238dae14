import { type Document, isMap, LineCounter, type YAMLMap } from "yaml";
import type { Outcome, Problem } from "../problem.ts";
import { parseAllDocuments } from "../yaml-text.ts";
import { errorAt, type Locate, locateIn } from "./place.ts";

/** A YAML file with one document that is a map in block style: the only kind that is sealed in one piece. */
export interface Parsed {
  readonly text: string;
  readonly document: Document.Parsed<YAMLMap.Parsed>;
  readonly map: YAMLMap.Parsed;
  readonly locate: Locate;
}

/** One mistake can make hundreds of errors; the first ones show where it is. */
const MAX_ERRORS = 20;

/**
 * Parses a file for sealing or opening. Problems: not YAML, several documents, no map at the top.
 * The parser's own messages quote the text, which may be a secret, so only their codes are shown.
 */
export function parseFile(text: string, file: string): Outcome<Parsed> {
  const lines = new LineCounter();
  const locate = locateIn(file, lines);
  const [first, second] = parseAllDocuments(text, { lineCounter: lines, logLevel: "silent" });
  const conflict = /^<{7}(?: |\r?$)/m.exec(text);
  if (conflict) return fail(mergeConflict(conflict.index, locate));
  if (first?.errors.length) return { value: undefined, problems: syntaxProblems(first.errors, locate) };
  if (second) return fail(severalDocuments(second.range[0], locate));
  const map = first?.contents;
  if (!first || !isMap(map)) return fail(notAMap(locate));
  if (map.flow) return fail(flowMap(map.range[0], locate));
  const document = first as Document as Document.Parsed<YAMLMap.Parsed>;
  return { value: { text, document, map: map as YAMLMap.Parsed, locate }, problems: [] };
}

function fail(problem: Problem): Outcome<never> {
  return { value: undefined, problems: [problem] };
}

function syntaxProblems(
  errors: readonly { code: string; pos: [number, number] }[],
  locate: Locate,
): Problem[] {
  return errors.slice(0, MAX_ERRORS).map(({ code, pos }) => {
    if (code === "DUPLICATE_KEY")
      return errorAt(
        "sops-duplicate-key",
        locate(pos[0]),
        "this key is already set above",
        "keep one of the two",
      );
    const what = code.toLowerCase().replaceAll("_", " ");
    return errorAt(
      "sops-not-yaml",
      locate(pos[0]),
      `not valid yaml (${what})`,
      "correct the syntax at this place",
    );
  });
}

function mergeConflict(offset: number, locate: Locate): Problem {
  return errorAt(
    "merge-conflict",
    locate(offset),
    "an unresolved merge conflict begins here",
    "take the whole file from one side: values of one do not open with the sops block of the other",
  );
}

function severalDocuments(offset: number, locate: Locate): Problem {
  return errorAt(
    "sops-several-documents",
    locate(offset),
    "a second document in a file that is encrypted as a whole",
    "write each document to a file of its own",
  );
}

function notAMap(locate: Locate): Problem {
  return errorAt(
    "sops-not-a-map",
    locate(0),
    "no map at the top of the file",
    "write `key: value` lines at the top level",
  );
}

function flowMap(offset: number, locate: Locate): Problem {
  return errorAt(
    "sops-flow-map",
    locate(offset),
    "the top of the file is written in braces",
    "write one `key: value` per line, without braces",
  );
}
