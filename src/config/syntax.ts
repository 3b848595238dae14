import type { Document, Node, YAMLError } from "yaml";
import { isCollection, isScalar, visit } from "yaml";
import type { Problem } from "../problem.ts";
import { type Locate, lineText } from "./lines.ts";
import { templateMark, templateProblem } from "./templating.ts";

/** Errors beyond these are echoes of the first ones. */
const maximumProblems = 20;

/** What the parser said, and what is needed to say it better. */
interface Mistake {
  readonly error: YAMLError;
  readonly next: YAMLError | undefined;
  readonly text: string;
  readonly document: Document;
}

interface Reading {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
  /** Where the mistake was made, when that is not where the parser noticed it. */
  readonly offset?: number;
}

/**
 * Problems in our words for the errors of a parsed document, at most one a line, since the parser stumbles
 * several times over one mistake, and none on lines that `reported` has. No text of the file is repeated: it could be a secret.
 */
export function syntaxProblems(
  document: Document,
  text: string,
  locate: Locate,
  reported: ReadonlySet<number>,
): Problem[] {
  const problems: Problem[] = [];
  const lines = new Set(reported);
  for (const [index, error] of document.errors.entries()) {
    if (problems.length >= maximumProblems) break;
    if (index > 0 && /YAML stream/.test(error.message)) continue;
    const problem = place({ error, next: document.errors[index + 1], text, document }, locate);
    const seen = [problem.at?.line ?? 0, locate(error.pos[0]).line];
    if (!seen.some((line) => lines.has(line))) problems.push(problem);
    for (const line of seen) lines.add(line);
  }
  // A template is not YAML, so what else the parser found is about the template.
  const templates = problems.filter((problem) => problem.code === "template-left");
  return templates.length > 0 ? templates : problems;
}

function place(mistake: Mistake, locate: Locate): Problem {
  const at = locate(mistake.error.pos[0]);
  const line = lineText(mistake.text, at.line);
  const mark = templateMark(line);
  if (mark) return templateProblem(mark, { ...at, column: line.indexOf(mark) + 1 });
  const reading = readLine(mistake, line) ?? readError(mistake);
  const { code, message, hint, offset } = reading;
  return { code, severity: "error", message, hint, at: offset === undefined ? at : locate(offset) };
}

/** Mistakes that the line itself gives away, however the parser took them. */
function readLine({ error, text }: Mistake, line: string): Reading | undefined {
  const start = text.lastIndexOf("\n", error.pos[0] - 1) + 1;
  const tab = /^ *\t/.exec(line);
  if (tab) {
    return {
      code: "tab-indentation",
      message: "this line is indented with a tab",
      hint: "indent with spaces; YAML does not allow tabs",
      offset: start + tab[0].length - 1,
    };
  }
  const colon = /^\s*(?:- )?[A-Za-z][\w.-]*:(?=[^\s])/.exec(line);
  if (!colon || !/^(MULTILINE_IMPLICIT_KEY|MISSING_CHAR)$/.test(error.code)) return undefined;
  if (/Missing closing/.test(error.message)) return undefined;
  return {
    code: "missing-space",
    message: "there is no space after the colon",
    hint: "write a space between the colon and the value",
    offset: start + colon[0].length,
  };
}

function readError(mistake: Mistake): Reading {
  const { error } = mistake;
  if (/Missing closing/.test(error.message)) return unclosedQuote(mistake);
  if (/^Flow (map|sequence) in block/.test(error.message) || /expected .* to end with/i.test(error.message)) {
    return unclosedBracket(mistake);
  }
  if (/^Nested mappings/.test(error.message)) return nestedMapping(mistake);
  if (error.message === "Unexpected scalar at node end") return textAfterValue(mistake);
  if (/block scalar header/i.test(error.message)) return readings.blockScalar;
  if (/^Implicit (map )?keys/.test(error.message)) return readings.noColon;
  return byCode[error.code] ?? readings.other;
}

function unclosedQuote({ error, document }: Mistake): Reading {
  const quoted = (node: Node) => isScalar(node) && (node.type ?? "").startsWith("QUOTE");
  return {
    code: "unclosed-quote",
    message: "the quote that opens here is never closed",
    hint: "close it at the end of the value; inside double quotes a quote is written \\\", inside single quotes ''",
    ...lastStart(document, error.pos[0], quoted),
  };
}

