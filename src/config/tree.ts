import type { Document, Node, Pair } from "yaml";
import { type Alias, isAlias, isMap, isScalar, isSeq, type Scalar, type YAMLMap, type YAMLSeq } from "yaml";
import type { Problem } from "../problem.ts";
import type { Locate } from "./lines.ts";
import { templateMark, templateProblem } from "./templating.ts";

/** Levels of maps and lists, aliases included. */
const maximumDepth = 64;
/** Values that aliases may add, counted as if each were written out. */
const maximumExpansion = 100_000;

const coreTags = new Set(
  ["str", "int", "float", "bool", "null", "map", "seq"].map((tag) => `tag:yaml.org,2002:${tag}`),
);

/** A value with its size written out, in values, and its height in levels. */
interface Built {
  readonly value: unknown;
  readonly size: number;
  readonly height: number;
}

interface Walk {
  readonly locate: Locate;
  readonly problems: Problem[];
  readonly anchors: Map<string, Node>;
  readonly built: Map<Node, Built>;
  expanded: number;
  exhausted: boolean;
}

const nothing: Built = { value: null, size: 1, height: 0 };

/**
 * Returns the plain value of a document and everything in it that YAML allows and a configuration does not:
 * duplicate and non-string keys, merge keys, tags, unknown aliases and those that explode, absurd depth, and
 * templating. Aliases share one object; the first of two duplicate keys counts.
 */
export function buildValue(document: Document, locate: Locate): { value: unknown; problems: Problem[] } {
  const walk: Walk = {
    locate,
    problems: [],
    anchors: new Map(),
    built: new Map(),
    expanded: 0,
    exhausted: false,
  };
  const { value } = build(document.contents as Node | null, 0, walk);
  return { value, problems: walk.problems };
}

function build(node: Node | null, depth: number, walk: Walk): Built {
  if (node === null) return nothing;
  if (isAlias(node)) return followAlias(node, depth, walk);
  if (depth > maximumDepth) return tooDeep(node, walk);
  const anchor = "anchor" in node ? node.anchor : undefined;
  if (anchor) walk.anchors.set(anchor, node);
  checkTag(node, walk);
  const built = buildContent(node, depth, walk);
  if (anchor) walk.built.set(node, built);
  return built;
}

function buildContent(node: Node, depth: number, walk: Walk): Built {
  if (isMap(node)) return buildMap(node, depth, walk);
  if (isSeq(node)) return buildList(node, depth, walk);
  if (!isScalar(node)) return nothing;
  const mark = node.type === "PLAIN" ? templateMark(node.source ?? "") : undefined;
  if (mark) walk.problems.push(templateProblem(mark, walk.locate(start(node))));
  return { value: node.value instanceof Uint8Array ? node.source : node.value, size: 1, height: 0 };
}

function buildList(list: YAMLSeq, depth: number, walk: Walk): Built {
  const parts = list.items.map((item) => build(item as Node | null, depth + 1, walk));
  return { value: parts.map((part) => part.value), ...measure(parts) };
}

function buildMap(map: YAMLMap, depth: number, walk: Walk): Built {
  const value: Record<string, unknown> = {};
  const parts: Built[] = [];
  const keys = new Map<string, Node>();
  for (const pair of map.items as Pair<Node, Node | null>[]) {
    const part = build(pair.value, depth + 1, walk);
    const key = keyOf(pair, walk);
    if (key === undefined || isDuplicate(key, pair.key, keys, walk)) continue;
    parts.push(part);
    // An ordinary assignment to __proto__ would set the prototype.
    Object.defineProperty(value, key, {
      value: part.value,
      enumerable: true,
      writable: true,
      configurable: true,
    });
  }
  return { value, ...measure(parts) };
}

function measure(parts: readonly Built[]): { size: number; height: number } {
  let size = 1;
  let height = 0;
  for (const part of parts) {
    size += part.size;
    height = Math.max(height, part.height);
  }
  return { size, height: height + 1 };
}

function keyOf(pair: Pair<Node, Node | null>, walk: Walk): string | undefined {
  const key = pair.key;
  if (!isScalar(key)) return report(walk, key, "non-string-key", ...keyTexts.alias);
  const plain = key.type === "PLAIN" || key.type === undefined;
  const name = String(key.value);
  if (name === "" && plain) return report(walk, pair.value ?? key, "empty-key", ...keyTexts.empty);
  if (plain && name === "<<") return report(walk, key, "merge-key", ...keyTexts.merge);
  if (plain && templateMark(name)) return report(walk, key, "template-left", ...keyTexts.template);
  if (plain && isTyped(name)) report(walk, key, "non-string-key", ...keyTexts.typed);
  checkTag(key, walk);
  checkComment(pair, walk);
  return name;
}

