import type { Token } from "nunjucks/src/lexer.js";

/** Template text, or one whole tag from its opening to its closing delimiter. */
type Segment = TextSegment | TagSegment;
interface TextSegment {
  readonly kind: "text";
  text: string;
  line: number;
  column: number;
  /** Characters to drop at either end because their line holds only tags. */
  head: number;
  tail: number;
}
interface TagSegment {
  readonly kind: "block" | "variable" | "comment";
  readonly tokens: Token[];
}

/**
 * Applies the rules for white space to a template's tokens and takes its comments out.
 * A line with nothing but block tags and comments leaves nothing behind; every other line keeps its line break
 * (Jinja2 drops the break after any block tag, which glues the lines of `a: #% if x %#1#% endif %#`).
 * A dash inside a delimiter (`#%-`, `-%#`, `#{-`, …) drops all white space on its side.
 */
export function settleWhitespace(tokens: readonly Token[]): Token[] {
  const segments = toSegments(tokens);
  markTagLines(segments);
  segments.forEach(dropMarked);
  segments.forEach((segment, index) => {
    if (segment.kind !== "text") obeyDashes(segment, segments[index - 1], segments[index + 1]);
  });
  return segments.flatMap(toTokens);
}

function toSegments(tokens: readonly Token[]): Segment[] {
  const segments: Segment[] = [];
  let open: TagSegment | undefined;
  for (const token of tokens) {
    if (open) {
      open.tokens.push(token);
      if (token.type === `${open.kind}-end`) open = undefined;
    } else if (token.type === "data") {
      const text = String(token.value);
      segments.push({ kind: "text", text, line: token.lineno, column: token.colno, head: 0, tail: 0 });
    } else if (token.type === "comment") {
      segments.push({ kind: "comment", tokens: [token] });
    } else {
      open = { kind: token.type === "block-start" ? "block" : "variable", tokens: [token] };
      segments.push(open);
    }
  }
  return segments;
}

/** One line of output as it stands in the template: the text pieces on it, and what else is there. */
interface Line {
  pieces: { segment: TextSegment; start: number; end: number }[];
  hasTag: boolean;
  hasContent: boolean;
}

function markTagLines(segments: readonly Segment[]): void {
  let line = newLine();
  for (const segment of segments) {
    if (segment.kind !== "text") {
      if (segment.kind === "variable") line.hasContent = true;
      line.hasTag = true;
      continue;
    }
    for (let start = 0; start < segment.text.length; ) {
      const brk = segment.text.indexOf("\n", start);
      const end = brk < 0 ? segment.text.length : brk + 1;
      line.pieces.push({ segment, start, end });
      if (/\S/.test(segment.text.slice(start, end))) line.hasContent = true;
      if (brk >= 0) line = closeLine(line);
      start = end;
    }
  }
  closeLine(line);
}

function newLine(): Line {
  return { pieces: [], hasTag: false, hasContent: false };
}

function closeLine(line: Line): Line {
  if (line.hasTag && !line.hasContent) {
    for (const { segment, start, end } of line.pieces) {
      if (start === 0) segment.head = end;
      else segment.tail = end - start;
    }
  }
  return newLine();
}

function dropMarked(segment: Segment): void {
  if (segment.kind !== "text") return;
  const { head, tail } = segment;
  dropStart(segment, head);
  segment.text = segment.text.slice(0, segment.text.length - tail);
}

function dropStart(segment: TextSegment, count: number): void {
  const dropped = segment.text.slice(0, count);
  const breaks = dropped.split("\n").length - 1;
  segment.line += breaks;
  segment.column = breaks > 0 ? count - dropped.lastIndexOf("\n") - 1 : segment.column + count;
  segment.text = segment.text.slice(count);
}

function obeyDashes(tag: TagSegment, before: Segment | undefined, after: Segment | undefined): void {
  const first = String(tag.tokens[0]?.value ?? "");
  const last = String(tag.tokens.at(-1)?.value ?? "");
  if (before?.kind === "text" && first.startsWith("-", 2)) before.text = before.text.trimEnd();
  const dash = tag.kind === "comment" ? last.at(-3) === "-" && last.length > 4 : last.startsWith("-");
  if (after?.kind === "text" && dash) dropStart(after, after.text.length - after.text.trimStart().length);
}

/** The dashes are obeyed already, so the parser must not see them. */
function toTokens(segment: Segment): Token[] {
  if (segment.kind === "comment") return [];
  if (segment.kind !== "text") return segment.tokens.map(withoutDash);
  if (segment.text === "") return [];
  return [{ type: "data", value: segment.text, lineno: segment.line, colno: segment.column }];
}

function withoutDash(token: Token): Token {
  if (!/^(block|variable)-(start|end)$/.test(token.type)) return token;
  return { ...token, value: String(token.value).replace("-", "") };
}
