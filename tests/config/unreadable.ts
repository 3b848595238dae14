/** Files that cannot be loaded, or not without a complaint, each with what must be said about it. */
export interface Unreadable {
  readonly name: string;
  readonly text: string | Uint8Array;
  readonly problems: readonly string[];
  /** Places that the first problem must also name. */
  readonly related?: readonly string[];
}

const bytes = (...values: number[]) => new Uint8Array(values);
const encoded = (text: string, encoding: "utf16le" | "latin1") => new Uint8Array(Buffer.from(text, encoding));
const nested = (depth: number) => `a: ${"[".repeat(depth)}${"]".repeat(depth)}\n`;
const bomb = ["a: &a [x,x,x,x,x,x,x,x,x,x]", "b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]"];
for (const [name, below] of ["cb", "dc", "ed", "fe", "gf"]) {
  bomb.push(`${name}: &${name} [${Array.from({ length: 10 }, () => `*${below}`).join(",")}]`);
}

export const unreadable: readonly Unreadable[] = [
  { name: "an empty file", text: "", problems: ["1:1 empty-file"] },
  { name: "only comments", text: "# a\n# b\n", problems: ["1:1 empty-file"] },
  { name: "only a document marker", text: "---\n", problems: ["1:1 empty-file"] },
  { name: "a byte order mark and nothing else", text: "\uFEFF", problems: ["1:1 empty-file"] },
  { name: "a list", text: "# x\n- a: 1\n", problems: ["2:1 not-a-map"] },
  { name: "a scalar", text: "hello\n", problems: ["1:1 not-a-map"] },
  { name: "one setting without a space", text: "a:1\n", problems: ["1:1 not-a-map"] },
  { name: "invalid UTF-8", text: bytes(0x61, 0x3a, 0x0a, 0x62, 0xc3, 0x28), problems: ["2:2 invalid-utf8"] },
  { name: "invalid UTF-8 first", text: bytes(0xff, 0x61, 0x3a, 0x31), problems: ["1:1 invalid-utf8"] },
  { name: "a cut-off character", text: bytes(0x61, 0x3a, 0x20, 0xe2, 0x82), problems: ["1:4 invalid-utf8"] },
  { name: "Latin-1", text: encoded("a: 1\nb: Köln\n", "latin1"), problems: ["2:5 invalid-utf8"] },
  { name: "UTF-16 with a mark", text: encoded("\uFEFFa: 1\n", "utf16le"), problems: ["1:1 wrong-encoding"] },
  { name: "UTF-16 without a mark", text: encoded("a: 1\n", "utf16le"), problems: ["1:1 wrong-encoding"] },
  { name: "UTF-16, big end first", text: bytes(0, 0x61, 0, 0x3a), problems: ["1:1 wrong-encoding"] },
  {
    name: "UTF-32 with a mark",
    text: bytes(0xff, 0xfe, 0, 0, 0x61, 0, 0, 0),
    problems: ["1:1 wrong-encoding"],
  },
  {
    name: "UTF-32 without a mark",
    text: bytes(0, 0, 0, 0x61, 0, 0, 0, 0x3a),
    problems: ["1:1 wrong-encoding"],
  },
  { name: "more than a mebibyte", text: `a: ${"x".repeat(1024 * 1024)}`, problems: ["1:1 file-too-large"] },
  { name: "NUL", text: "a: 1\nb: x\0y\n", problems: ["2:5 control-character"] },
  { name: "an escape character", text: "a: 1\nb: \x1b[31m\n", problems: ["2:4 control-character"] },
  { name: "a C1 control", text: "a: x\u009by\n", problems: ["1:5 control-character"] },
  { name: "a byte order mark inside", text: "a: 1\n\uFEFFb: 2\n", problems: ["2:1 control-character"] },
  { name: "line ends of an old Mac", text: "a: 1\rb: 2\r", problems: ["1:5 bad-line-end"] },
  {
    name: "a non-breaking space after a colon",
    text: "a: 1\nb:\u00a02\n",
    problems: ["2:3 non-breaking-space"],
  },
  {
    name: "a non-breaking space as indentation",
    text: "a:\n\u00a0b: 2\n",
    problems: ["2:1 non-breaking-space"],
  },
  { name: "a bidirectional control", text: 'a: "x\u202ey"\n', problems: ["1:6 invisible-character warning"] },
  { name: "a tab as indentation", text: "a:\n\tb: 1\n", problems: ["2:1 tab-indentation"] },
  { name: "a tab after spaces", text: "a:\n  b: 1\n  \tc: 2\n", problems: ["3:3 tab-indentation"] },
  { name: "an open double quote", text: 'a: 1\nb: "x\nc: 2\n', problems: ["2:4 unclosed-quote"] },
  { name: "an open single quote", text: "a: 1\nb: 'x\nc: 2\n", problems: ["2:4 unclosed-quote"] },
  { name: "an open quote before another", text: 'a: "x\nb: "y"\n', problems: ["1:4 unclosed-quote"] },
  { name: "an apostrophe in single quotes", text: "a: 'it's'\n", problems: ["1:8 text-after-value"] },
  { name: "text after a quoted value", text: 'a: "x" y\n', problems: ["1:8 text-after-value"] },
  { name: "an unknown escape", text: 'a: "C:\\Qx"\n', problems: ["1:7 bad-escape"] },
  { name: "an open bracket", text: "a: [1, 2\nb: 3\n", problems: ["1:4 unclosed-bracket"] },
  { name: "an open brace", text: "a: {x: 1\nb: 3\n", problems: ["1:4 unclosed-bracket"] },
  { name: "an open bracket at the end", text: "a: 1\nb: [1,\n", problems: ["2:4 unclosed-bracket"] },
  { name: "no space after a colon", text: "a: 1\nb:2\nc: 3\n", problems: ["2:3 missing-space"] },
  { name: "no colon", text: "a: 1\nfoo\nc: 3\n", problems: ["2:1 missing-colon"] },
  { name: "a colon in a value", text: "a: b: c\n", problems: ["1:4 colon-in-value"] },
  { name: "a line indented too far", text: "a: 1\n  b: 2\n", problems: ["2:3 bad-indentation"] },
  { name: "a line indented too little", text: "a:\n    b: 1\n  c: 2\n", problems: ["3:1 bad-indentation"] },
  { name: "a first line indented alone", text: " a: 1\nb: 2\n", problems: ["2:1 bad-indentation"] },
  { name: "items in two columns", text: "a:\n  - x\n - y\n", problems: ["3:1 bad-indentation"] },
  {
    name: "a reserved character",
    text: "a: @x\nb: `y`\n",
    problems: ["1:4 reserved-character", "2:4 reserved-character"],
  },
  { name: "text after a block mark", text: "a: |x\n  b\n", problems: ["1:5 bad-block-text"] },
  { name: "an empty item", text: "a: [1,,2]\n", problems: ["1:7 yaml-syntax"] },
  { name: "a closing bracket alone", text: "a: ]\n", problems: ["1:4 yaml-syntax"] },
  {
    name: "a duplicate key",
    text: "a: 1\nb: 2\na: 3\n",
    problems: ["3:1 duplicate-key"],
    related: ["1:1"],
  },
  {
    name: "a duplicate key below, quoted once",
    text: 'a:\n  x: 1\n  "x": 2\n',
    problems: ["3:3 duplicate-key"],
    related: ["2:3"],
  },
  { name: "an unknown alias", text: "a: *nothing\n", problems: ["1:4 unknown-alias"] },
  { name: "an alias before its anchor", text: "a: *x\nb: &x 1\n", problems: ["1:4 unknown-alias"] },
  { name: "a star alone", text: "a: *\n", problems: ["1:4 unknown-alias"] },
  { name: "an alias of itself", text: "a: &x [*x]\n", problems: ["1:8 alias-cycle"] },
  { name: "an alias bomb", text: `${bomb.join("\n")}\n`, problems: ["5:29 alias-bomb"] },
  { name: "an alias as a key", text: "a: &x b\n*x : 1\n", problems: ["2:1 non-string-key"] },
  { name: "two anchors", text: "a: &x &y 1\n", problems: ["1:7 bad-alias"] },
  { name: "a merge key", text: "a: &x {c: 1}\nb:\n  <<: *x\n", problems: ["3:3 merge-key"] },
  { name: "two documents", text: "a: 1\n---\nb: 2\n", problems: ["2:1 several-documents"] },
  { name: "a document after an end mark", text: "a: 1\n...\nb: 2\n", problems: ["3:1 several-documents"] },
  { name: "a directive", text: "# x\n%YAML 1.1\n---\na: yes\n", problems: ["2:1 directive"] },
  { name: "65 levels", text: nested(65), problems: ["1:68 too-deep"] },
  { name: "a Python tag", text: "a: !!python/object:os.system {b: 1}\n", problems: ["1:30 tag"] },
  { name: "a tag of its own", text: "a: !secret foo\n", problems: ["1:12 tag"] },
  { name: "a binary tag", text: "a: !!binary aGk=\n", problems: ["1:13 tag"] },
  { name: "a number as a key", text: "8080: x\n", problems: ["1:1 non-string-key"] },
  { name: "a boolean as a key", text: "a:\n  true: x\n", problems: ["2:3 non-string-key"] },
  { name: "a list as a key", text: "? [a]\n: b\n", problems: ["1:3 non-string-key"] },
  { name: "no key", text: ": b\n", problems: ["1:3 empty-key"] },
  {
    name: "a merge conflict",
    text: "a: 1\n<<<<<<< HEAD\nb: 2\n=======\nb: 3\n>>>>>>> other\n",
    problems: ["2:1 merge-conflict"],
  },
  { name: "Jinja", text: "a: 1\nb: {{ name }}\n", problems: ["2:4 template-left"] },
  { name: "Jinja in a word", text: "a: x{{ name }}\n", problems: ["1:4 template-left"] },
  { name: "a Jinja block", text: "{% if x %}\na: 1\n", problems: ["1:1 template-left"] },
  { name: "our own delimiters", text: "a: #{ name }#\nb: 1\n", problems: ["1:1 template-left"] },
  { name: "a shell variable", text: "a: ${NAME}\n", problems: ["1:4 template-left"] },
  { name: "a shell variable with a default", text: "a: x-${NAME:=y}\n", problems: ["1:4 template-left"] },
  { name: "a key of 1100 characters", text: `${"x".repeat(1100)}: 1\n`, problems: ["1:1 key-too-long"] },
  {
    name: "several mistakes",
    text: "a: 1\na: 2\nb: *x\nc: !y z\n",
    problems: ["2:1 duplicate-key", "3:4 unknown-alias", "4:7 tag"],
    related: ["1:1"],
  },
];
