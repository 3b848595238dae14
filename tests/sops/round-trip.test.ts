import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { parse, stringify } from "yaml";
import type { Opened } from "../../src/sops/opened.ts";
import type { FileKind } from "../../src/sops/sealable.ts";
import { anyText } from "../any-text.ts";
import {
  changedLines,
  FILE,
  LATER,
  mustOpen,
  mustSeal,
  newReader,
  type Reader,
  ruleFor,
  secret,
} from "./kit.ts";

const HOSTILE = [
  "plain",
  'it\'s "quoted"',
  "${NAME} $${x} {{ .Values.x }} #{ y }# #% if %#",
  "line one\nline two\n",
  "no line break at the end\nhere",
  "several at the end\n\n\n",
  "\nat the start",
  "  leading\n  lines",
  "trailing ",
  " leading",
  "tab\there",
  "\ttab first",
  "emoji 🦊 and ü",
  "x".repeat(4096),
  "\u0000\u0001\u001b[31m\u007f",
  "carriage\rreturn\r\nand line feed",
  "next\u0085line \u2028separator \u2029paragraph",
  "\ufeffmark",
  "\uffff",
  "yes",
  "no",
  "on",
  "null",
  "~",
  "true",
  "0777",
  "1_000",
  "0x1f",
  "0o17",
  "1e400",
  "1.50",
  "12:30:45",
  "2024-01-02",
  "2024-01-02T03:04:05Z",
  "",
  " ",
  "-",
  "- item",
  "? key",
  "key: value",
  "# no comment",
  "a #b",
  "&anchor",
  "*alias",
  "!tag",
  "|",
  ">",
  "%directive",
  "@at",
  "`tick`",
  "[1, 2]",
  "{a: b}",
  "---",
  "...",
  "<<",
  "=",
  "ENC[AES256_GCM,data:oYyi,iv:MyID,tag:t5z2,type:str]",
  "sops",
  "\\",
  "\\n",
  "a\\\nb",
];

type StringType = "QUOTE_DOUBLE" | "QUOTE_SINGLE" | "BLOCK_LITERAL" | "BLOCK_FOLDED";

function printAs(defaultStringType: StringType, lineWidth = 0): (text: string) => string {
  const options = { defaultStringType, defaultKeyType: "PLAIN", lineWidth } as const;
  return (text) =>
    stringify({ v: text }, options)
      .replace(/^v: ?/, "")
      .replace(/(?<!\n)\n$/, "");
}

/** How our renderer and people write one value. */
const PRINTERS: readonly [string, (text: string) => string][] = [
  ["json", (text) => JSON.stringify(text)],
  ["double quoted, folded", printAs("QUOTE_DOUBLE", 20)],
  ["single quoted", printAs("QUOTE_SINGLE")],
  ["a block", printAs("BLOCK_LITERAL")],
  ["a folded block", printAs("BLOCK_FOLDED", 20)],
];

let reader: Reader;
beforeAll(async () => {
  reader = await newReader();
});

function valueAt(opened: Opened, place: string): string | undefined {
  return opened.leaves.find((leaf) => leaf.place === place)?.value.text;
}

async function roundTrip(plaintext: string, kind: FileKind): Promise<{ sealed: string; opened: Opened }> {
  const { text } = await mustSeal(plaintext, { rule: ruleFor([reader.recipient]), kind });
  return { sealed: text, opened: await mustOpen(text, reader) };
}

describe.each(PRINTERS)("a hostile value written as %s", (_, print) => {
  test.each(HOSTILE.map((text) => [JSON.stringify(text).slice(0, 40), text] as const))(
    "%s",
    async (_, hostile) => {
      const printed = print(hostile).replaceAll("\n", "\n  ");
      const plaintext = secret({ before: '"b"', value: printed, after: '"a"' });
      // Not every style can carry every text: what is sealed is what a YAML reader finds there.
      const text = parse(plaintext).stringData.value as string;
      const { sealed, opened } = await roundTrip(plaintext, "manifest");
      expect(valueAt(opened, "stringData.value")).toBe(text);
      expect(valueAt(opened, "stringData.after")).toBe("a");
      expect(opened.document.getIn(["stringData", "value"])).toBe(text);
      const again = await mustSeal(plaintext, {
        rule: ruleFor([reader.recipient]),
        previous: opened,
        now: LATER,
      });
      expect(again).toMatchObject({ changed: false, text: sealed });
      // The plaintext that a person gets to edit carries the same values, whatever its style became.
      expect(parse(opened.plaintext).stringData).toEqual({ before: "b", value: text, after: "a" });
      const edited = await roundTrip(opened.plaintext, "config");
      expect(valueAt(edited.opened, "stringData.value")).toBe(text);
    },
  );
});

