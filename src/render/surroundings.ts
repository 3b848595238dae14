import { report, type Sight } from "./sight.ts";
import type { Statement } from "./tree.ts";

/** Tells what is wrong with where a value stands among the text around it. */
export function checkSurroundings(sight: Sight, statements: readonly Statement[]): void {
  checkGlue(sight, statements);
  checkIndent(sight, statements);
}

/**
 * Tells where the YAML of a value touches other text: `"#{ x | yaml }#"` or `#{ x | yaml }#-db` would print a quoted
 * value inside another one as soon as the value needs its quotes.
 */
function checkGlue(sight: Sight, statements: readonly Statement[]): void {
  statements.forEach((statement, index) => {
    if (!isYaml(statement)) return;
    const touches = !endsFree(statements[index - 1]) || !startsFree(statements[index + 1]);
    if (!touches) return;
    const message =
      "a value printed with `| yaml` touches other text, which breaks as soon as it needs quotes";
    const isQuoted =
      /["']$/.test(textOf(statements[index - 1])) && /^["']/.test(textOf(statements[index + 1]));
    const hint = isQuoted
      ? "leave out the quotes around it"
      : 'join the parts inside: `#{ (name ~ "-db") | yaml }#`';
    report(sight, statement.at, { code: "glued-value", message, hint });
  });
}

function textOf(s: Statement | undefined): string {
  return s?.kind === "text" ? s.text : "";
}

function isYaml(s: Statement | undefined): boolean {
  return s?.kind === "print" && s.value.kind === "filter" && s.value.name === "yaml";
}

function endsFree(before: Statement | undefined): boolean {
  if (before?.kind === "print") return false;
  return before?.kind !== "text" || /(^|[\s[{,])$/.test(before.text);
}

function startsFree(after: Statement | undefined): boolean {
  if (after?.kind === "print") return false;
  return after?.kind !== "text" || /^($|[\s\]},:])/.test(after.text);
}

/** Tells where `yaml(4)` would not put its lines below the key or the dash that they belong to. */
function checkIndent(sight: Sight, statements: readonly Statement[]): void {
  statements.forEach((statement, index) => {
    const indent = indentOf(statement);
    const owner = indent === undefined ? undefined : ownerColumn(statements[index - 1]);
    if (indent === undefined || owner === undefined || indent > owner) return;
    const message = `\`yaml(${indent})\` does not reach below what it belongs to, which is indented by ${owner}`;
    report(sight, statement.at, { code: "yaml-indent", message, hint: `write \`| yaml(${owner + 2})\`` });
  });
}

function indentOf(s: Statement): number | undefined {
  if (s.kind !== "print" || s.value.kind !== "filter" || s.value.name !== "yaml") return undefined;
  const width = s.value.args.positional[0] ?? s.value.args.named[0]?.value;
  return width?.kind === "literal" && typeof width.value === "number" ? width.value : undefined;
}

/** How far the key, or else the last dash, at the end of the text is indented. */
function ownerColumn(before: Statement | undefined): number | undefined {
  if (before?.kind !== "text" || !before.text.includes("\n")) return undefined;
  const line = before.text.slice(before.text.lastIndexOf("\n") + 1);
  const found = /^( *)((?:- +)*)(?:(?![#-])[^#]*:)? *$/.exec(line);
  if (!found || line.trim() === "") return undefined;
  const [, spaces = "", dashes = ""] = found;
  return line.trimEnd().endsWith(":")
    ? spaces.length + dashes.length
    : spaces.length + dashes.lastIndexOf("-");
}
