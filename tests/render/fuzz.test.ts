import fc from "fast-check";
import { expect, it } from "vitest";
import { compileNow } from "../../src/render/compile.ts";
import { renderAll } from "../../src/render/render.ts";
import { knownOf, sourcesOf } from "./rendering.ts";

const context = { name: "x", on: true, list: ["a"], map: { a: 1 }, absent: null };
const pieces = (
  "#{ |}#|#% |%#|#{-|-}#|#| ||#|if |endif |else |elif |for x in |endfor |set y = |set z |endset |macro m(a) |endmacro |" +
  "call m(1) |endcall |block b |endblock |switch |case |endswitch |filter indent |endfilter |include 't.yaml.j2' |" +
  "extends '_p.j2' |import '_p.j2' as p |from '_p.j2' import m |name|on|list|map|absent|x|y|m(1)|caller()|super()|loop.index|.a|" +
  "[0]|(|)|[|]|{|}|,|:|~|+|-|==|<| and | or | not | in | is none| if | else | \\| yaml| \\| yaml(2)| \\| upper| \\| length|1|'s'|\n|  |a: |r/x/"
)
  .split(/(?<!\\)\|/)
  .map((piece) => piece.replace("\\", ""))
  .concat("|#", "|");
const template = fc.array(fc.constantFrom(...pieces), { maxLength: 14 }).map((parts) => parts.join(""));
const wellFormed = fc
  .array(
    fc.constantFrom(
      "#{ ",
      " }#",
      "#% if ",
      " %#",
      "#% endif %#",
      "#% for x in ",
      "#% endfor %#",
      "name",
      "list",
      "map.a",
      "on",
      "x",
      " | yaml",
      "\na: ",
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(""));

it("gives files or problems, and never throws", () => {
  fc.assert(
    fc.property(fc.oneof(template, wellFormed), fc.oneof(template, wellFormed), (main, part) => {
      const compiled = compileNow(sourcesOf({ "t.yaml.j2": main, "_p.j2": part }), () => knownOf(context));
      expect(compiled.value === undefined).toBe(
        compiled.problems.some(({ severity }) => severity === "error"),
      );
      for (const { at, message } of compiled.problems) {
        expect(message).toMatch(/^[^A-Z\u0000-\u001f]/);
        const lines = (at?.file === "_p.j2" ? part : main).split("\n");
        expect(at?.line).toBeLessThanOrEqual(lines.length);
        expect(at?.column).toBeLessThanOrEqual((lines[(at?.line ?? 0) - 1]?.length ?? 0) + 1);
      }
      if (!compiled.value) return;
      const files = renderAll(compiled.value, [{ template: "t.yaml.j2", path: "t.yaml", context }]);
      expect(files.value === undefined).toBe(files.problems.length > 0);
    }),
    { numRuns: 1500 },
  );
});
