import { isIP } from "node:net";
import type { Problem } from "../../problem.ts";
import { get, list, mapping, type Path, scalarText, type Value } from "../value.ts";
import { containerProblems, profileProblems } from "./containers.ts";
import { has, type Subject } from "./kind.ts";
import { labelProblems } from "./labels.ts";
import { volumeProblems } from "./volumes.ts";

/** What the API server's own code says of a pod's spec at `at` (pkg/apis/core/validation), and no schema can. */
export function* podProblems(subject: Subject, at: Path): Iterable<Problem> {
  const spec = get(subject.manifest.value, ...at);
  yield* containers(subject, spec, at);
  yield* volumeProblems(subject, get(spec, "volumes"), [...at, "volumes"]);
  yield* labelProblems(subject, get(spec, "nodeSelector"), [...at, "nodeSelector"]);
  yield* addresses(subject, spec, at);
  yield* tolerations(subject, get(spec, "tolerations"), [...at, "tolerations"]);
  yield* spreading(subject, get(spec, "topologySpreadConstraints"), [...at, "topologySpreadConstraints"]);
  yield* profileProblems(subject, get(spec, "securityContext"), [...at, "securityContext"]);
  if (get(spec, "shareProcessNamespace") !== true || get(spec, "hostPID") !== true) return;
  const message = "shareProcessNamespace and hostPID exclude each other";
  yield subject.fail("one-of", [...at, "shareProcessNamespace"], message, "keep one of the two");
}

/** The labels of a pod template. */
export function* templateLabels(subject: Subject, at: Path): Iterable<Problem> {
  const place = [...at, "metadata", "labels"];
  yield* labelProblems(subject, get(subject.manifest.value, ...place), place);
}

function* containers(subject: Subject, spec: Value | undefined, at: Path): Iterable<Problem> {
  const volumes = new Set(list(get(spec, "volumes")).map((volume) => get(volume, "name")));
  const inits = new Set<Value>();
  if (Array.isArray(get(spec, "containers")) && list(get(spec, "containers")).length === 0)
    yield subject.fail("missing-field", [...at, "containers"], "the pod has no container", "add one");
  for (const field of ["initContainers", "containers"]) {
    for (const [index, container] of list(get(spec, field)).entries()) {
      const place = [...at, field, index];
      yield* containerProblems(subject, container, place, volumes);
      // Twice in the same list is told by the schema.
      const name = get(container, "name") ?? "";
      if (field === "initContainers") inits.add(name);
      else if (inits.has(name)) yield sharedName(subject, place);
    }
  }
}

function sharedName({ fail }: Subject, at: Path): Problem {
  return fail("duplicate-entry", at, "a container and an init container share a name", "rename one");
}

function* addresses({ fail }: Subject, spec: Value | undefined, at: Path): Iterable<Problem> {
  const servers = list(get(spec, "dnsConfig", "nameservers"));
  const hosts = list(get(spec, "hostAliases"));
  const written: [Path, Value | undefined][] = [
    ...servers.map((address, index): [Path, Value] => [["dnsConfig", "nameservers", index], address]),
    ...hosts.map((host, index): [Path, Value | undefined] => [["hostAliases", index, "ip"], get(host, "ip")]),
  ];
  for (const [path, address] of written) {
    if (typeof address !== "string" || address.includes("${") || isIP(address) > 0) continue;
    yield fail("pattern-mismatch", [...at, ...path], "this is no address", "write it as 10.0.0.1");
  }
  if (get(spec, "dnsPolicy") !== "None" || servers.length > 0) return;
  const place = [...at, "dnsPolicy"];
  yield fail("missing-field", place, "dnsPolicy: None needs a name server", "write dnsConfig.nameservers");
}

function* tolerations({ fail }: Subject, found: Value | undefined, at: Path): Iterable<Problem> {
  for (const [index, toleration] of list(found).entries()) {
    const { key = "", operator = "Equal", value = "", effect = "" } = mapping(toleration);
    const wrong =
      operator === "Exists" && value !== ""
        ? { field: "value", message: "the operator Exists has no value", hint: "take it out" }
        : key === "" && operator !== "Exists"
          ? { field: "operator", message: "without a key all are tolerated", hint: "write operator: Exists" }
          : has(toleration, "tolerationSeconds") && effect !== "NoExecute"
            ? { field: "tolerationSeconds", message: "only NoExecute waits", hint: "write effect: NoExecute" }
            : undefined;
    if (wrong) yield fail("toleration", [...at, index, wrong.field], wrong.message, wrong.hint);
  }
}

function* spreading({ fail }: Subject, found: Value | undefined, at: Path): Iterable<Problem> {
  for (const [index, constraint] of list(found).entries()) {
    if (!has(constraint, "minDomains")) continue;
    if (scalarText(get(constraint, "whenUnsatisfiable") ?? null) === "DoNotSchedule") continue;
    const message = "minDomains counts only where a pod must wait";
    const hint = "write whenUnsatisfiable: DoNotSchedule, or take it out";
    yield fail("excluded-field", [...at, index, "minDomains"], message, hint);
  }
}
