import fc from "fast-check";

const LAST = 0x10ffff;
const FIRST_HALF = 0xd800;
const HALVES = 0x800;

/** Any character, half of them ASCII. The unit `binary` of fast-check makes a map of all of them, for a second. */
const character = fc.oneof(
  fc.integer({ min: 0, max: 0x7f }).map((code) => String.fromCodePoint(code)),
  fc
    .integer({ min: 0, max: LAST - HALVES })
    .map((code) => String.fromCodePoint(code < FIRST_HALF ? code : code + HALVES)),
);

/** Texts of any characters but halves of surrogate pairs. */
export function anyText(maxLength?: number): fc.Arbitrary<string> {
  return fc.string({ unit: character, ...(maxLength !== undefined && { maxLength }) });
}
