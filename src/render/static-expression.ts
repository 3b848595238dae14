import { nearest } from "../nearest.ts";
import { conditions, insteadOfCondition } from "./conditions.ts";
import { describe } from "./describe.ts";
import { positionOf } from "./fault.ts";
import { forbidden, forbiddenFields, unknownField } from "./field.ts";
import { filters, insteadOfFilter } from "./filters.ts";
import { namesIn, type Scope } from "./scope.ts";
import { isOnly, joinShapes, type Shape, shapeOf, unite } from "./shape.ts";
import { newCapture, report, type Sight } from "./sight.ts";
import { checkCall } from "./static-call.ts";
import { checkStatements } from "./static-statement.ts";
import type { Arguments, Expression, ExpressionOf } from "./tree.ts";

/** What an expression can be, after telling all that is wrong with it. */
export function checkExpression(sight: Sight, e: Expression): Shape {
  switch (e.kind) {
    case "literal":
      return shapeOf(kindOfLiteral(e.value));
    case "name":
      return checkName(sight, e);
    case "field":
      return checkField(sight, e);
    case "call":
      return checkCall(sight, e);
    case "filter":
      return checkFilter(sight, e);
    case "test":
      return checkTest(sight, e);
    case "list":
      return listOf(e.items.map((item) => checkExpression(sight, item)));
    case "map":
      return mapOf(e.entries.map(({ key, value }) => [key, checkExpression(sight, value)]));
    case "capture": {
      const out = newCapture();
      checkStatements({ ...sight, out }, e.body);
      return shapeOf("text", out.secrets);
    }
    default:
      return checkOperator(sight, e);
  }
}

/** A string in a template is its author's text, as safe to print as the text around it. */
function kindOfLiteral(value: string | number | boolean | null) {
  if (value === null) return "null";
  if (typeof value === "string") return "text";
  return typeof value === "number" ? "number" : "boolean";
}

function listOf(items: readonly Shape[]): Shape {
  const element = items.length > 0 ? items.reduce(joinShapes) : undefined;
  return shapeOf("list", unite(...items.map((item) => item.secrets)), { element });
}

function mapOf(entries: readonly (readonly [string, Shape])[]): Shape {
  return shapeOf("map", unite(...entries.map(([, shape]) => shape.secrets)), { fields: new Map(entries) });
}

function checkName(sight: Sight, e: ExpressionOf<"name">): Shape {
  for (let at: Scope<Shape> | undefined = sight.scope; at; at = at.parent) {
    const found = at.values.get(e.name);
    if (!found) continue;
    if (at === sight.check.root) recordRead(sight, e);
    return found;
  }
  report(sight, e.at, unknownName(sight, e.name));
  return shapeOf(undefined);
}

function recordRead(sight: Sight, e: ExpressionOf<"name">): void {
  const places = sight.check.reads.get(e.name) ?? new Map();
  sight.check.reads.set(
    e.name,
    places.set(`${sight.template}:${e.at.join(":")}`, positionOf(sight.template, e.at)),
  );
}

function unknownName(sight: Sight, name: string) {
  const code = "unknown-variable";
  if (sight.check.variables.has(name)) {
    const message = `\`${name}\` is not visible in a template that is imported without context`;
    return { code, message, hint: "import it `with context`, or pass the value to the macro" };
  }
  const near = nearest(name, namesIn(sight.scope));
  const hint = near === undefined ? undefined : `did you mean \`${near}\`?`;
  return { code, message: `unknown variable \`${name}\``, hint };
}

function checkField(sight: Sight, e: ExpressionOf<"field">): Shape {
  const of = checkExpression(sight, e.of);
  const key = e.key.kind === "literal" ? e.key.value : undefined;
  if (key === undefined) checkExpression(sight, e.key);
  if (of.kinds.size === 0) return of;
  if (typeof key !== "string") return of.element ?? shapeOf("any", of.secrets);
  if (forbiddenFields.includes(key)) report(sight, e.at, forbidden(key));
  else if (of.fields) {
    const field = of.fields.get(key);
    if (field) return field;
    report(sight, e.at, unknownField(describe(e.of), key, of.fields.keys()));
  } else if (of.kinds.has("any") || of.kinds.has("map")) return shapeOf("any", of.secrets);
  else report(sight, e.at, unknownField(describe(e.of), key));
  return shapeOf(undefined);
}

