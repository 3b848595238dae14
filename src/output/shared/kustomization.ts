import { type Document, isMap, isScalar, LineCounter, type Pair, type YAMLMap } from "yaml";
import type { Outcome, Position, Problem } from "../../problem.ts";
import { clean } from "../../report/clean.ts";
import { parseDocument } from "../../yaml-text.ts";
import { type ResourceList, resourceList } from "./resource-list.ts";

/** A `kustomization.yaml` as text, and where in it the list `resources` is. */
export interface Kustomization {
  readonly file: string;
  readonly text: string;
  readonly map: YAMLMap;
  readonly resources: ResourceList;
  /** The parsed value; the proof that an edit changed nothing else. */
  readonly value: Readonly<Record<string, unknown>>;
  readonly place: (offset: number) => Position;
}

const BUILD_API = /^kustomize\.config\.k8s\.io\//;
const KINDS = new Set<unknown>(["Kustomization", "Component"]);

/**
 * Parses a `kustomization.yaml` that may be a neighbour's. Gives, with positions: `shared-not-yaml`,
 * `not-a-kustomization`, and `resources-not-a-list`.
 */
export function parseKustomization(text: string, file: string): Outcome<Kustomization> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, keepSourceTokens: true, logLevel: "error" });
  const place = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { file, line, column: line === 1 && text.startsWith("\ufeff") ? Math.max(1, col - 1) : col };
  };
  const [error] = document.errors;
  if (error) return refused("shared-not-yaml", syntaxMessage(error.code), place(error.pos[0]));
  return fromDocument(document, text, file, place);
}

/** The pair of a top-level key, if the map has it. */
export function pairOf(map: YAMLMap, key: string): Pair | undefined {
  return map.items.find((pair) => isScalar(pair.key) && pair.key.value === key);
}

function fromDocument(
  document: Document,
  text: string,
  file: string,
  place: Kustomization["place"],
): Outcome<Kustomization> {
  const map = document.contents;
  if (!isMap(map)) return refused("not-a-kustomization", "it holds no map", place(0));
  const foreign = foreignPair(map);
  if (foreign) return refused("not-a-kustomization", foreign.what, place(foreign.offset));
  const list = resourceList(pairOf(map, "resources"), text);
  if ("offset" in list) return refused("resources-not-a-list", list.what, place(list.offset));
  const value = plainValue(document);
  if (!value) return refused("shared-not-yaml", "its aliases expand too far", place(0));
  return { value: { file, text, map, resources: list, value, place }, problems: [] };
}

function foreignPair(map: YAMLMap): { what: string; offset: number } | undefined {
  const apiVersion = scalarOf(map, "apiVersion");
  if (apiVersion && !BUILD_API.test(String(apiVersion.value))) {
    return { what: `its apiVersion is ${clean(String(apiVersion.value))}`, offset: apiVersion.offset };
  }
  const kind = scalarOf(map, "kind");
  if (kind && !KINDS.has(kind.value)) {
    return { what: `its kind is ${clean(String(kind.value))}`, offset: kind.offset };
  }
  return undefined;
}

/** A missing `apiVersion` or `kind` is allowed: Kustomize fills them in. */
function scalarOf(map: YAMLMap, key: string): { value: unknown; offset: number } | undefined {
  const node = pairOf(map, key)?.value;
  if (node === undefined || node === null) return undefined;
  if (isScalar(node)) return { value: node.value, offset: node.range?.[0] ?? 0 };
  return { value: "no text", offset: 0 };
}

function plainValue(document: Document): Record<string, unknown> | undefined {
  try {
    return document.toJS();
  } catch {
    return undefined;
  }
}

function syntaxMessage(code: string): string {
  if (code === "MULTIPLE_DOCS") return "it holds more than one document";
  return `it is not valid YAML (${code.toLowerCase().replaceAll("_", " ")})`;
}

function refused(code: string, what: string, at: Position): Outcome<Kustomization> {
  const problem: Problem = {
    code,
    severity: "error",
    message: `cannot add our entries to ${clean(at.file)}: ${what}`,
    hint: "make it a Kustomization (kustomize.config.k8s.io/v1beta1) whose resources is a list, or remove it",
    at,
  };
  return { value: undefined, problems: [problem] };
}