function unclosedBracket({ error, document }: Mistake): Reading {
  return {
    code: "unclosed-bracket",
    message: "the bracket that opens here is not closed, or what is inside is not indented",
    hint: "close the list with ] or the map with }, and indent its lines deeper than its key",
    ...lastStart(document, error.pos[0], (node) => isCollection(node) && node.flow === true),
  };
}

/** The nearest node of a kind that starts before an offset; nodes know where they start, errors do not. */
function lastStart(document: Document, offset: number, wanted: (node: Node) => boolean): { offset?: number } {
  let found: number | undefined;
  visit(document, {
    Node: (_, node) => {
      const start = node.range?.[0];
      if (start !== undefined && start < offset && start >= (found ?? 0) && wanted(node)) found = start;
    },
  });
  return found === undefined ? {} : { offset: found };
}

/** `a: b: c` on one line is a colon in a value; over two lines the second is indented too far. */
function nestedMapping({ error, next, text }: Mistake): Reading {
  const end = next?.pos[0] === error.pos[0] ? next.pos[1] : error.pos[0];
  const start = text.lastIndexOf("\n", end - 1) + 1;
  if (start <= error.pos[0]) return readings.colonInValue;
  return { ...readings.indentation, offset: start + indentOf(text, start) };
}

function textAfterValue({ error, text }: Mistake): Reading {
  const start = text.lastIndexOf("\n", error.pos[0] - 1) + 1;
  return start + indentOf(text, start) === error.pos[0] ? readings.indentation : readings.afterValue;
}

function indentOf(text: string, start: number): number {
  return /^ */.exec(text.slice(start, start + 200))?.[0].length ?? 0;
}

const readings = {
  noColon: {
    code: "missing-colon",
    message: "this line is neither a setting nor part of one",
    hint: "write name: value, or indent the line below the setting it belongs to",
  },
  colonInValue: {
    code: "colon-in-value",
    message: "the value contains a colon followed by a space",
    hint: "put the value in quotes",
  },
  indentation: {
    code: "bad-indentation",
    message: "this line is not indented like its neighbours",
    hint: "start all settings of one level in the same column, and what belongs to one two spaces deeper",
  },
  afterValue: {
    code: "text-after-value",
    message: "there is text after the end of the value",
    hint: "put the whole value in quotes; inside double quotes a quote is written \\\", inside single quotes ''",
  },
  blockScalar: {
    code: "bad-block-text",
    message: "there is text after the | or > that starts a block of text",
    hint: "start the text on the next line, indented; or put a value that begins with | or > in quotes",
  },
  tooDeep: {
    code: "too-deep",
    message: "the file is nested too deeply to be read",
    hint: "a configuration needs about five levels; look for brackets that are not closed",
  },
  other: {
    code: "yaml-syntax",
    message: "this is not valid YAML",
    hint: "look at the quotes, colons, brackets and indentation of this line; a quoted value is always safe",
  },
} satisfies Record<string, Reading>;

const byCode: Readonly<Record<string, Reading>> = {
  BLOCK_AS_IMPLICIT_KEY: readings.indentation,
  BAD_INDENT: readings.indentation,
  TAB_AS_INDENT: {
    code: "tab-indentation",
    message: "a tab stands where YAML counts spaces",
    hint: "replace it by spaces",
  },
  BAD_SCALAR_START: {
    code: "reserved-character",
    message: "a value without quotes cannot begin with this character",
    hint: "put the value in quotes",
  },
  BAD_DQ_ESCAPE: {
    code: "bad-escape",
    message: "there is no such escape in a text in double quotes",
    hint: "write the backslash twice, or use single quotes",
  },
  BAD_ALIAS: {
    code: "unknown-alias",
    message: "* and & at the start of a value mean an alias or an anchor, and this one has no name",
    hint: 'put the value in quotes, such as "*"',
  },
  ALIAS_PROPS: {
    code: "bad-alias",
    message: "an alias cannot have an anchor or a tag",
    hint: "delete one of them",
  },
  MULTIPLE_ANCHORS: { code: "bad-alias", message: "a value has two anchors", hint: "keep one of them" },
  MULTIPLE_TAGS: { code: "tag", message: "a value has two tags", hint: "delete the words that begin with !" },
  NON_STRING_KEY: {
    code: "non-string-key",
    message: "a setting's name must be a text, not a list, a map or an alias",
    hint: "write name: value",
  },
  KEY_OVER_1024_CHARS: {
    code: "key-too-long",
    message: "the name of a setting is longer than 1024 characters",
    hint: "look for a line break that is missing, or put the value in quotes",
  },
  RESOURCE_EXHAUSTION: readings.tooDeep,
};
