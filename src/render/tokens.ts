import lexer, { type Token } from "nunjucks/src/lexer.js";
import { Fault, problemAt } from "./fault.ts";

/** Our delimiters, in the names of nunjucks' options. */
const openers = { blockStart: "#%", variableStart: "#{", commentStart: "#|" };
const closers = { blockEnd: "%#", variableEnd: "}#", commentEnd: "|#" };

/** Our delimiters, in the names that the nunjucks parser looks up on its token source. */
export const parserTags: Readonly<Record<string, string>> = {
  BLOCK_START: openers.blockStart,
  BLOCK_END: closers.blockEnd,
  VARIABLE_START: openers.variableStart,
  VARIABLE_END: closers.variableEnd,
  COMMENT_START: openers.commentStart,
  COMMENT_END: closers.commentEnd,
};

/** The tokens of a template's text, whose lines end in LF. Throws a Fault at the place that cannot be read. */
export function lexTemplate(template: string, text: string): Token[] {
  const tokenizer = lexer.lex(text, { tags: { ...openers, ...closers } });
  const tokens: Token[] = [];
  try {
    for (let token = tokenizer.nextToken(); token; token = tokenizer.nextToken()) tokens.push(token);
  } catch (error) {
    throw unreadable(template, text, error, tokenizer, tokens.at(-1));
  }
  return tokens;
}

function unreadable(
  template: string,
  text: string,
  error: unknown,
  end: { lineno: number; colno: number },
  last: Token | undefined,
): Fault {
  const message = error instanceof Error ? error.message : "";
  if (message.startsWith("expected end of comment")) {
    const place = commentStart(text, last);
    const hint = "close it with `|#`";
    return new Fault(
      problemAt(template, place, { code: "template-syntax", message: "comment is never closed", hint }),
    );
  }
  if (message.startsWith("unexpected end of comment")) {
    const hint = "write `#{ '|#' }#` to print these two characters";
    const detail = { code: "template-syntax", message: "`|#` closes no comment", hint };
    return new Fault(problemAt(template, [end.lineno + 1, end.colno + 1], detail));
  }
  const detail = { code: "template-syntax", message: "cannot be read as a template" };
  return new Fault(problemAt(template, [end.lineno + 1, end.colno + 1], detail));
}

/** The comment that swallowed the rest of the text is the first one after the last token that was read. */
function commentStart(text: string, last: Token | undefined): readonly [number, number] {
  const lines = text.split("\n");
  const from = last ? { line: last.lineno, column: last.colno } : { line: 0, column: 0 };
  for (let line = from.line; line < lines.length; line++) {
    const column = lines[line]?.indexOf(openers.commentStart, line === from.line ? from.column : 0) ?? -1;
    if (column >= 0) return [line + 1, column + 1];
  }
  return [1, 1];
}
