import type { Token } from "nunjucks/src/lexer.js";
import parser, { type RawNode } from "nunjucks/src/parser.js";
import type { Outcome } from "../problem.ts";
import { toStatements } from "./convert.ts";
import { Fault, problemAt } from "./fault.ts";
import { checkNesting } from "./nesting.ts";
import { lexTemplate, parserTags } from "./tokens.ts";
import type { Template } from "./tree.ts";
import { settleWhitespace } from "./whitespace.ts";

/**
 * The tree of a template, read by the lexer and parser of nunjucks with our delimiters.
 * Loads nunjucks: import lazily where start-up counts.
 * Problems: `template-syntax`, `unsupported-tag`, `unclosed-tag`, `dynamic-template`, `template-outside`.
 */
export function parseTemplate(name: string, source: string): Outcome<Template> {
  const text = source.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
  try {
    const tokens = lexTemplate(name, text);
    checkNesting(name, tokens);
    return { value: { name, body: toStatements(name, parseTokens(name, tokens)) }, problems: [] };
  } catch (error) {
    if (error instanceof Fault && error.problem) return { value: undefined, problems: [error.problem] };
    throw error;
  }
}

function parseTokens(name: string, tokens: readonly Token[]): RawNode {
  const settled = settleWhitespace(tokens);
  let next = 0;
  const source = { tags: parserTags, nextToken: () => settled[next++] ?? null };
  try {
    return new parser.Parser(source).parseAsRoot();
  } catch (error) {
    throw syntaxFault(name, error, settled[Math.min(next, settled.length) - 1]);
  }
}

/** The parser gives 1-based places, or none when the tokens ran out; then it often fails on a null token. */
function syntaxFault(name: string, error: unknown, last: Token | undefined): Fault {
  const given = error instanceof Error ? (error as Error & { lineno?: number; colno?: number }) : undefined;
  const fallback = [(last?.lineno ?? 0) + 1, (last?.colno ?? 0) + 1] as const;
  if (given?.lineno !== undefined && given.colno !== undefined) {
    const message = plainMessage(given.message);
    return new Fault(problemAt(name, [given.lineno, given.colno], { code: "template-syntax", message }));
  }
  const message = "unexpected end of the tag or of the file";
  return new Fault(problemAt(name, fallback, { code: "template-syntax", message }));
}

/** Drops the parser's own function names, and what a line break or a control character would spoil. */
function plainMessage(message: string): string {
  const plain = message
    .replace(/^(parse\w+|advanceAfterBlockEnd): /, "")
    .replace(/[\u0000-\u001f\u007f]+/g, " ");
  return plain.charAt(0).toLowerCase() + plain.slice(1);
}
