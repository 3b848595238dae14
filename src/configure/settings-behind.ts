import type { Node, Variables } from "../derive.ts";

/** A setting that a variable comes from. */
export interface Origin {
  readonly name: string;
  /** The derived variable that was printed; undefined where the setting itself was. */
  readonly through?: string;
  readonly isSet: boolean;
  /** Keys and indexes below the setting, where one of its values or keys stands on the line. */
  readonly path: readonly (string | number)[];
  /** True when it is the last key of the path that stands there. */
  readonly isKey: boolean;
}

/** More would not help to find the one that matters; `explain` shows all. */
const MOST = 3;
/** Shorter values, such as an app's name, are parts of many words that do not come from them. */
const SHORT = 8;

/**
 * The settings that a variable was computed from, nearest first: those whose value or name stands on the printed
 * line, or else those that cluster.yaml sets. None where they are too many to be of help.
 */
export function settingsBehind(variables: Variables, id: string, line: string): Origin[] {
  const leaves = leavesOf(variables, id);
  const owner = variables.nodes.get(id)?.owner;
  const rated = leaves.map((leaf) => ({ leaf, ...rate(leaf, line, leaf.owner === owner) }));
  const best = Math.max(0, ...rated.map(({ score }) => score));
  const set = rated.filter(({ leaf }) => leaf.origin === "set");
  const rest = set.length > 0 ? set : rated.filter(({ leaf }) => leaf.origin !== "absent" || leaf.id === id);
  const chosen = best > 0 ? rated.filter(({ score }) => score === best) : rest;
  if (chosen.length > MOST) return [];
  return chosen.map(({ leaf, path, isKey }) => ({
    name: leaf.id,
    ...(leaf.id !== id && { through: id }),
    isSet: leaf.origin === "set",
    path,
    isKey,
  }));
}

/** The settings below a variable, breadth first. One with a computed default counts where nothing below it is set. */
function leavesOf(variables: Variables, id: string): Node[] {
  const found = new Map<string, Node>();
  const seen = new Set([id]);
  for (const next of seen) {
    const node = variables.nodes.get(next);
    if (!node) continue;
    if (isLeaf(variables, node)) found.set(next, node);
    else for (const read of node.reads) seen.add(read);
  }
  return [...found.values()];
}

function isLeaf(variables: Variables, node: Node): boolean {
  if (!variables.members.some(({ schema }) => schema.properties[node.id])) return false;
  return node.origin !== "derived" || !isSetBelow(variables, node, new Set());
}

function isSetBelow(variables: Variables, node: Node, seen: Set<string>): boolean {
  return node.reads.some((id) => {
    if (seen.has(id)) return false;
    seen.add(id);
    const read = variables.nodes.get(id);
    return read !== undefined && (read.origin === "set" || isSetBelow(variables, read, seen));
  });
}

interface Rating extends Pick<Origin, "path" | "isKey"> {
  readonly score: number;
}

/** How much of a setting stands on a line, by its value and by its name, and where in the setting that value is. */
function rate({ id, value }: Node, line: string, isOwn: boolean): Rating {
  let best: Rating = { score: 0, path: [], isKey: false };
  for (const { text, isWhole, path, isKey } of textsIn(value, [])) {
    const stands = text.length > best.score && standsOn(line, text);
    if (stands && (!isWhole || scalarOf(line) === text)) best = { score: text.length, path, isKey };
  }
  return { ...best, score: best.score + nameScore(id, line, isOwn) };
}

interface Part extends Pick<Origin, "path" | "isKey"> {
  readonly text: string;
  /** True when it must be all that stands there. */
  readonly isWhole: boolean;
}

function* textsIn(value: unknown, path: readonly (string | number)[]): Iterable<Part> {
  if (typeof value === "number") yield { text: String(value), isWhole: true, path, isKey: false };
  else if (typeof value === "string")
    yield { text: value, isWhole: value.length < SHORT, path, isKey: false };
  else if (Array.isArray(value))
    for (const [index, item] of value.entries()) yield* textsIn(item, [...path, index]);
  else if (typeof value === "object" && value !== null)
    for (const [key, item] of Object.entries(value)) {
      yield { text: key, isWhole: true, path: [...path, key], isKey: true };
      yield* textsIn(item, [...path, key]);
    }
}

/** True where the text stands on the line as a word of its own. */
function standsOn(line: string, text: string): boolean {
  for (let at = line.indexOf(text); at >= 0; at = line.indexOf(text, at + 1)) {
    const around = `${line[at - 1] ?? " "}${line[at + text.length] ?? " "}`;
    if (!/[A-Za-z0-9_]/.test(around)) return true;
  }
  return false;
}

function scalarOf(line: string): string | undefined {
  return /^[\s-]*(?:[\w.-]+:\s+)?["']?(.+?)["']?:?$/.exec(line)?.[1];
}

/** An environment variable of the setting's name says most, then a shared beginning, then the key of an app's own. */
function nameScore(id: string, line: string, isOwn: boolean): number {
  if (standsOn(line.toLowerCase(), id)) return id.length;
  const scalar = scalarOf(line) ?? "";
  if (/_.*_/.test(scalar) && id.startsWith(`${scalar}_`)) return scalar.length;
  const key = /^[\s-]*"?(\w+)"?:/.exec(line)?.[1];
  const isNamed =
    key !== undefined && id.endsWith(key) && /^([a-z0-9]+_){0,2}$/.test(id.slice(0, -key.length));
  return isOwn && isNamed ? key.length : 0;
}
