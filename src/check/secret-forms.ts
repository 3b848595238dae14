import { Buffer } from "node:buffer";

/** Shorter values are found only where they are a whole scalar. */
export const SHORTEST_SEARCHED = 6;

/**
 * The texts that a secret may hide behind: itself, base64 and base64url at each of the three alignments that it
 * can have inside of a longer value, percent-encoded, and escaped for JSON, YAML or Go templates.
 * Only texts of at least six characters.
 */
export function secretForms(value: string): readonly string[] {
  const json = JSON.stringify(value).slice(1, -1);
  const percent = encodeURIComponent(Buffer.from(value, "utf8").toString("utf8"));
  const strict = percent.replace(/[!'()*~]/g, toPercent);
  const all = [
    ...[value, value.trim(), json, json.replaceAll("/", "\\/"), toAscii(json), value.replaceAll("'", "''")],
    ...[percent, strict, toLower(percent), toLower(strict), strict.replaceAll("%20", "+")],
    ...[0, 1, 2].flatMap((shift) => base64At(value, shift)),
  ];
  return [...new Set(all)].filter((form) => form.length >= SHORTEST_SEARCHED);
}

/** The characters of base64 that depend on nothing but the value, when `shift` bytes stand before it. */
function base64At(value: string, shift: number): readonly string[] {
  const bytes = Buffer.concat([Buffer.alloc(shift), Buffer.from(value, "utf8")]);
  const first = Math.ceil((shift * 8) / 6);
  const last = Math.floor((bytes.length * 8) / 6);
  const sure = bytes.toString("base64").slice(first, last);
  return [sure, sure.replaceAll("+", "-").replaceAll("/", "_")];
}

function toPercent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

function toLower(percent: string): string {
  return percent.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase());
}

function toAscii(json: string): string {
  return json.replace(
    /[^\x20-\x7e]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
