import type { RawNode } from "nunjucks/src/parser.js";
import { toExpression, toParameters } from "./convert-expression.ts";
import { Fault, problemAt } from "./fault.ts";
import { isNode, nameOf, nodesOf, placeOf, refuse } from "./raw.ts";
import type { Place, Statement } from "./tree.ts";

/** Our statements for nunjucks' list of nodes, or for a single node. */
export function toStatements(template: string, list: unknown): Statement[] {
  if (!isNode(list)) return [];
  const isList = list.typename === "NodeList" || list.typename === "Root";
  return (isList ? nodesOf(list) : [list]).flatMap((node) => toStatement(template, node));
}

function toStatement(template: string, node: RawNode): Statement[] {
  const at = placeOf(node);
  if (node.typename === "Output") return nodesOf(node).map((child) => toOutput(template, child, at));
  const flow =
    toFlow(template, node, at) ?? toDefinition(template, node, at) ?? toReference(template, node, at);
  return [flow ?? refuse(template, at, "this tag is not available")];
}

function toOutput(template: string, node: RawNode, at: Place): Statement {
  if (node.typename === "TemplateData") return { kind: "text", at, text: String(node.value) };
  return { kind: "print", at, value: toExpression(template, node, at) };
}

function toFlow(template: string, node: RawNode, at: Place): Statement | undefined {
  const body = (list: unknown) => toStatements(template, list);
  if (node.typename === "If") {
    const condition = toExpression(template, node.cond, at);
    return { kind: "if", at, condition, yes: body(node.body), no: body(node.else_) };
  }
  if (node.typename === "For") {
    const targets = isNode(node.name) && node.name.typename === "Array" ? nodesOf(node.name) : [node.name];
    const names = targets.map((target) => nameOf(template, target, at));
    const over = toExpression(template, node.arr, at);
    return { kind: "for", at, names, over, body: body(node.body), empty: body(node.else_) };
  }
  if (node.typename === "Switch") {
    const cases = nodesOf(node.cases).map((item) => ({
      value: toExpression(template, item.cond, at),
      body: body(item.body),
    }));
    return {
      kind: "switch",
      at,
      on: toExpression(template, node.expr, at),
      cases,
      otherwise: body(node.default),
    };
  }
  return undefined;
}

function toDefinition(template: string, node: RawNode, at: Place): Statement | undefined {
  if (node.typename === "Set") {
    const names = nodesOf(node.targets).map((target) => nameOf(template, target, at));
    return { kind: "set", at, names, value: toExpression(template, node.value ?? node.body, at) };
  }
  if (node.typename === "Macro") {
    const name = nameOf(template, node.name, at);
    const parameters = toParameters(template, node.args, at);
    return { kind: "macro", at, name, parameters, body: toStatements(template, node.body) };
  }
  if (node.typename === "Block") {
    return {
      kind: "block",
      at,
      name: nameOf(template, node.name, at),
      body: toStatements(template, node.body),
    };
  }
  return undefined;
}

function toReference(template: string, node: RawNode, at: Place): Statement | undefined {
  const known = ["Include", "Import", "FromImport", "Extends"].includes(node.typename);
  if (!known) return undefined;
  const target = targetOf(template, node.template, at);
  const withContext = node.withContext === true;
  if (node.typename === "Include") {
    return { kind: "include", at, template: target, ignoreMissing: node.ignoreMissing === true };
  }
  if (node.typename === "Extends") return { kind: "extends", at, template: target };
  if (node.typename === "Import") {
    return { kind: "import", at, template: target, as: nameOf(template, node.target, at), withContext };
  }
  const names = nodesOf(node.names).map((name) => importedName(template, name, at));
  return { kind: "from", at, template: target, names, withContext };
}

function importedName(template: string, node: RawNode, near: Place): { at: Place; name: string; as: string } {
  const at = placeOf(node, near);
  if (node.typename !== "Pair")
    return { at, name: nameOf(template, node, at), as: nameOf(template, node, at) };
  return { at, name: nameOf(template, node.key, at), as: nameOf(template, node.value, at) };
}

/** The name of the template that another one uses: a string, from the root of the templates or from `./`. */
function targetOf(template: string, node: unknown, near: Place): string {
  const at = isNode(node) ? placeOf(node, near) : near;
  if (!isNode(node) || node.typename !== "Literal" || typeof node.value !== "string") {
    const detail = { code: "dynamic-template", message: "the name of a template must be a plain string" };
    throw new Fault(
      problemAt(template, at, { ...detail, hint: "choose between two `include` tags with `if`" }),
    );
  }
  const name = node.value;
  if (/^[/\\]|^[A-Za-z]:|\\|(^|\/)\.\.(\/|$)/.test(name)) {
    const detail = {
      code: "template-outside",
      message: "a template may not lie outside the template folders",
    };
    throw new Fault(
      problemAt(template, at, { ...detail, hint: "name it from the root of the templates, or `./name`" }),
    );
  }
  return name.startsWith("./") ? template.slice(0, template.lastIndexOf("/") + 1) + name.slice(2) : name;
}
