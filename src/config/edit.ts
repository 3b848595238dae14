import { isMap, isScalar, type Pair, type YAMLMap } from "yaml";
import { parseDocument } from "../yaml-text.ts";

/**
 * The text of a cluster.yaml with these settings put in; comments, order, quoting and line ends of all else
 * stay. A key that is there gets the new value, an absent one goes behind the last key of its app.
 * The text must be a valid cluster.yaml.
 */
export function setSettings(text: string, values: ReadonlyMap<string, string>): string {
  return [...values].reduce((edited, [name, value]) => setSetting(edited, name, JSON.stringify(value)), text);
}

function setSetting(text: string, name: string, value: string): string {
  const pairs = topLevelPairs(text);
  const pair = pairs.find((one) => keyOf(one) === name);
  return pair ? replaceValue(text, pair, value) : insertAfterKin(text, pairs, name, value);
}

function topLevelPairs(text: string): Pair[] {
  const { contents } = parseDocument(text, { keepSourceTokens: true });
  return isMap(contents) ? (contents as YAMLMap).items : [];
}

function keyOf(pair: Pair): string {
  return isScalar(pair.key) ? String(pair.key.value) : "";
}

function replaceValue(text: string, pair: Pair, value: string): string {
  const range = isScalar(pair.value) ? pair.value.range : undefined;
  if (range && range[1] > range[0]) return text.slice(0, range[0]) + value + text.slice(range[1]);
  const keyEnd = isScalar(pair.key) ? (pair.key.range?.[1] ?? 0) : 0;
  const colon = text.indexOf(":", keyEnd) + 1;
  return `${text.slice(0, colon)} ${value}${text.slice(colon)}`;
}

/** Behind the last key that shares the app's prefix, else at the end. */
function insertAfterKin(text: string, pairs: readonly Pair[], name: string, value: string): string {
  const prefix = name.slice(0, name.indexOf("_") + 1);
  const kin = pairs.filter((pair) => prefix !== "" && keyOf(pair).startsWith(prefix)).at(-1);
  const eol = text.includes("\r\n") ? "\r\n" : "\n";
  const line = `${name}: ${value}${eol}`;
  const at = kin ? endOfLine(text, endOf(kin)) : endOfContent(text);
  const gap = at > 0 && text[at - 1] !== "\n" ? eol : "";
  return text.slice(0, at) + gap + line + text.slice(at);
}

function endOf(pair: Pair): number {
  const node = pair.value as { range?: [number, number, number] } | null;
  const key = pair.key as { range?: [number, number, number] };
  return Math.max(node?.range?.[1] ?? 0, key.range?.[1] ?? 0);
}

function endOfLine(text: string, from: number): number {
  if (from > 0 && text[from - 1] === "\n") return from;
  const end = text.indexOf("\n", from);
  return end < 0 ? text.length : end + 1;
}

/** The end of the text, or where a `...` marker ends the document. */
function endOfContent(text: string): number {
  const marker = /^\.\.\.\s*$/m.exec(text);
  return marker ? marker.index : text.length;
}