function checkArguments(sight: Sight, args: Arguments): readonly Shape[] {
  const values = [...args.positional, ...args.named.map(({ value }) => value)];
  return values.map((value) => checkExpression(sight, value));
}

function checkFilter(sight: Sight, e: ExpressionOf<"filter">): Shape {
  const input = checkExpression(sight, e.input);
  const secrets = unite(input.secrets, ...checkArguments(sight, e.args).map((shape) => shape.secrets));
  const filter = filters.get(e.name);
  if (!filter) {
    report(sight, e.at, unknown("filter", e.name, filters.keys(), insteadOfFilter));
    return shapeOf(undefined, secrets);
  }
  checkFilterArguments(sight, e, filter.parameters, filter.required ?? 0);
  if (input.kinds.size === 0) return shapeOf(undefined, secrets);
  if (filter.gives === "element") return input.element ?? shapeOf("any", secrets);
  if (filter.gives === "array")
    return shapeOf("list", secrets, { element: e.name === "sort" ? input.element : undefined });
  if (filter.gives === "same") return shapeOf(isOnly(input, "text") ? "text" : "string", secrets);
  return shapeOf(filter.gives, secrets);
}

function checkFilterArguments(
  sight: Sight,
  e: ExpressionOf<"filter">,
  parameters: readonly string[],
  required: number,
): void {
  const stray = e.args.named.find(({ name }) => !parameters.includes(name));
  const count = e.args.positional.length + e.args.named.length;
  if (!stray && count >= required && count <= parameters.length) return;
  const takes = parameters.length === 0 ? "takes no arguments" : `takes ${parameters.join(", ")}`;
  report(sight, e.at, { code: "wrong-arguments", message: `the filter \`${e.name}\` ${takes}` });
}

function checkTest(sight: Sight, e: ExpressionOf<"test">): Shape {
  checkExpression(sight, e.input);
  checkArguments(sight, e.args);
  const condition = conditions.get(e.name);
  if (!condition) report(sight, e.at, unknown("test", e.name, conditions.keys(), insteadOfCondition));
  else if (e.args.positional.length !== condition.parameters || e.args.named.length > 0) {
    const message = `the test \`${e.name}\` takes ${condition.parameters} arguments`;
    report(sight, e.at, { code: "wrong-arguments", message });
  }
  return shapeOf("boolean");
}

function unknown(what: string, name: string, known: Iterable<string>, instead: ReadonlyMap<string, string>) {
  const near = nearest(name, known);
  const hint = instead.get(name) ?? (near === undefined ? undefined : `did you mean \`${near}\`?`);
  return { code: `unknown-${what}`, message: `unknown ${what} \`${name}\``, hint };
}

/** What comes of a question (`not`, `is`, `in`, `==`) carries no secret on; all else does. */
function checkOperator(sight: Sight, e: ExpressionOf<"unary" | "binary" | "compare" | "choice">): Shape {
  const of = (inner: Expression) => checkExpression(sight, inner);
  if (e.kind === "compare") {
    for (const operand of [e.first, ...e.rest.map(({ value }) => value)]) of(operand);
    return shapeOf("boolean");
  }
  if (e.kind === "choice") {
    of(e.condition);
    return joinShapes(of(e.yes), e.no ? of(e.no) : shapeOf("text"));
  }
  if (e.kind === "unary") {
    const inner = of(e.of);
    return e.sign === "not" ? shapeOf("boolean") : shapeOf("number", inner.secrets);
  }
  return binaryShape(e.sign, of(e.left), of(e.right));
}

function binaryShape(sign: ExpressionOf<"binary">["sign"], left: Shape, right: Shape): Shape {
  if (sign === "in") return shapeOf("boolean");
  if (sign === "and" || sign === "or") return joinShapes(left, right);
  const secrets = unite(left.secrets, right.secrets);
  if (left.kinds.size === 0 || right.kinds.size === 0) return shapeOf(undefined, secrets);
  const numbers = isOnly(left, "number") && isOnly(right, "number");
  const isText = sign === "~" || (sign === "+" && !numbers);
  return shapeOf(isText ? "string" : "number", secrets);
}
