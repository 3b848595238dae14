import { describe, startOf } from "./describe.ts";
import { checkGlue } from "./glue.ts";
import { newScope, targetOf } from "./scope.ts";
import { isOnly, isWithin, joinShapes, type MacroShape, type Shape, shapeOf } from "./shape.ts";
import { report, type Sight } from "./sight.ts";
import { checkExpression } from "./static-expression.ts";
import { checkBlock, checkExtends, checkFrom, checkImport, checkInclude } from "./static-reference.ts";
import type { Expression, Statement, StatementOf } from "./tree.ts";

/** Checks a whole template; the counterpart of runBody. */
export function checkBody(sight: Sight, body: readonly Statement[]): void {
  const parent = body.find((statement) => statement.kind === "extends");
  if (parent) checkExtends(sight, parent, body);
  else checkStatements(sight, body);
}

export function checkStatements(sight: Sight, statements: readonly Statement[]): void {
  checkGlue(sight, statements);
  for (const statement of statements) checkStatement(sight, statement);
}

function checkStatement(sight: Sight, s: Statement): void {
  switch (s.kind) {
    case "print":
      checkPrint(sight, s);
      break;
    case "if":
      checkExpression(sight, s.condition);
      checkStatements(sight, s.yes);
      checkStatements(sight, s.no);
      break;
    case "for":
      checkFor(sight, s);
      break;
    case "set":
      define(sight, s.names, checkExpression(sight, s.value));
      break;
    case "macro":
      defineMacro(sight, s);
      break;
    case "switch":
      checkExpression(sight, s.on);
      for (const { value } of s.cases) checkExpression(sight, value);
      for (const { body } of s.cases) checkStatements(sight, body);
      checkStatements(sight, s.otherwise);
      break;
    default:
      checkReference(sight, s);
  }
}

function checkReference(sight: Sight, s: Statement): void {
  if (s.kind === "block") checkBlock(sight, s);
  if (s.kind === "include") checkInclude(sight, s);
  if (s.kind === "import") checkImport(sight, s);
  if (s.kind === "from") checkFrom(sight, s);
  if (s.kind === "extends") {
    const message = "`extends` must stand at the top of a template";
    report(sight, s.at, { code: "template-syntax", message });
  }
}

/** A name keeps all that it ever was: which branch was taken, and how often a loop ran, is not known here. */
export function define(sight: Sight, names: readonly string[], shape: Shape): void {
  for (const name of names) {
    const { values } = targetOf(sight.scope, name);
    const before = values.get(name);
    if (before && isWithin(shape, before)) continue;
    if (before) sight.check.changed = true;
    values.set(name, before ? joinShapes(before, shape) : shape);
  }
}

function defineMacro(sight: Sight, s: StatementOf<"macro">): void {
  const { name, parameters, body } = s;
  const macro: MacroShape = {
    name,
    template: sight.template,
    parameters,
    body,
    around: sight.home,
    home: sight.home,
  };
  const seen = sight.check.macros.get(body);
  sight.check.macros.set(body, { macro, called: seen?.called ?? false });
  sight.home.values.set(name, shapeOf("macro", undefined, { macro }));
}

function checkPrint(sight: Sight, s: StatementOf<"print">): void {
  const shape = checkExpression(sight, s.value);
  if (shape.kinds.size > 0 && !isOnly(shape, "boolean", "number", "text")) reportUnquoted(sight, s, shape);
  for (const name of shape.secrets) sight.out.secrets.add(name);
  if (!sight.out.file || sight.check.sealed || shape.secrets.size === 0) return;
  const names = [...shape.secrets].map((name) => `\`${name}\``).join(", ");
  const message = `a secret would be printed into a file that is not encrypted: ${names}`;
  const hint = "print it in a template whose name ends in `.sops.yaml.j2`";
  report(sight, startOf(s.value), { code: "secret-in-clear", message, hint });
}

function reportUnquoted(sight: Sight, s: StatementOf<"print">, shape: Shape): void {
  const text = describe(s.value);
  if (shape.kinds.has("macro") || shape.kinds.has("namespace")) {
    const detail = {
      code: "wrong-type",
      message: `\`${text}\` is a macro`,
      hint: `call it: \`#{ ${text}() }#\``,
    };
    report(sight, startOf(s.value), detail);
    return;
  }
  const message = `\`${text}\` is printed without \`| yaml\`, so its value could change what the file means`;
  const hint = `write \`#{ ${isJoined(s.value) ? `(${text})` : text} | yaml }#\``;
  report(sight, startOf(s.value), { code: "unquoted-string", message, hint });
}

/** A filter binds tighter than an operator, so that `a ~ b | yaml` quotes only the second part. */
function isJoined(e: Expression): boolean {
  return ["binary", "compare", "choice", "unary"].includes(e.kind);
}

/** Goes through the body until no name turns out to stand for more: what its end sets, its start may read. */
function checkFor(sight: Sight, s: StatementOf<"for">): void {
  const over = checkExpression(sight, s.over);
  if (isOnly(over, "boolean", "number", "string", "text", "macro", "namespace")) {
    const message = `\`${describe(s.over)}\` is not a list or a map`;
    report(sight, startOf(s.over), { code: "wrong-type", message });
  }
  const before = sight.check.changed;
  do {
    sight.check.changed = false;
    const scope = newScope(sight.scope, false);
    for (const name of s.names) scope.values.set(name, itemShape(over, s.names.length));
    scope.values.set("loop", loopShape);
    checkStatements({ ...sight, scope }, s.body);
  } while (sight.check.changed);
  sight.check.changed = before;
  checkStatements(sight, s.empty);
}

function itemShape(over: Shape, names: number): Shape {
  const isKey = names === 1 && isOnly(over, "map");
  if (isKey) return shapeOf("string", over.secrets);
  return (names === 1 && over.element) || shapeOf("any", over.secrets);
}

const loopShape = shapeOf("map", undefined, {
  fields: new Map([
    ...["index", "index0", "revindex", "revindex0", "length"].map(
      (name) => [name, shapeOf("number")] as const,
    ),
    ...["first", "last"].map((name) => [name, shapeOf("boolean")] as const),
  ]),
});