const unicode = fc.string({ unit: "grapheme", maxLength: 60 });
const hostile = fc.oneof(
  unicode,
  anyText(60),
  fc
    .array(fc.constantFrom(...HOSTILE, "\n", " ", "#", ": "), { maxLength: 4 })
    .map((parts) => parts.join("")),
);
const key = fc.stringMatching(/^[A-Za-z][A-Za-z0-9._-]{0,12}$/);

test("opening inverts sealing, for any values", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.dictionary(key, hostile, { minKeys: 1, maxKeys: 6 }),
      fc.boolean(),
      async (values, folded) => {
        const options = { lineWidth: folded ? 30 : 0, defaultStringType: "QUOTE_DOUBLE" } as const;
        const plaintext = stringify({ kind: "Secret", stringData: values }, options);
        const { opened } = await roundTrip(plaintext, "manifest");
        expect(opened.document.toJS().stringData).toEqual({ ...values });
      },
    ),
    { numRuns: 80 },
  );
});

test("sealing an opened file again changes no byte, and one new value changes three lines", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(unicode, { minLength: 1, maxLength: 5 }), fc.nat(), async (texts, pick) => {
      const values = Object.fromEntries(texts.map((text, i) => [`k${i}`, JSON.stringify(`${text}.`)]));
      const { sealed, opened } = await roundTrip(secret(values), "manifest");
      const input = { rule: ruleFor([reader.recipient]), previous: opened, now: LATER };
      expect((await mustSeal(secret(values), input)).text).toBe(sealed);
      const changed = `k${pick % texts.length}`;
      const next = await mustSeal(secret({ ...values, [changed]: '"another"' }), input);
      expect(next.changedPaths).toEqual([`stringData.${changed}`]);
      const names = changedLines(sealed, next.text).map((line) => line.trim().split(":")[0]);
      expect(names).toEqual([changed, "lastmodified", "mac"]);
    }),
    { numRuns: 40 },
  );
});

const CONFIGS = [
  [
    "comments, blank lines and order",
    '# top\n\nb: 1 # one\n\n# about a\nsecret: "x" # why\n\n\na: [1, 2]\n# end\n',
  ],
  ["styles", "secret: plain text\ndata: 'it''s'\nstringData: \"a\\tb\"\nz: |\n  not secret\n"],
  ["blocks", "data: |\n  one\n  two\n\nnext: 1\nstringData: |-\n  one\n\n  two\nlast: >\n  folded\n  text\n"],
  ["a block that keeps its end", "data: |+\n  one\n\n\nnext: 1\n"],
  [
    "lists and maps",
    'data:\n  - a\n  - k: "v"\n    l: [\'x\', "y"]\n  -\n    - deep\n  - {m: \'n\'}\nstringData: {a: "b"}\n',
  ],
  ["other types", "data:\n  int: 12\n  float: 1.5\n  bool: true\n  none:\n  nothing: ~\n  empty: ''\n"],
  ["comments inside", "data:\n  # first\n  a: b # inline\n  # last\nstringData:\n  # item\n  - x\n"],
  ["an indented top", "  data: x\n  b: y\n"],
  ["a start marker", "---\ndata: x\n"],
  ["line breaks of Windows", "a: 1\r\ndata: |\r\n  one\r\n  two\r\nb: 2\r\n"],
  ["a byte order mark", "\ufeffdata: x\n"],
] as const;

test.each(CONFIGS)("a person's file comes back byte for byte: %s", async (_, plaintext) => {
  const { sealed, opened } = await roundTrip(plaintext, "config");
  expect(opened.plaintext).toBe(plaintext);
  const again = await mustSeal(plaintext, {
    rule: ruleFor([reader.recipient]),
    previous: opened,
    kind: "config",
  });
  expect(again.text).toBe(sealed);
});

test("positions of a decrypted document are those of the file on disk", async () => {
  const { sealed, opened } = await roundTrip("a: 1\ndata: |\n  one\n  two\n  three\nb: 2\n", "config");
  const leaf = opened.leaves.find(({ place }) => place === "b");
  const { line } = opened.locate(leaf?.span.start ?? 0);
  expect(sealed.split("\n")[line - 1]).toBe("b: 2");
  expect(opened.locate(0).file).toBe(FILE);
});
