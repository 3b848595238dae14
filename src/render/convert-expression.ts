import type { RawNode } from "nunjucks/src/parser.js";
import { toStatements } from "./convert.ts";
import { startOf } from "./describe.ts";
import { isNode, nameOf, nodesOf, placeOf, refuse } from "./raw.ts";
import type { Arguments, BinarySign, Callback, CompareSign, Expression, Parameter, Place } from "./tree.ts";

const binary = new Map<string, BinarySign>([
  ["And", "and"],
  ["Or", "or"],
  ["In", "in"],
  ["Concat", "~"],
  ["Add", "+"],
  ["Sub", "-"],
  ["Mul", "*"],
  ["Div", "/"],
  ["FloorDiv", "//"],
  ["Mod", "%"],
  ["Pow", "**"],
]);
const unary = new Map<string, "not" | "-" | "+">([
  ["Not", "not"],
  ["Neg", "-"],
  ["Pos", "+"],
]);
const compareSigns = ["==", "===", "!=", "!==", "<", ">", "<=", ">="] as const;

/** Our expression for nunjucks' node. */
export function toExpression(template: string, node: unknown, near: Place): Expression {
  if (!isNode(node)) return refuse(template, near, "an expression is expected here");
  const at = placeOf(node, near);
  const of = (value: unknown) => toExpression(template, value, at);
  const sign = binary.get(node.typename);
  if (sign) {
    const left = of(node.left);
    return { kind: "binary", at: startOf(left), sign, left, right: of(node.right) };
  }
  const prefix = unary.get(node.typename);
  if (prefix) return { kind: "unary", at, sign: prefix, of: of(node.target) };
  return toOther(template, node, at);
}

function toOther(template: string, node: RawNode, at: Place): Expression {
  const of = (value: unknown) => toExpression(template, value, at);
  switch (node.typename) {
    case "Literal":
      return toLiteral(template, node, at);
    case "Symbol":
      return { kind: "name", at, name: nameOf(template, node, at) };
    case "LookupVal":
      return {
        kind: "field",
        at: placeOf(isNode(node.val) ? node.val : node, at),
        of: of(node.target),
        key: of(node.val),
      };
    case "Group":
      return toGroup(template, node, at);
    case "InlineIf":
      return toChoice(template, node, at);
    case "Compare":
      return toCompare(template, node, at);
    case "Array":
      return { kind: "list", at, items: nodesOf(node).map(of) };
    case "Dict":
      return { kind: "map", at, entries: toEntries(template, node, at) };
    case "Capture":
      return { kind: "capture", at, body: toStatements(template, node.body) };
    default:
      return toApplied(template, node, at);
  }
}

function toApplied(template: string, node: RawNode, at: Place): Expression {
  if (node.typename === "Is") return toTest(template, node, at);
  if (node.typename === "FunCall") {
    const caller = callerOf(template, node, at);
    const callee = toExpression(template, node.name, at);
    const args = toArguments(template, nodesOf(node.args), at);
    return { kind: "call", at: startOf(callee), callee, args, ...(caller ? { caller } : {}) };
  }
  if (node.typename === "Filter") {
    const [input, ...rest] = nodesOf(node.args);
    const name = nameOf(template, node.name, at);
    return {
      kind: "filter",
      at,
      name,
      input: toExpression(template, input, at),
      args: toArguments(template, rest, at),
    };
  }
  return refuse(template, at, "this is not available in an expression");
}

function toLiteral(template: string, node: RawNode, at: Place): Expression {
  const value = node.value;
  if (value === null || typeof value === "string" || typeof value === "boolean")
    return { kind: "literal", at, value };
  if (typeof value === "number") return { kind: "literal", at, value };
  return refuse(
    template,
    at,
    "regular expressions are not available",
    "compute the value in a derived variable",
  );
}

function toGroup(template: string, node: RawNode, at: Place): Expression {
  const [only, ...others] = nodesOf(node);
  if (!only || others.length > 0)
    return refuse(template, at, "tuples are not available", "write a list: `[a, b]`");
  return toExpression(template, only, at);
}

function toChoice(template: string, node: RawNode, at: Place): Expression {
  const condition = toExpression(template, node.cond, at);
  const yes = toExpression(template, node.body, at);
  const no = isNode(node.else_) ? { no: toExpression(template, node.else_, at) } : {};
  return { kind: "choice", at: startOf(yes), condition, yes, ...no };
}

function toCompare(template: string, node: RawNode, at: Place): Expression {
  const rest = nodesOf(node.ops).map((operand) => {
    const sign: CompareSign = compareSigns.find((known) => known === operand.type) ?? "==";
    return { sign, value: toExpression(template, operand.expr, at) };
  });
  const first = toExpression(template, node.expr, at);
  return { kind: "compare", at: startOf(first), first, rest };
}

function toEntries(template: string, node: RawNode, at: Place): { key: string; value: Expression }[] {
  return nodesOf(node).map((pair) => {
    const key = pair.key;
    if (!isNode(key) || typeof key.value !== "string")
      return refuse(template, placeOf(pair, at), "a key must be a string");
    return { key: key.value, value: toExpression(template, pair.value, at) };
  });
}

/** `x is odd`, `x is divisibleby(3)`, and `x is none`, which the parser reads as a literal. */
function toTest(template: string, node: RawNode, at: Place): Expression {
  const right = isNode(node.right) ? node.right : undefined;
  const input = toExpression(template, node.left, at);
  const place = placeOf(right, at);
  if (right?.typename === "FunCall") {
    const args = toArguments(template, nodesOf(right.args), place);
    return { kind: "test", at: place, name: nameOf(template, right.name, place), input, args };
  }
  const isNone = right?.typename === "Literal" && right.value === null;
  const name = isNone ? "none" : nameOf(template, right, place);
  return { kind: "test", at: place, name, input, args: { positional: [], named: [] } };
}

function toArguments(template: string, nodes: readonly RawNode[], near: Place): Arguments {
  const positional = nodes.filter((node) => node.typename !== "KeywordArgs");
  const pairs = nodes.filter((node) => node.typename === "KeywordArgs").flatMap(nodesOf);
  const named = pairs
    .filter((pair) => !isCaller(pair))
    .map((pair) => ({
      name: nameOf(template, pair.key, near),
      value: toExpression(template, pair.value, near),
    }));
  return { positional: positional.map((node) => toExpression(template, node, near)), named };
}

function isCaller(pair: RawNode): boolean {
  return isNode(pair.value) && pair.value.typename === "Caller";
}

function callerOf(template: string, call: RawNode, at: Place): Callback | undefined {
  const pair = nodesOf(call.args)
    .filter((node) => node.typename === "KeywordArgs")
    .flatMap(nodesOf)
    .find(isCaller);
  if (!pair || !isNode(pair.value)) return undefined;
  const body = toStatements(template, pair.value.body);
  return { at: placeOf(pair.value, at), parameters: toParameters(template, pair.value.args, at), body };
}

/** The parameters of a macro or of a `call` block. */
export function toParameters(template: string, args: unknown, near: Place): Parameter[] {
  return nodesOf(args).flatMap((node) => {
    if (node.typename !== "KeywordArgs" && node.typename !== "Dict")
      return [{ name: nameOf(template, node, near) }];
    return nodesOf(node).map((pair) => ({
      name: nameOf(template, pair.key, near),
      fallback: toExpression(template, pair.value, near),
    }));
  });
}
