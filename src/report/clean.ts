/** C0 and C1 controls, line and paragraph separators, bidirectional controls, zero-width characters, surrogates. */
const unsafe =
  /[\0-\x1F\x7F-\x9F\u00AD\u061C\u180E\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]|\p{Cs}|[\u{E0000}-\u{E007F}]/gu;

/**
 * Returns the text with everything escaped that a terminal would act upon or not show, so that a file cannot
 * move the cursor, recolour the screen or reorder a line. For single lines: a line feed is escaped, too.
 */
export function clean(text: string): string {
  return text.replace(unsafe, escapeCharacter);
}

function escapeCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const named: Record<string, string> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };
  const hex = code.toString(16);
  return named[character] ?? (code < 0x100 ? `\\x${hex.padStart(2, "0")}` : `\\u{${hex}}`);
}
