import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { redrawer } from "../../src/reconcile/redraw.ts";
import { terminal } from "../conformance/terminal.ts";

const size = { columns: 20, rows: 8 };
const line = fc.string({ maxLength: size.columns - 1, unit: fc.constantFrom("a", "b", " ", "ü") });
const picture = fc.array(line, { maxLength: size.rows - 2 });

describe("redrawer", () => {
  it("leaves what was there before, and the last picture", () => {
    fc.assert(
      fc.property(fc.array(line), fc.array(picture, { minLength: 1 }), (before, pictures) => {
        const seen = terminal(size.columns, size.rows);
        for (const text of before) seen.write(`${text}\r\n`);
        const draw = redrawer(
          (text) => seen.write(text.replaceAll("\n", "\r\n")),
          () => size.columns,
        );
        for (const one of pictures) {
          draw(one);
          seen.write("^C");
        }
        draw(pictures.at(-1) ?? [], true);
        const expected = [...before, ...(pictures.at(-1) ?? [])].map((text) => text.trimEnd());
        const rows = seen.transcript();
        expect(rows.slice(0, expected.length)).toEqual(expected);
        expect(rows.slice(expected.length).join("")).toBe("");
      }),
    );
  });

  it("writes nothing for the same picture, unless it must", () => {
    const written: string[] = [];
    const draw = redrawer(
      (text) => written.push(text),
      () => 80,
    );
    draw(["one"]);
    draw(["one"]);
    expect(written).toHaveLength(1);
    draw(["one"], true);
    expect(written).toHaveLength(2);
  });

  it("goes up over lines that a narrower terminal has broken", () => {
    const written: string[] = [];
    let columns = 80;
    const draw = redrawer(
      (text) => written.push(text),
      () => columns,
    );
    draw(["x".repeat(30), "\x1b[31my\x1b[39m"]);
    columns = 20;
    draw(["z"]);
    expect(written.at(-1)).toContain("\x1b[3A");
  });
});
