import fc from "fast-check";
import { expect, test } from "vitest";
import { formatFloat, resolvePlain } from "../../src/sops/scalar.ts";

// What go-yaml v3, the reader of sops, makes of a plain scalar.
const CASES: readonly [string, string, string][] = [
  ["", "null", ""],
  ["~", "null", ""],
  ["Null", "null", ""],
  ["nULL", "str", "nULL"],
  ["true", "bool", "True"],
  ["FALSE", "bool", "False"],
  ["yes", "str", "yes"],
  ["off", "str", "off"],
  ["0", "int", "0"],
  ["-0", "int", "0"],
  ["12", "int", "12"],
  ["+12", "int", "12"],
  ["017", "int", "15"],
  ["08", "float", "8"],
  ["0o17", "int", "15"],
  ["0b11", "int", "3"],
  ["-0b11", "int", "-3"],
  ["0x1F", "int", "31"],
  ["-0x1f", "int", "-31"],
  ["1_000", "int", "1000"],
  ["1_0.5", "float", "10.5"],
  ["1__0", "int", "10"],
  ["9223372036854775807", "int", "9223372036854775807"],
  ["-9223372036854775808", "int", "-9223372036854775808"],
  ["9223372036854775808", "unsupported", ""],
  ["18446744073709551615", "unsupported", ""],
  ["18446744073709551616", "float", "18446744073709552000"],
  ["-9223372036854775809", "float", "-9223372036854776000"],
  ["0x", "str", "0x"],
  ["1.50", "float", "1.5"],
  ["1.", "float", "1"],
  [".5", "float", "0.5"],
  [".8_5", "float", "0.85"],
  [".8__5", "str", ".8__5"],
  ["._8", "str", "._8"],
  ["-.5", "float", "-0.5"],
  ["1e22", "float", "10000000000000000000000"],
  ["1e-7", "float", "0.0000001"],
  ["-1.5e-3", "float", "-0.0015"],
  ["1e400", "str", "1e400"],
  ["-0.0", "float", "-0"],
  [".inf", "float", "+Inf"],
  ["-.INF", "float", "-Inf"],
  [".NaN", "float", "NaN"],
  ["+.nan", "str", "+.nan"],
  ["2024-01-02", "time", "2024-01-02T00:00:00Z"],
  ["2024-1-2", "time", "2024-01-02T00:00:00Z"],
  ["2024-02-30", "str", "2024-02-30"],
  ["2024-13-01", "str", "2024-13-01"],
  ["2024-01-02T03:04:05Z", "time", "2024-01-02T03:04:05Z"],
  ["2024-01-02T03:04:05.120Z", "time", "2024-01-02T03:04:05.12Z"],
  ["2024-01-02t03:04:05+02:00", "time", "2024-01-02T03:04:05+02:00"],
  ["2024-01-02 03:04:05", "time", "2024-01-02T03:04:05Z"],
  ["2024-01-02T03:04:05", "str", "2024-01-02T03:04:05"],
  ["2024-01-02 03:04:05Z", "str", "2024-01-02 03:04:05Z"],
  ["2024-01-02T24:00:00Z", "str", "2024-01-02T24:00:00Z"],
  ["12:30:45", "str", "12:30:45"],
  ["1.2.3", "str", "1.2.3"],
  ["-", "str", "-"],
  ["text", "str", "text"],
];

test.each(CASES)("%j is read as %s %s", (source, type, text) => {
  expect(resolvePlain(source)).toEqual({ type, text });
});

test("a float is printed without an exponent and reads back as itself", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      const text = formatFloat(value);
      expect(text).toMatch(/^-?\d+(?:\.\d+)?$/);
      expect(Number(text)).toBe(value);
    }),
  );
});
