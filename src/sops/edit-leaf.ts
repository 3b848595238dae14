import type { Parsed } from "./parse.ts";
import { type Edit, lineEnd } from "./place.ts";
import { printEncrypted, printPlain, type Style, styleOf, type TokenPlace } from "./token.ts";
import type { Leaf } from "./tree.ts";
import type { Plain } from "./value.ts";

const INDENT = 2;

/**
 * Replaces a scalar by its encrypted form: in the style that it has, so that decrypting can bring that back,
 * or in the style that an unchanged value had before.
 */
export function sealEdit(parsed: Parsed, leaf: Leaf, encrypted: string, before?: Style): Edit {
  const place = tokenPlace(parsed, leaf);
  const style = before === undefined || before === "block" ? place.style : before;
  const ending = place.style === "block" && style !== "block" ? place.lineBreak : "";
  return { ...leaf.span, text: printEncrypted(encrypted, { ...place, style }) + ending };
}

/** Replaces an encrypted scalar by its plaintext, in the style that it has. */
export function openEdit(parsed: Parsed, leaf: Leaf, plain: Plain): Edit {
  return { ...leaf.span, text: printPlain(plain, tokenPlace(parsed, leaf)) };
}

function tokenPlace({ text, locate }: Parsed, { node, span, flow, owner }: Leaf): TokenPlace {
  const style = styleOf(node.type);
  const rest = text.slice(span.end, lineEnd(text, span.end));
  const after = style === "block" ? span.end : lineEnd(text, span.end);
  return {
    style,
    flow,
    indent: locate(owner).column - 1 + INDENT,
    lineBreak: text.includes("\r\n") ? "\r\n" : "\n",
    alone: style === "block" || rest.trim() === "",
    mayKeep: !/^[ \t]*(?:\r?\n|$)/.test(text.slice(after, lineEnd(text, after)) || "end"),
  };
}
