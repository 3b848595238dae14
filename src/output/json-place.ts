import { isMap, isNode, isScalar, isSeq, LineCounter } from "yaml";
import type { Position } from "../problem.ts";
import { parseDocument } from "../yaml-text.ts";

const TOKEN = /\s*(?:[{}[\],:]|"(?:[^"\\\n\r]|\\.)*"|-?\d[\d.eE+-]*|true|false|null)/y;

/** The place of what the keys and indexes lead to in a JSON text: of the key in an object, of the list item. */
export function jsonPlace(text: string, path: readonly (string | number)[], file: string): Position {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: false, logLevel: "silent" });
  let node: unknown = document.contents;
  let offset = 0;
  for (const part of path) {
    const step = stepInto(node, part);
    if (!step) break;
    offset = step.offset;
    node = step.value;
  }
  const { line, col } = lines.linePos(offset);
  return { file, line, column: col };
}

/**
 * The place where `JSON.parse` gave up. Node names the offset only in some of its messages; else it is the
 * first piece that is no JSON token, else the end.
 */
export function jsonErrorPlace(text: string, error: unknown, file: string): Position {
  const named = error instanceof Error ? /at position (\d+)/.exec(error.message)?.[1] : undefined;
  const lines = text.slice(0, named === undefined ? firstNonToken(text) : Number(named)).split("\n");
  return { file, line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}

function stepInto(node: unknown, part: string | number): { offset: number; value: unknown } | undefined {
  if (isSeq(node)) return stepTo(node.items[Number(part)], node.items[Number(part)]);
  if (!isMap(node)) return undefined;
  const pair = node.items.find(({ key }) => isScalar(key) && key.value === part);
  return pair && stepTo(pair.key, pair.value);
}

function stepTo(place: unknown, value: unknown): { offset: number; value: unknown } | undefined {
  return isNode(place) && place.range ? { offset: place.range[0], value } : undefined;
}

function firstNonToken(text: string): number {
  let previous = "";
  let end = 0;
  for (const match of text.matchAll(new RegExp(TOKEN, "gy"))) {
    const token = match[0].trim();
    const start = match.index + match[0].length - token.length;
    if (previous === "," && /[\]}]/.test(token)) return start;
    previous = token;
    end = start + token.length;
  }
  return end + (/^\s*/.exec(text.slice(end))?.[0].length ?? 0);
}
