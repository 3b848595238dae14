import type { Files } from "../files.ts";
import { textOf } from "../kubernetes/object.ts";
import type { Position } from "../problem.ts";
import { parseAllDocuments } from "../yaml-text.ts";
import type { Named } from "./named-objects.ts";

/** Which lines of a manifest a cause is about, the first that is there. */
const telling: Readonly<Record<string, RegExp>> = {
  "image-pull": /^\s*(tag|image|imageName|repository):\s*\S/,
  "volume-unbound": /^\s*(storageClass|storageClassName|size|storage):/,
  "out-of-memory": /^\s*limits:/,
  "no-node-fits": /^\s*(requests|nodeSelector|limits):/,
  "chart-missing": /^\s*(tag|version|url|chartRef):/,
  "quota-exceeded": /^\s*(requests|limits):/,
};

/** The place in the tree of the first of the objects that the tree writes; the last is the one that is the matter. */
export function placeOf(
  files: Files,
  objects: readonly Named[],
  code: string | undefined,
): Position | undefined {
  for (const object of [...objects].reverse()) {
    for (const [path, { text }] of files) {
      if (!text.includes(object.name) || !/\.ya?ml$/.test(path)) continue;
      const line = lineOf(text, object, code);
      if (line !== undefined) return { file: path, line, column: 1 };
    }
  }
  return undefined;
}

function lineOf(text: string, { kind, name }: Named, code: string | undefined): number | undefined {
  for (const document of parseAllDocuments(text)) {
    const value: unknown = document.toJS();
    if (textOf(value, "kind") !== kind || textOf(value, "metadata", "name") !== name) continue;
    const [start, , end] = document.range ?? [0, 0, text.length];
    const first = text.slice(0, start).split("\n").length;
    const lines = text.slice(start, end).split("\n");
    const tell = code === undefined ? undefined : telling[code];
    const told = tell ? lines.findIndex((line) => tell.test(line)) : -1;
    const named = lines.findIndex((line) => /^\s+name:/.test(line));
    return first + Math.max(0, told >= 0 ? told : named);
  }
  return undefined;
}
