import type { Problem } from "../../problem.ts";
import { shown } from "../problems.ts";
import { get, list, mapping, type Path, text, type Value } from "../value.ts";
import { exactlyOne, has, present, type Subject } from "./kind.ts";
import { labelProblems } from "./labels.ts";
import { requestsWithinLimits, resourceNames } from "./resources.ts";

const PROBES = ["livenessProbe", "readinessProbe", "startupProbe"];
const SOURCES = ["configMapKeyRef", "secretKeyRef", "fieldRef", "resourceFieldRef", "fileKeyRef"];

/** What the API server's own code says of a pod's spec at `at` (pkg/apis/core/validation). */
export function* podProblems(subject: Subject, at: Path): Iterable<Problem> {
  const spec = get(subject.manifest.value, ...at);
  const volumes = new Set(list(get(spec, "volumes")).map((volume) => get(volume, "name")));
  const names = new Set<Value>();
  if (Array.isArray(get(spec, "containers")) && list(get(spec, "containers")).length === 0)
    yield subject.fail("missing-field", [...at, "containers"], "the pod has no container", "add one");
  for (const field of ["initContainers", "containers"]) {
    for (const [index, container] of list(get(spec, field)).entries()) {
      const place = [...at, field, index];
      yield* containerProblems(subject, container, place, volumes);
      const name = get(container, "name") ?? "";
      if (names.has(name) && field === "containers" && !sameIn(spec, field, name))
        yield subject.fail(
          "duplicate-entry",
          place,
          "a container and an init container share a name",
          "rename one",
        );
      names.add(name);
    }
  }
  for (const [index, volume] of list(get(spec, "volumes")).entries()) {
    const sources = Object.keys(mapping(volume)).filter((key) => key !== "name");
    if (sources.length === 1) continue;
    const what = sources.length === 0 ? "the volume has no source" : "the volume has more than one source";
    yield subject.fail("one-of", [...at, "volumes", index], what, "write one, such as emptyDir: {}");
  }
}

/** The labels of a pod template. */
export function* templateLabels(subject: Subject, at: Path): Iterable<Problem> {
  const place = [...at, "metadata", "labels"];
  yield* labelProblems(subject, get(subject.manifest.value, ...place), place);
}

/** Twice in the same list is told by the schema. */
function sameIn(spec: Value | undefined, field: string, name: Value): boolean {
  return list(get(spec, field)).filter((container) => get(container, "name") === name).length > 1;
}

function* containerProblems(
  subject: Subject,
  container: Value,
  at: Path,
  volumes: ReadonlySet<Value | undefined>,
): Iterable<Problem> {
  const { fail } = subject;
  if (text(get(container, "image")) === undefined)
    yield fail("missing-field", at, "the container has no image", "write image");
  const name = text(get(container, "name"));
  if (name !== undefined && !name.includes("${") && (!isLabel(name) || name.length > 63))
    yield fail("object-name", [...at, "name"], "this is no name of a container", NAMES);
  yield* environment(subject, get(container, "env"), [...at, "env"]);
  yield* resourceNames(subject, get(container, "resources"), [...at, "resources"]);
  yield* requestsWithinLimits(subject, [...at, "resources"]);
  yield* resourceNames(subject, [...at, "resources"]);
  for (const probe of PROBES) {
    if (has(container, probe))
      yield* exactlyOne(subject, [...at, probe], get(container, probe), [
        "httpGet",
        "tcpSocket",
        "exec",
        "grpc",
      ]);
  }
  for (const [index, mount] of list(get(container, "volumeMounts")).entries()) {
    const name = get(mount, "name");
    if (get(mount, "mountPath") === "") {
      const place = [...at, "volumeMounts", index, "mountPath"];
      yield fail("out-of-range", place, "mountPath must not be empty", "write a path");
    }
    if (name === undefined || volumes.has(name)) continue;
    const hint = "name one of the pod's volumes, or add it there";
    yield fail("missing-volume", [...at, "volumeMounts", index, "name"], "the pod has no such volume", hint);
  }
  const security = get(container, "securityContext");
  if (get(security, "privileged") !== true || get(security, "allowPrivilegeEscalation") !== false) return;
  const message = "a privileged container cannot forbid privilege escalation";
  yield fail(
    "excluded-field",
    [...at, "securityContext", "allowPrivilegeEscalation"],
    message,
    "take one of the two out",
  );
}

const NAMES = "write small letters, digits and -, at most 63";

function isLabel(name: string): boolean {
  return /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(name);
}

function isObjectName(name: string): boolean {
  return name.length <= 253 && name.split(".").every(isLabel);
}

/** Names without a domain are Kubernetes' own. */
function* resourceNames({ fail }: Subject, resources: Value | undefined, at: Path): Iterable<Problem> {
  for (const part of ["limits", "requests"]) {
    for (const name of Object.keys(mapping(get(resources, part)))) {
      if (name.includes("/") || /^(cpu|memory|ephemeral-storage|hugepages-.+)$/.test(name)) continue;
      const hint = "write cpu, memory or ephemeral-storage";
      yield fail("resource-name", [...at, part, name], `there is no resource ${shown(name)}`, hint);
    }
  }
}

/** The entries of an `env` list. */
export function* environment({ fail }: Subject, env: Value | undefined, at: Path): Iterable<Problem> {
  for (const [index, variable] of list(env).entries()) {
    const name = get(variable, "name");
    if (typeof name === "string" && !/^[ -<>-~]+$/.test(name))
      yield fail(
        "environment",
        [...at, index, "name"],
        `${shown(name)} is no name of a variable`,
        "write it without =",
      );
    const source = get(variable, "valueFrom");
    if (has(variable, "value") && get(variable, "value") !== "" && (source ?? null) !== null)
      yield fail(
        "one-of",
        [...at, index, "valueFrom"],
        "value and valueFrom exclude each other",
        "keep one of the two",
      );
    for (const kind of ["configMapKeyRef", "secretKeyRef"]) {
      const named = text(get(source, kind, "name"));
      if (named === undefined || named === "" || named.includes("${") || isObjectName(named)) continue;
      const place = [...at, index, "valueFrom", kind, "name"];
      yield fail("object-name", place, "this is no name that Kubernetes takes", NAMES);
    }
    if ((source ?? null) === null || present(source, SOURCES).length === 1) continue;
    yield fail(
      "one-of",
      [...at, index, "valueFrom"],
      "valueFrom needs exactly one source",
      `write one of: ${SOURCES.join(", ")}`,
    );
  }
}
