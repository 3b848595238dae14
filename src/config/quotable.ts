import type { Document, Node, YAMLMap } from "yaml";
import { isAlias, isMap, isScalar, isSeq } from "yaml";
import { locator } from "./lines.ts";
import type { Config } from "./load.ts";
import { childSchema, type Schema } from "./schema.ts";

/** Answers whether a report may show a line of a file. */
export type MayQuote = (file: string, line: number) => boolean;

/**
 * Returns which lines of a configuration a report may show: those that hold nothing but known settings that are
 * not secret. Unknown names hide their lines, since one may be a secret's, mistyped; so do comments on lines of
 * their own.
 */
export function quotableLines(config: Config, schema: Schema): MayQuote {
  const locate = locator(config.file, config.text);
  const lines = { shown: new Set<number>(), hidden: new Set<number>() };
  const mark: Mark = (node, kind) => {
    if (!node.range) return;
    const last = locate(Math.max(node.range[0], node.range[1] - 1)).line;
    for (let line = locate(node.range[0]).line; line <= last; line++) lines[kind].add(line);
  };
  markLines(config.document.contents as Node | null, schema, {
    root: schema,
    document: config.document,
    mark,
  });
  return (file, line) => file === config.file && lines.shown.has(line) && !lines.hidden.has(line);
}

type Mark = (node: Node, kind: "shown" | "hidden") => void;

interface Marking {
  readonly root: Schema;
  readonly document: Document;
  readonly mark: Mark;
}

function markLines(node: Node | null, schema: Schema | undefined, marking: Marking): void {
  if (node === null) return;
  const secret = !schema || schema["x-secret"] === true;
  if (secret || isAlias(node)) {
    marking.mark(node, "hidden");
    const target = secret && isAlias(node) ? node.resolve(marking.document) : undefined;
    if (target) marking.mark(target, "hidden");
  } else if (isScalar(node)) marking.mark(node, isOpenScalar(schema) ? "shown" : "hidden");
  else if (isSeq(node)) {
    const below = childSchema(marking.root, schema, 0);
    for (const item of node.items) markLines(item as Node, below, marking);
  } else if (isMap(node)) markEntries(node, schema, marking);
}

function markEntries(map: YAMLMap, schema: Schema, marking: Marking): void {
  for (const { key, value } of map.items) {
    const below = isScalar(key) ? childSchema(marking.root, schema, String(key.value)) : undefined;
    marking.mark(key as Node, below && !below["x-secret"] ? "shown" : "hidden");
    markLines(value as Node | null, below, marking);
  }
}

/**
 * The same for a text that is not YAML: lines that begin with a known setting that is a single, unsecret value.
 */
export function quotableText(file: string, text: string, schema: Schema): MayQuote {
  const lines = text.split("\n");
  return (asked, line) => {
    const name = /^([A-Za-z_][\w-]*)[ \t]*:/.exec(lines[line - 1] ?? "")?.[1];
    const setting = name === undefined ? undefined : childSchema(schema, schema, name);
    return asked === file && setting !== undefined && isOpenScalar(setting);
  };
}

function isOpenScalar(schema: Schema): boolean {
  const types = [schema.type ?? "object"].flat();
  return !schema["x-secret"] && !types.includes("object") && !types.includes("array");
}
