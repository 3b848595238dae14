import { Lexer } from "yaml";
import type { Span } from "./place.ts";

/** A comment and where it begins. */
export interface Comment extends Span {
  readonly text: string;
}

const SCALAR_FOLLOWS = "\u001f";
const WITHOUT_WIDTH: ReadonlySet<string> = new Set(["\u0002", "\u0018", SCALAR_FOLLOWS]);

/** All comments of a YAML text, in order. A `#` inside a scalar is none. */
export function findComments(text: string): Comment[] {
  const comments: Comment[] = [];
  let offset = 0;
  let previous = "";
  for (const token of new Lexer().lex(text)) {
    const isScalar = previous === SCALAR_FOLLOWS;
    previous = isScalar ? "" : token;
    if (!isScalar && WITHOUT_WIDTH.has(token)) continue;
    if (!isScalar && token.startsWith("#"))
      comments.push({ start: offset, end: offset + token.length, text: token });
    offset += token.length;
  }
  return comments;
}
