declare module "nunjucks/src/lexer.js" {
  export interface Token {
    readonly type: string;
    readonly value: unknown;
    /** Both count from 0. */
    readonly lineno: number;
    readonly colno: number;
  }
  export interface Tokenizer {
    readonly lineno: number;
    readonly colno: number;
    nextToken(): Token | null;
  }
  const lexer: {
    lex(text: string, options: { tags: Readonly<Record<string, string>> }): Tokenizer;
  };
  export default lexer;
}

declare module "nunjucks/src/parser.js" {
  import type { Token } from "nunjucks/src/lexer.js";
  /** A node of nunjucks' own tree; its fields depend on `typename`. */
  export interface RawNode {
    readonly typename: string;
    readonly lineno: number;
    readonly colno: number;
    readonly [field: string]: unknown;
  }
  export interface TokenSource {
    readonly tags: Readonly<Record<string, string>>;
    nextToken(): Token | null;
  }
  const parser: { Parser: new (tokens: TokenSource) => { parseAsRoot(): RawNode } };
  export default parser;
}
