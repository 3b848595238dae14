import {
  Composer,
  type CST,
  Document,
  type DocumentOptions,
  Lexer,
  type LineCounter,
  type ParseOptions,
  Parser,
  type SchemaOptions,
  YAMLParseError,
} from "yaml";

/** Open collections; the library composes by recursion and ends the whole process somewhere above 5000. */
const maximumDepth = 500;

type Options = ParseOptions & DocumentOptions & SchemaOptions & { readonly lineCounter?: LineCounter };

/**
 * The documents of a text, as the library gives them, except that errors are not made pretty. A text that is nested
 * too deeply is not composed: it gives one empty document with the error `RESOURCE_EXHAUSTION`.
 */
export function parseAllDocuments(text: string, options: Options = {}): Document.Parsed[] {
  return composed(text, options, false);
}

/** The first document, an empty one for an empty text; more are an error `MULTIPLE_DOCS` unless it is silenced. */
export function parseDocument(text: string, options: Options = {}): Document.Parsed {
  const [first, second] = composed(text, options, true);
  if (!first) throw new Error("the composer gave no document");
  if (second && options.logLevel !== "silent") {
    const [start, end] = second.range;
    first.errors.push(new YAMLParseError([start, end], "MULTIPLE_DOCS", "more than one document"));
  }
  return first;
}

function composed(text: string, options: Options, forced: boolean): Document.Parsed[] {
  let deepest = -1;
  const tokens = bounded(text, options.lineCounter, (offset) => {
    deepest = offset;
  });
  const documents = [...new Composer(options).compose(tokens, forced, text.length)];
  return deepest < 0 ? documents : [tooDeep(deepest)];
}

/** The tokens of a text until it is too deep; what the library's parser does otherwise. */
function* bounded(
  text: string,
  lines: LineCounter | undefined,
  stopped: (offset: number) => void,
): Generator<CST.Token> {
  const parser = new Parser(lines?.addNewLine);
  lines?.addNewLine(0);
  for (const lexeme of new Lexer().lex(text)) {
    yield* parser.next(lexeme);
    if (parser.stack.length > maximumDepth) return stopped(parser.offset - lexeme.length);
  }
  yield* parser.end();
}

function tooDeep(offset: number): Document.Parsed {
  const document = new Document(null) as unknown as Document.Parsed;
  document.errors.push(new YAMLParseError([offset, offset + 1], "RESOURCE_EXHAUSTION", "nested too deeply"));
  document.range = [0, offset, offset];
  return document;
}
