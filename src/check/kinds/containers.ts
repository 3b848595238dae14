import type { Problem } from "../../problem.ts";
import { get, list, type Path, scalarText, text, type Value } from "../value.ts";
import { environment } from "./environment.ts";
import { has, type Subject } from "./kind.ts";
import { portNameProblem } from "./port.ts";
import { probeProblems } from "./probes.ts";
import { requestsWithinLimits, resourceNames } from "./resources.ts";

/** What the API server says of a container at `at`, whose mounts name one of the volumes. */
export function* containerProblems(
  subject: Subject,
  container: Value,
  at: Path,
  volumes: ReadonlySet<Value | undefined>,
): Iterable<Problem> {
  if ((text(get(container, "image")) ?? "") === "")
    yield subject.fail("missing-field", at, "the container has no image", "write image");
  yield* environment(subject, container, at);
  yield* resourceNames(subject, get(container, "resources"), [...at, "resources"]);
  yield* requestsWithinLimits(subject, [...at, "resources"]);
  yield* probeProblems(subject, container, at);
  yield* ports(subject, get(container, "ports"), [...at, "ports"]);
  yield* mounts(subject, container, at, volumes);
  yield* privileges(subject, get(container, "securityContext"), [...at, "securityContext"]);
  yield* profileProblems(subject, get(container, "securityContext"), [...at, "securityContext"]);
}

function* ports({ fail }: Subject, found: Value | undefined, at: Path): Iterable<Problem> {
  const seen = new Set<string>();
  for (const [index, port] of list(found).entries()) {
    const name = text(get(port, "name")) ?? "";
    const host = get(port, "hostPort") ?? 0;
    const wrong = name === "" ? undefined : portNameProblem(name);
    if (wrong) yield fail("pattern-mismatch", [...at, index, "name"], wrong, "write it as http");
    const protocol = scalarText(get(port, "protocol") ?? "TCP");
    const taken: [string, string][] = [
      ...(name === "" ? [] : [["name", name] as [string, string]]),
      ...(host === 0
        ? []
        : [["hostPort", `${protocol} ${get(port, "hostIP") ?? ""} ${host}`] as [string, string]]),
    ];
    for (const [field, key] of taken) {
      if (seen.has(`${field} ${key}`))
        yield fail("duplicate-entry", [...at, index, field], `two ports share a ${field}`, "change one");
      seen.add(`${field} ${key}`);
    }
  }
}

function* mounts(
  { fail }: Subject,
  container: Value,
  at: Path,
  volumes: ReadonlySet<Value | undefined>,
): Iterable<Problem> {
  for (const [index, mount] of list(get(container, "volumeMounts")).entries()) {
    const place = [...at, "volumeMounts", index];
    const name = get(mount, "name");
    if (get(mount, "mountPath") === "")
      yield fail("out-of-range", [...place, "mountPath"], "mountPath must not be empty", "write a path");
    if (text(get(mount, "subPath")) && has(mount, "subPathExpr")) {
      const message = "subPath and subPathExpr exclude each other";
      yield fail("one-of", [...place, "subPathExpr"], message, "keep one of the two");
    }
    yield* propagation({ fail }, container, mount, place);
    if (name === undefined || volumes.has(name)) continue;
    const hint = "name one of the pod's volumes, or add it there";
    yield fail("missing-volume", [...place, "name"], "the pod has no such volume", hint);
  }
}

function* propagation(
  { fail }: Pick<Subject, "fail">,
  container: Value,
  mount: Value,
  at: Path,
): Iterable<Problem> {
  const isPrivileged = get(container, "securityContext", "privileged") === true;
  if (get(mount, "mountPropagation") === "Bidirectional" && !isPrivileged) {
    const message = "only a privileged container passes its mounts on";
    yield fail("excluded-field", [...at, "mountPropagation"], message, "take it out");
  }
  const recursive = get(mount, "recursiveReadOnly") ?? "Disabled";
  if (recursive === "Disabled" || get(mount, "readOnly") === true) return;
  const message = "recursiveReadOnly is for mounts that are read only";
  yield fail("excluded-field", [...at, "recursiveReadOnly"], message, "write readOnly: true");
}

function* privileges({ fail }: Subject, security: Value | undefined, at: Path): Iterable<Problem> {
  if (get(security, "allowPrivilegeEscalation") !== false) return;
  const added = list(get(security, "capabilities", "add"));
  const isAlmighty = get(security, "privileged") === true || added.includes("CAP_SYS_ADMIN");
  if (!isAlmighty) return;
  const message = "a privileged container cannot forbid privilege escalation";
  yield fail("excluded-field", [...at, "allowPrivilegeEscalation"], message, "take one of the two out");
}

/** A profile of the node goes with the type Localhost, and with no other. */
export function* profileProblems(
  { fail }: Subject,
  security: Value | undefined,
  at: Path,
): Iterable<Problem> {
  for (const field of ["seccompProfile", "appArmorProfile"]) {
    const profile = get(security, field);
    const isLocal = get(profile, "type") === "Localhost";
    const isNamed = has(profile, "localhostProfile");
    if (isLocal === isNamed) continue;
    const message = "type: Localhost and localhostProfile go together";
    yield fail("one-of", [...at, field], message, "write both, or neither");
  }
}
