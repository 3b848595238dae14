import type { Token } from "nunjucks/src/lexer.js";
import { nearest } from "../nearest.ts";
import { Fault, type FaultDetail, problemAt } from "./fault.ts";
import type { Place } from "./tree.ts";

/** Tags that need an end, and the tags that may stand between. */
const pairs = new Map<string, readonly string[]>([
  ["if", ["elif", "elseif", "else"]],
  ["for", ["else"]],
  ["macro", []],
  ["call", []],
  ["filter", []],
  ["block", []],
  ["switch", ["case", "default"]],
  ["set", []],
]);
const single = ["include", "import", "from", "extends"];
const foreign = new Map([
  ["raw", "write `#{ '#{' }#` to print a delimiter; `{{ }}` and `${ }` need no escape"],
  ["verbatim", "write `#{ '#{' }#` to print a delimiter; `{{ }}` and `${ }` need no escape"],
  ["asyncEach", "write `for`"],
  ["asyncAll", "write `for`"],
  ["ifAsync", "write `if`"],
]);

interface Open {
  readonly name: string;
  readonly place: Place;
}

/**
 * Throws a Fault where a tag is unknown, closes nothing, or is never closed: the parser itself would blame
 * the end of the file.
 */
export function checkNesting(template: string, tokens: readonly Token[]): void {
  const open: Open[] = [];
  for (const tag of tagsOf(tokens)) {
    const detail = step(tag, open);
    if (detail) throw new Fault(problemAt(template, tag.place, detail));
  }
  const left = open.at(-1);
  if (!left) return;
  const message = `\`${left.name}\` is never closed`;
  throw new Fault(
    problemAt(template, left.place, { code: "unclosed-tag", message, hint: `add \`#% end${left.name} %#\`` }),
  );
}

interface Tag extends Open {
  readonly opens: boolean;
}

function* tagsOf(tokens: readonly Token[]): Generator<Tag> {
  let inside: Token[] | undefined;
  for (const token of tokens) {
    if (token.type === "block-start") inside = [];
    else if (token.type === "block-end") {
      if (inside) yield* tagOf(inside);
      inside = undefined;
    } else if (token.type !== "whitespace") inside?.push(token);
  }
}

function* tagOf([name, ...rest]: readonly Token[]): Generator<Tag> {
  if (name?.type !== "symbol") return;
  const text = String(name.value);
  const assigns = rest.some((token) => token.type === "operator" && token.value === "=");
  yield {
    name: text,
    opens: pairs.has(text) && !(text === "set" && assigns),
    place: [name.lineno + 1, name.colno + 1],
  };
}

function step(tag: Tag, open: Open[]): FaultDetail | undefined {
  if (tag.opens) {
    open.push(tag);
    return undefined;
  }
  if (single.includes(tag.name) || tag.name === "set") return undefined;
  const inner = open.at(-1);
  if (inner && (pairs.get(inner.name) ?? []).includes(tag.name)) return undefined;
  if (inner && tag.name === `end${inner.name}`) {
    open.pop();
    return undefined;
  }
  return misplaced(tag.name, inner);
}

function misplaced(name: string, inner: Open | undefined): FaultDetail {
  const opener = name.startsWith("end") ? name.slice(3) : undefined;
  if (opener !== undefined && pairs.has(opener)) {
    if (!inner) return { code: "unclosed-tag", message: `\`${name}\` closes nothing` };
    const message = `\`${name}\` comes before \`${inner.name}\` of line ${inner.place[0]} is closed`;
    return { code: "unclosed-tag", message, hint: `add \`#% end${inner.name} %#\` before it` };
  }
  if ([...pairs.values()].some((between) => between.includes(name))) {
    return { code: "template-syntax", message: `\`${name}\` does not belong here` };
  }
  return unknownTag(name);
}

function unknownTag(name: string): FaultDetail {
  const instead = foreign.get(name);
  if (instead !== undefined)
    return { code: "unsupported-tag", message: `\`${name}\` is not available`, hint: instead };
  const known = [...pairs].flatMap(([tag, between]) => [tag, `end${tag}`, ...between]).concat(single);
  const near = nearest(name, known);
  const message = `unknown tag \`${name}\``;
  return { code: "unsupported-tag", message, hint: near === undefined ? undefined : `write \`${near}\`` };
}
