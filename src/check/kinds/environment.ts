import type { Problem } from "../../problem.ts";
import { shown } from "../problems.ts";
import { get, list, type Path, text, type Value } from "../value.ts";
import { exactlyOne, has, present, type Subject } from "./kind.ts";

const SOURCES = ["configMapKeyRef", "secretKeyRef", "fieldRef", "resourceFieldRef", "fileKeyRef"];

/** What a variable can be told of its pod. */
const FIELDS = [
  ...["metadata\\.(name|namespace|uid)", "metadata\\.(labels|annotations)\\['[^' ]+'\\]"],
  ...["spec\\.(nodeName|serviceAccountName)", "status\\.(hostIPs?|podIPs?)"],
];
const FIELD = new RegExp(`^(${FIELDS.join("|")})$`);

/** The variables of the container at `at`, and the sets of them. */
export function* environment(subject: Subject, container: Value, at: Path): Iterable<Problem> {
  for (const [index, variable] of list(get(container, "env")).entries())
    yield* variableProblems(subject, variable, [...at, "env", index]);
  for (const [index, source] of list(get(container, "envFrom")).entries())
    yield* exactlyOne(subject, [...at, "envFrom", index], source, ["configMapRef", "secretRef"]);
}

function* variableProblems(subject: Subject, variable: Value, at: Path): Iterable<Problem> {
  const { fail } = subject;
  const name = get(variable, "name");
  if (typeof name === "string" && !/^[ -<>-~]+$/.test(name)) {
    const message = `${shown(name)} is no name of a variable`;
    yield fail("environment", [...at, "name"], message, "write it without =");
  }
  const place = [...at, "valueFrom"];
  const source = get(variable, "valueFrom");
  if ((source ?? null) === null) return;
  if (has(variable, "value") && get(variable, "value") !== "")
    yield fail("one-of", place, "value and valueFrom exclude each other", "keep one of the two");
  if (present(source, SOURCES).length !== 1) {
    const hint = `write one of: ${SOURCES.join(", ")}`;
    yield fail("one-of", place, "valueFrom needs exactly one source", hint);
  }
  yield* referenceProblems(subject, source, place);
}

function* referenceProblems({ fail }: Subject, source: Value | undefined, at: Path): Iterable<Problem> {
  for (const kind of ["configMapKeyRef", "secretKeyRef"]) {
    const named = text(get(source, kind, "name")) ?? "";
    if (named === "" || named.includes("${") || isObjectName(named)) continue;
    const hint = "write small letters, digits, - and ., at most 253";
    yield fail("object-name", [...at, kind, "name"], "this is no name that Kubernetes takes", hint);
  }
  const field = get(source, "fieldRef", "fieldPath");
  if (typeof field !== "string" || field.includes("${") || FIELD.test(field)) return;
  const message = "a variable cannot be told this field of its pod";
  yield fail("value-not-allowed", [...at, "fieldRef", "fieldPath"], message, "write it as metadata.name");
}

function isObjectName(name: string): boolean {
  return name.length <= 253 && name.split(".").every((part) => /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(part));
}
