import { isSealedPath } from "../files.ts";
import text from "../generated/kubernetes-schemas.js";
import type { Problem } from "../problem.ts";
import type { Manifest } from "./manifests.ts";
import { error, shown, warning } from "./problems.ts";
import { type Definitions, readDefinitions } from "./schema/definitions.ts";
import type { Finding } from "./schema/finding.ts";
import type { Schema } from "./schema/schema.ts";
import { validate } from "./schema/validate.ts";
import type { Tree } from "./tree.ts";
import { isBuiltIn, unknownKinds } from "./unknown-kinds.ts";
import { get, type Mapping, type Path, text as textOf } from "./value.ts";

const KUSTOMIZE = "kustomize.config.k8s.io";

/**
 * Every document matches the schema of its kind, closed as the API server's strict validation is: gives the
 * problems of `validate` (`empty-field` as a warning in files of others, who live with it), and for kinds without a schema the error `unknown-api-version` or the note `unknown-kind`.
 */
export function* checkSchemas(tree: Tree): Iterable<Problem> {
  const known = readDefinitions(text);
  const unknown: Manifest[] = [];
  for (const manifest of tree.manifests) {
    const schema = schemaOf(tree, known, manifest);
    if (!schema) unknown.push(manifest);
    else {
      const isTheirs = tree.context.theirs?.has(manifest.path) === true;
      for (const problem of findings(manifest.value, schema, known, manifest.at, manifest))
        yield isTheirs && problem.code === "empty-field" ? { ...problem, severity: "warning" } : problem;
    }
  }
  yield* unknownKinds(unknown, [...known.names()]);
  for (const { document } of tree.kustomizations.values()) {
    const isComponent = get(document.value, "kind") === "Component";
    const schema = known.resolve(
      `${KUSTOMIZE}/${isComponent ? "v1alpha1/Component" : "v1beta1/Kustomization"}`,
    );
    const { value } = document;
    if (schema && typeof value === "object" && value !== null && !Array.isArray(value))
      yield* findings(value as Mapping, schema, known, document.at);
  }
}

function schemaOf(tree: Tree, known: Definitions, { apiVersion, kind }: Manifest): Schema | undefined {
  const id = `${apiVersion}/${kind}`;
  return tree.context.schemas?.get(id) ?? known.resolve(id);
}

function* findings(
  value: Mapping,
  schema: Schema,
  { resolve }: Definitions,
  at: (path: Path) => NonNullable<Problem["at"]>,
  manifest?: Manifest,
): Iterable<Problem> {
  const isSealed = manifest !== undefined && isSealedPath(manifest.path);
  // What an operator reports, and what SOPS adds, is not ours to judge.
  const properties = {
    ...schema.properties,
    apiVersion: {},
    kind: {},
    status: {},
    ...(isSealed && { sops: {} }),
  };
  const top = schema.properties ? { ...schema, properties } : schema;
  const isOwn = manifest === undefined || isBuiltIn(manifest.group);
  for (const finding of validate(value, top, { resolve, around: [], isBuiltIn: isOwn })) {
    if (!manifest || !isToldElsewhere(manifest, finding)) yield toProblem(finding, value, at);
  }
}

/** The data of a Secret has rules of its own. */
function isToldElsewhere({ group, kind, path }: Manifest, { at, code }: Finding): boolean {
  if (group !== "" || kind !== "Secret") return false;
  return (
    at[0] === "data" ||
    at[0] === "stringData" ||
    (code === "unknown-field" && at.length === 1 && isSealedPath(path))
  );
}

function toProblem(
  { code, at, message, hint }: Finding,
  value: Mapping,
  place: (path: Path) => NonNullable<Problem["at"]>,
): Problem {
  const make = code === "experimental-field" ? warning : error;
  const kind = textOf(value.kind) ?? "Kustomization";
  return make(code, place(at), `${shown(kind)}: ${message}`, hint);
}