const keyTexts = {
  alias: ["a setting's name must be a text, not an alias", "write the name itself"],
  empty: ["a value has no name", "write name: value"],
  merge: [
    "merge keys (<<) are not part of YAML 1.2",
    "write the settings out, or give the whole value an anchor and repeat it by an alias",
  ],
  template: ["the file is not a template", "write the settings themselves"],
  typed: ["a setting's name must be a text", "put the name in quotes"],
} as const;

/** Keys that YAML 1.2 or sops (go-yaml) would not read as a text; sops cannot open a file that has one. */
function isTyped(key: string): boolean {
  return (
    /^(?:~|null|Null|NULL|true|True|TRUE|false|False|FALSE|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/.test(
      key,
    ) ||
    /^[-+]?(?:0x[\da-fA-F_]+|0o?[0-7_]+|0b[01_]+|\d[\d_]*(?:\.[\d_]*)?(?:[eE][-+]?\d+)?)$/.test(key) ||
    /^\d{4}-\d{1,2}-\d{1,2}/.test(key)
  );
}

/** `key: #{ name }#` is an empty value with a comment to YAML, and a template to whoever wrote it. */
function checkComment(pair: Pair<Node, Node | null>, walk: Walk): void {
  const value = pair.value;
  if (!isScalar(value) || value.value !== null || !/^[{%|].*[}%|]#?$/.test(value.comment ?? "")) return;
  walk.problems.push(templateProblem(`#${value.comment?.[0]}`, walk.locate(start(pair.key))));
}

function isDuplicate(name: string, key: Node, keys: Map<string, Node>, walk: Walk): boolean {
  const first = keys.get(name);
  if (first === undefined) {
    keys.set(name, key);
    return false;
  }
  walk.problems.push({
    code: "duplicate-key",
    severity: "error",
    message: "this setting is already set above",
    hint: "keep one of the two",
    at: walk.locate(start(key)),
    related: [{ message: "first set here", at: walk.locate(start(first)) }],
  });
  return true;
}

function checkTag(node: Node, walk: Walk): void {
  const tag = "tag" in node ? node.tag : undefined;
  if (!tag || coreTags.has(tag) || tag === "!") return;
  report(
    walk,
    node,
    "tag",
    "tags (words that begin with !) are not supported",
    "delete the tag; if the ! belongs to the value, put the value in quotes",
  );
}

function followAlias(alias: Alias, depth: number, walk: Walk): Built {
  const target = walk.anchors.get(alias.source);
  if (!target) {
    report(
      walk,
      alias,
      "unknown-alias",
      "a value that begins with * repeats the value with that anchor, and there is none above",
      "put the value in quotes if the * belongs to it",
    );
    return nothing;
  }
  const built = walk.built.get(target);
  if (!built) {
    report(walk, alias, "alias-cycle", "the alias repeats a value that contains it", "write the value out");
    return nothing;
  }
  walk.expanded += built.size;
  if (depth + built.height > maximumDepth) return tooDeep(alias, walk);
  return walk.expanded > maximumExpansion ? bomb(alias, walk) : built;
}

function bomb(alias: Alias, walk: Walk): Built {
  if (!walk.exhausted) {
    const message = `with this alias the file grows to more than ${maximumExpansion} values`;
    report(walk, alias, "alias-bomb", message, "write the values out, or repeat fewer of them");
  }
  walk.exhausted = true;
  return nothing;
}

function tooDeep(node: Node, walk: Walk): Built {
  const message = `the file is nested more than ${maximumDepth} levels deep`;
  const hint = "a configuration needs about five levels; look for brackets that are not closed";
  if (!walk.problems.some((problem) => problem.code === "too-deep"))
    report(walk, node, "too-deep", message, hint);
  return nothing;
}

function report(walk: Walk, node: Node, code: string, message: string, hint: string): undefined {
  walk.problems.push({ code, severity: "error", message, hint, at: walk.locate(start(node)) });
}

function start(node: Node): number {
  return (node as Scalar).range?.[0] ?? 0;
}
