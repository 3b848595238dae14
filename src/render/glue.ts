import { report, type Sight } from "./sight.ts";
import type { Statement } from "./tree.ts";

/**
 * Tells where the YAML of a value touches other text: `"#{ x | yaml }#"` or `#{ x | yaml }#-db` would print a quoted
 * value inside another one as soon as the value needs its quotes.
 */
export function checkGlue(sight: Sight, statements: readonly Statement[]): void {
  statements.forEach((statement, index) => {
    if (!isYaml(statement)) return;
    const touches = !endsFree(statements[index - 1]) || !startsFree(statements[index + 1]);
    if (!touches) return;
    const message =
      "a value printed with `| yaml` touches other text, which breaks as soon as it needs quotes";
    const hint = 'join the parts inside: `#{ (name ~ "-db") | yaml }#`';
    report(sight, statement.at, { code: "glued-value", message, hint });
  });
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
