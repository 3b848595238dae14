import { describe, expect, it } from "vitest";
import { terminal } from "./terminal.ts";

const cases: readonly { title: string; written: string; screen: string[]; transcript?: string[] }[] = [
  { title: "lines", written: "one\r\ntwo", screen: ["one", "two", ""] },
  { title: "a long line goes on in the next row", written: "123456789", screen: ["12345678", "9", ""] },
  { title: "a full row does not begin the next", written: "12345678\r\nx", screen: ["12345678", "x", ""] },
  {
    title: "what scrolls out of sight is kept",
    written: "a\r\nb\r\nc\r\nd\r\n",
    screen: ["c", "d", ""],
    transcript: ["a", "b", "c", "d", ""],
  },
  { title: "colours take no room", written: "\x1b[31mred\x1b[39m!", screen: ["red!", "", ""] },
  { title: "a line is written over", written: "abc\r\x1b[Kx", screen: ["x", "", ""] },
  {
    title: "a picture is drawn over the one before",
    written: "aaa\r\nbbb\r\n\x1b[2A\x1b[2Kcc\r\n\x1b[2Kd\r\n\x1b[J",
    screen: ["cc", "d", ""],
  },
  {
    title: "a smaller picture leaves nothing of the larger one",
    written: "aaa\r\nbbb\r\n\x1b[2A\x1b[2Kc\r\n\x1b[J",
    screen: ["c", "", ""],
  },
  { title: "up ends at the first row", written: "a\r\nb\r\n\x1b[9A\x1b[2Kc", screen: ["c", "b", ""] },
];

describe("terminal", () => {
  it.each(cases)("$title", ({ written, screen, transcript }) => {
    const seen = terminal(8, 3);
    seen.write(written);
    expect(seen.screen()).toEqual(screen);
    if (transcript) expect(seen.transcript()).toEqual(transcript);
  });

  it("tells which rows had more than fits", () => {
    const seen = terminal(8, 3);
    seen.write("12345678\r\n123456789");
    expect(seen.overfull()).toEqual(["12345678"]);
  });

  it("refuses what it does not know", () => {
    expect(() => terminal(8, 3).write("\x1b[3;4H")).toThrow();
  });
});
