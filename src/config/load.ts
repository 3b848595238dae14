import type { Document } from "yaml";
import type { Outcome, Problem } from "../problem.ts";
import { hasErrors, sortProblems } from "../problem.ts";
import { parseAllDocuments } from "../yaml-text.ts";
import { checkCharacters } from "./characters.ts";
import { decodeText } from "./decode.ts";
import { type Locate, locator } from "./lines.ts";
import { type Positions, positionsOf } from "./positions.ts";
import { syntaxProblems } from "./syntax.ts";
import { buildValue } from "./tree.ts";

/** A configuration as it was written: its values, and where each of them stands. */
export interface Config {
  readonly file: string;
  /** The whole text, byte order mark and line ends as they are in the file. */
  readonly text: string;
  readonly document: Document;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly positions: Positions;
}

/**
 * Reads a configuration. Without a value when the bytes are not one YAML map; with both a value and problems
 * when single entries are wrong, so that the rest of the file can be validated in the same run.
 */
export function loadConfig(file: string, bytes: Uint8Array): Outcome<Config> {
  const { value: text, problems } = decodeText(file, bytes);
  return text === undefined ? { value: undefined, problems } : parseConfig(file, text);
}

/** Reads the text of a configuration; see loadConfig. */
export function parseConfig(file: string, text: string): Outcome<Config> {
  const locate = locator(file, text);
  const found = checkCharacters(text, locate);
  if (found.some(({ code }) => unreadable.has(code))) return { value: undefined, problems: found };
  const documents = parse(text);
  const broken = documents[0] ? syntaxProblems(documents[0], text, locate, errorLines(found)) : [];
  if (documents[0]?.errors.length) return { value: undefined, problems: sortProblems([...found, ...broken]) };
  if (!documents[0]) return { value: undefined, problems: [...found, emptyFile(locate)] };
  const config = configOf(file, text, documents[0]);
  const problems = [...found, ...secondDocument(documents, text, locate), ...config.problems];
  return { value: config.value, problems: sortProblems(problems) };
}

/** What makes everything that the parser says about the rest of the file misleading. */
const unreadable = new Set(["merge-conflict", "directive", "bad-line-end"]);

function errorLines(problems: readonly Problem[]): Set<number> {
  const errors = problems.filter((problem) => problem.severity === "error");
  return new Set(errors.map((problem) => problem.at?.line ?? 0));
}

/**
 * Makes a configuration of a parsed document, such as a sealed file that was opened in memory: its node ranges
 * must be offsets in `text`.
 */
export function configOf(file: string, text: string, document: Document): Outcome<Config> {
  const locate = locator(file, text);
  const { value, problems } = buildValue(document, locate);
  if (isMapping(value)) {
    const positions = positionsOf(document, locate);
    return { value: { file, text, document, settings: value, positions }, problems };
  }
  const wrong = value === null ? emptyFile(locate) : notSettings(Array.isArray(value), document, locate);
  return { value: undefined, problems: hasErrors(problems) ? problems : [...problems, wrong] };
}

/** Duplicate keys are found by buildValue, in linear time; the parser would compare each key with each. */
function parse(text: string): Document[] {
  return parseAllDocuments(text, {
    stringKeys: true,
    uniqueKeys: false,
    schema: "core",
    logLevel: "silent",
  });
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function secondDocument(documents: readonly Document[], text: string, locate: Locate): Problem[] {
  const second = documents[1];
  if (!second) return [];
  const before = (second.contents as { range?: readonly number[] } | null)?.range?.[0] ?? text.length;
  const marker = text.lastIndexOf("\n---", before - 1);
  return [
    {
      code: "several-documents",
      severity: "error",
      message: `the file has ${documents.length} YAML documents`,
      hint: "delete the line --- that starts the second one; a configuration is one document",
      at: locate(marker < 0 ? before : marker + 1),
    },
  ];
}

function emptyFile(locate: Locate): Problem {
  return {
    code: "empty-file",
    severity: "error",
    message: "the file has no settings",
    hint: "run clusterloom init, which writes a cluster.yaml to start from",
    at: locate(0),
  };
}

function notSettings(isList: boolean, document: Document, locate: Locate): Problem {
  const range = (document.contents as { range?: readonly number[] } | null)?.range;
  return {
    code: "not-a-map",
    severity: "error",
    message: `the file is a ${isList ? "list" : "single value"}, not settings with names`,
    hint: isList
      ? "write name: value on each line, without a dash"
      : "write name: value, with a space after the colon",
    at: locate(range?.[0] ?? 0),
  };
}
