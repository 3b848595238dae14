import type { Position } from "../problem.ts";
import { clean } from "./clean.ts";

const width = 80;

/**
 * Returns the line at a place with its number, and a line with a caret below its column; both fit into 80
 * columns. Nothing for an empty line or one that the text does not have.
 */
export function excerpt(text: string, at: Position): string[] {
  const line = (text.split("\n", at.line)[at.line - 1] ?? "").replace(/^\uFEFF|\r$/g, "");
  if (line.trim() === "") return [];
  const gutter = `${String(at.line).padStart(5)} | `;
  const before = show(line.slice(0, at.column - 1));
  const after = show(line.slice(at.column - 1));
  const room = width - gutter.length;
  const shift = Math.max(0, columns(before) - Math.floor(room / 2));
  const left = shift > 0 ? `…${[...before].slice(shift + 1).join("")}` : before;
  const rest = [...after].slice(0, Math.max(1, room - columns(left))).join("");
  return [`${gutter}${left}${rest}`.trimEnd(), `${" ".repeat(5)} | ${" ".repeat(columns(left))}^`];
}

/** A tab is shown as one space, so that the caret stands where it should. */
function show(text: string): string {
  return clean(text.replaceAll("\t", " "));
}

function columns(text: string): number {
  return [...text].length;
}
