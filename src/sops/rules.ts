import { isMap, isScalar, isSeq, LineCounter, type YAMLMap } from "yaml";
import type { Outcome, Position, Problem } from "../problem.ts";
import { parseDocument } from "../yaml-text.ts";
import { errorAt, type Locate, locateIn } from "./place.ts";
import { compileRegex, type Matcher } from "./regex.ts";
import { readKeys } from "./rule-keys.ts";
import { compileSelector, DEFAULT_SELECTOR, readsComments, SELECTORS, type Selector } from "./selector.ts";

/** How the files of one creation rule are encrypted. */
export interface Rule {
  readonly at: Position;
  /** Age recipients, each once, in the order of the rule. */
  readonly recipients: readonly string[];
  readonly selector: Selector;
  readonly macOnlyEncrypted: boolean;
  /** True where only the sops binary can follow: other keys than age's, plugins, Shamir, selectors by comment. */
  readonly external: boolean;
  readonly shamirThreshold: number | undefined;
  /** Columns per level that sops writes, where .sops.yaml says so. */
  readonly indent: number | undefined;
}

/** The creation rules of a `.sops.yaml`, in order. */
export interface Rules {
  readonly file: string;
  readonly text: string;
  readonly rules: readonly PathRule[];
  readonly indent: number | undefined;
}

export interface PathRule {
  /** Takes a path relative to the folder of .sops.yaml, with `/`. */
  readonly matches: Matcher;
  readonly rule: Rule;
}

/** A place in .sops.yaml and all that is needed to speak of it. */
export interface RuleReader {
  readonly text: string;
  readonly locate: Locate;
  readonly problems: Problem[];
}

/**
 * Reads a `.sops.yaml`. Problems, by line and column: not YAML, fields of the wrong shape, a pattern that RE2 does
 * not take, more than one selector, a recipient that is none, a rule without any key. Unknown keys are passed
 * over, as sops does.
 */
export async function readRules(text: string, file: string): Promise<Outcome<Rules>> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, logLevel: "silent" });
  const reader: RuleReader = { text, locate: locateIn(file, lines), problems: [] };
  for (const { code, pos } of document.errors)
    addProblem(reader, "sops-rules-not-yaml", pos[0], syntax(code), "correct it");
  if (reader.problems.length) return { value: undefined, problems: reader.problems };
  const top = isMap(document.contents) ? document.contents : undefined;
  const indent = indentOf(top, reader);
  const rules = await Promise.all(creationRules(top, reader).map((rule) => readRule(rule, indent, reader)));
  const value = { file, text, rules: rules.flatMap((rule) => rule ?? []), indent };
  return { value: reader.problems.length ? undefined : value, problems: reader.problems };
}

/** The first rule that matches a path relative to the folder of `.sops.yaml`. Problem: none does. */
export function ruleFor({ rules, file }: Rules, path: string): Outcome<Rule> {
  const found = rules.find(({ matches }) => matches(path.replaceAll("\\", "/")));
  if (found) return { value: found.rule, problems: [] };
  const problem: Problem = {
    code: "sops-no-rule",
    severity: "error",
    message: `no creation rule matches ${path.replaceAll(/\p{C}/gu, "?")}`,
    hint: "add a rule with a `path_regex` that matches it, or one without `path_regex` at the end",
    at: { file, line: 1, column: 1 },
  };
  return { value: undefined, problems: [problem] };
}

export function addProblem(
  reader: RuleReader,
  code: string,
  offset: number,
  message: string,
  hint: string,
): void {
  reader.problems.push(errorAt(code, reader.locate(offset), message, hint));
}

/** The offset of a node, or of what it belongs to where it has none. */
export function offsetOf(node: unknown, otherwise = 0): number {
  return isScalar(node) || isMap(node) || isSeq(node) ? (node.range?.[0] ?? otherwise) : otherwise;
}

function syntax(code: string): string {
  return `not valid yaml (${code.toLowerCase().replaceAll("_", " ")})`;
}

function creationRules(top: YAMLMap | undefined, reader: RuleReader): YAMLMap[] {
  const list = top?.get("creation_rules", true) as unknown;
  if (isSeq(list)) return list.items.flatMap((item) => asMap(item, reader));
  const hint = "write `creation_rules:` with a list of rules";
  addProblem(reader, "sops-rules-missing", offsetOf(list), "no list of creation rules", hint);
  return [];
}

function asMap(item: unknown, reader: RuleReader): YAMLMap[] {
  if (isMap(item)) return [item];
  addProblem(
    reader,
    "sops-rule-not-a-map",
    offsetOf(item),
    "a creation rule that is not a map",
    "write `- path_regex: …`",
  );
  return [];
}

function indentOf(top: YAMLMap | undefined, reader: RuleReader): number | undefined {
  const node = top?.getIn(["stores", "yaml", "indent"], true);
  if (!isScalar(node) || node.value === null) return undefined;
  if (typeof node.value === "number" && Number.isInteger(node.value) && node.value > 0 && node.value < 10)
    return node.value;
  addProblem(
    reader,
    "sops-rule-indent",
    offsetOf(node),
    "an indent that is not a number of columns",
    "write 2 or 4",
  );
  return undefined;
}

async function readRule(
  map: YAMLMap,
  indent: number | undefined,
  reader: RuleReader,
): Promise<PathRule | undefined> {
  const start = offsetOf(map);
  const matches = await pathMatcher(map, reader);
  const selector = await readSelector(map, reader);
  const { recipients, external } = readKeys(map, reader);
  if (!matches || !selector) return undefined;
  const threshold = map.get("shamir_threshold");
  const rule: Rule = {
    at: reader.locate(start),
    recipients,
    selector,
    macOnlyEncrypted: map.get("mac_only_encrypted") === true,
    external: external || readsComments(selector),
    shamirThreshold: typeof threshold === "number" ? threshold : undefined,
    indent,
  };
  return { matches, rule };
}

async function pathMatcher(map: YAMLMap, reader: RuleReader): Promise<Matcher | undefined> {
  const pattern = textAt(map, "path_regex");
  if (!pattern) return () => true;
  return (await compileRegex(pattern)) ?? badRegex(map, "path_regex", reader);
}

async function readSelector(map: YAMLMap, reader: RuleReader): Promise<Selector | undefined> {
  const [first, second] = SELECTORS.filter((kind) => textAt(map, kind));
  if (!first) return DEFAULT_SELECTOR;
  if (second) {
    const message = `both \`${first}\` and \`${second}\` in one rule`;
    addProblem(reader, "sops-rule-selectors", offsetOf(map.get(second, true)), message, "keep one of them");
    return undefined;
  }
  const selector = { kind: first, value: textAt(map, first) ?? "" };
  const isPattern = first.endsWith("_regex") && !(await compileSelector(selector));
  return isPattern ? badRegex(map, first, reader) : selector;
}

function badRegex(map: YAMLMap, key: string, reader: RuleReader): undefined {
  const hint = "correct the pattern; sops takes RE2 syntax, without lookaround or backreferences";
  addProblem(
    reader,
    "sops-rule-regex",
    offsetOf(map.get(key, true)),
    `\`${key}\` is not a valid pattern`,
    hint,
  );
  return undefined;
}

/** The text of a key, in the spelling that sops sees. */
export function textAt(map: YAMLMap, key: string): string | undefined {
  const node = map.get(key, true);
  return isScalar(node) && node.value !== null ? (node.source ?? String(node.value)) : undefined;
}
