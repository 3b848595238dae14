import type { Outcome } from "../problem.ts";
import { isTrue } from "./conditions.ts";
import { describe, startOf } from "./describe.ts";
import { evaluate, noValue } from "./evaluate.ts";
import { Fault, positionOf } from "./fault.ts";
import { deeper, type Frame, fail, failed } from "./frame.ts";
import { runFor } from "./loop.ts";
import { newMacroOf } from "./macro.ts";
import { isPrinted, newPrinted, type Printed, printPrinted, printText, printValue } from "./printed.ts";
import { printBlock, runExtends, runFrom, runImport, runInclude } from "./reference.ts";
import { newScope, targetOf } from "./scope.ts";
import type { Statement, StatementOf, Template } from "./tree.ts";

/**
 * What a template prints with these variables, with the place that printed each stretch of it.
 * A known variable that is absent is null in the context. Problems carry the place in the template at fault,
 * also through includes, imports and macros; the run goes on after one, so that all are found at once.
 */
export function runTemplate(
  templates: ReadonlyMap<string, Template>,
  name: string,
  context: Readonly<Record<string, unknown>>,
): Outcome<Printed> {
  const root = newScope<unknown>(undefined);
  for (const [key, value] of Object.entries(context)) if (value !== undefined) root.values.set(key, value);
  const home = newScope(root);
  const rendering = { templates, problems: [] };
  const out = newPrinted();
  const frame: Frame = { rendering, template: name, scope: home, home, out, blocks: new Map(), depth: 0 };
  runBody(frame, templates.get(name)?.body ?? []);
  return { value: rendering.problems.length > 0 ? undefined : out, problems: rendering.problems };
}

/** Runs a whole template; one that extends another only defines things and leaves the printing to it. */
export function runBody(frame: Frame, body: readonly Statement[]): void {
  const parent = body.find((statement) => statement.kind === "extends");
  if (parent) runGuarded(frame, parent, () => runExtends(frame, parent, body));
  else runStatements(frame, body);
}

/** Runs statements in order. One that fails is reported, and the next ones still run. */
export function runStatements(frame: Frame, statements: readonly Statement[]): void {
  for (const statement of statements) {
    if (statement.kind === "text")
      printText(frame.out, statement.text, positionOf(frame.template, statement.at));
    else runGuarded(frame, statement, () => run(frame, statement));
  }
}

function runGuarded(frame: Frame, statement: Statement, action: () => void): void {
  try {
    action();
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    if (error.problem) frame.rendering.problems.push(error.problem);
    for (const name of namesSetBy(statement)) targetOf(frame.scope, name).values.set(name, failed);
  }
}

function namesSetBy(statement: Statement): readonly string[] {
  if (statement.kind === "set") return statement.names;
  if (statement.kind === "import") return [statement.as];
  return statement.kind === "from" ? statement.names.map(({ as }) => as) : [];
}

function run(frame: Frame, s: Statement): void {
  switch (s.kind) {
    case "print":
      print(frame, s);
      break;
    case "if":
      runStatements(frame, isTrue(evaluate(frame, s.condition)) ? s.yes : s.no);
      break;
    case "for":
      runFor(frame, s);
      break;
    case "set":
      runSet(frame, s);
      break;
    case "macro":
      frame.home.values.set(s.name, newMacroOf(frame, s.name, s, frame.home));
      break;
    case "switch":
      runSwitch(frame, s);
      break;
    default:
      runReference(frame, s);
  }
}

function runReference(frame: Frame, s: Statement): void {
  if (s.kind === "block") printPrinted(frame.out, printBlock(frame, s), positionOf(frame.template, s.at));
  if (s.kind === "include") runInclude(deeper(frame, s.at), s);
  if (s.kind === "import") runImport(deeper(frame, s.at), s);
  if (s.kind === "from") runFrom(deeper(frame, s.at), s);
}

function print(frame: Frame, s: StatementOf<"print">): void {
  const value = evaluate(frame, s.value);
  const at = positionOf(frame.template, s.at);
  if (isPrinted(value)) printPrinted(frame.out, value, at);
  else if (typeof value === "string") printValue(frame.out, value.replace(/\r\n?/g, "\n"), at);
  else if (typeof value === "boolean") printValue(frame.out, String(value), at);
  else if (typeof value === "number" && Number.isFinite(value)) printValue(frame.out, String(value), at);
  else if (value === null) fail(frame, startOf(s.value), noValue(s.value));
  else
    fail(frame, startOf(s.value), {
      code: "wrong-type",
      message: `\`${describe(s.value)}\` cannot be printed as it is`,
      hint: "end it with `| yaml`",
    });
}

function runSet(frame: Frame, s: StatementOf<"set">): void {
  const value = evaluate(frame, s.value);
  for (const name of s.names) targetOf(frame.scope, name).values.set(name, value);
}

/** A case without a body falls through to the next, as in nunjucks. */
function runSwitch(frame: Frame, s: StatementOf<"switch">): void {
  const on = evaluate(frame, s.on);
  const hit = s.cases.findIndex(({ value }) => evaluate(frame, value) === on);
  const body = hit < 0 ? undefined : s.cases.slice(hit).find((item) => item.body.length > 0)?.body;
  runStatements(frame, body ?? s.otherwise);
}
