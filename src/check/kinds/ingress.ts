import { isIP } from "node:net";
import type { Problem } from "../../problem.ts";
import { shown } from "../problems.ts";
import { get, list, type Path, text, type Value } from "../value.ts";
import { exactlyOne, has, type KindRules, type Subject } from "./kind.ts";
import { portNameProblem } from "./port.ts";

/** What the API server's own code says of an Ingress (pkg/apis/networking/validation). */
export const ingressKinds: KindRules = {
  "networking.k8s.io/Ingress": [leadsSomewhere, className, hosts, rules],
};

const CLASS_ANNOTATION = "kubernetes.io/ingress.class";

function* leadsSomewhere(subject: Subject): Iterable<Problem> {
  const { spec, fail } = subject;
  if (has(spec, "defaultBackend"))
    yield* backend(subject, get(spec, "defaultBackend"), ["spec", "defaultBackend"]);
  else if (list(get(spec, "rules")).length === 0)
    yield fail("one-of", ["spec"], "neither rules nor a defaultBackend", "write rules");
}

function* className({ spec, manifest, fail }: Subject): Iterable<Problem> {
  const at = ["metadata", "annotations", CLASS_ANNOTATION];
  if (!has(spec, "ingressClassName") || !has(manifest.value, ...at)) return;
  yield fail("excluded-field", at, "the annotation and ingressClassName exclude each other", "take it out");
}

function* hosts({ spec, fail }: Subject): Iterable<Problem> {
  const named: [Value | undefined, Path][] = [
    ...list(get(spec, "rules")).map((rule, index): [Value | undefined, Path] => {
      return [get(rule, "host"), ["spec", "rules", index, "host"]];
    }),
    ...list(get(spec, "tls")).flatMap((tls, index) =>
      list(get(tls, "hosts")).map((host, place): [Value, Path] => {
        return [host, ["spec", "tls", index, "hosts", place]];
      }),
    ),
  ];
  for (const [value, at] of named) {
    const isAny = value === undefined || value === null || (value === "" && at.at(-1) === "host");
    if (typeof value !== "string" || isAny || value.includes("${") || isHost(value)) continue;
    const hint = "write a DNS name in lower case, without a port";
    yield fail("host-syntax", at, `${shown(value)} is no host name`, hint);
  }
}

/** A DNS name, whose first label may be `*`; no address. */
function isHost(host: string): boolean {
  const labels = host.replace(/^\*\./, "").split(".");
  return (
    host.length <= 253 &&
    isIP(host) === 0 &&
    labels.every((label) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(label))
  );
}

function* rules(subject: Subject): Iterable<Problem> {
  for (const [index, rule] of list(get(subject.spec, "rules")).entries()) {
    const at = ["spec", "rules", index, "http"];
    const paths = list(get(rule, "http", "paths"));
    if (has(rule, "http") && paths.length === 0)
      yield subject.fail("missing-paths", at, "http has no paths", "write paths");
    for (const [place, path] of paths.entries()) {
      yield* pathSyntax(subject, path, [...at, "paths", place]);
      yield* backend(subject, get(path, "backend"), [...at, "paths", place, "backend"]);
    }
  }
}

function* pathSyntax({ fail }: Subject, value: Value, at: Path): Iterable<Problem> {
  const path = text(get(value, "path")) ?? "";
  const type = get(value, "pathType");
  const free = type === "ImplementationSpecific";
  if (free && path === "") return;
  const isOdd = /\/\/|\/\.\.?(\/|$)|%2f/i.test(path);
  if (path.startsWith("/") && (free || !isOdd)) return;
  const message = path.startsWith("/")
    ? "the path has an empty, . or .. part, or an encoded /"
    : "the path does not begin with /";
  yield fail("path-syntax", has(value, "path") ? [...at, "path"] : at, message, "write a path such as /");
}

function* backend(subject: Subject, value: Value | undefined, at: Path): Iterable<Problem> {
  yield* exactlyOne(subject, at, value, ["service", "resource"]);
  if (!has(value, "service")) return;
  const port = get(value, "service", "port");
  const place = [...at, "service", ...(port === undefined ? [] : ["port"])];
  yield* exactlyOne(subject, place, port, ["name", "number"]);
  if (get(port, "number") === 0)
    yield subject.fail("out-of-range", [...place, "number"], "there is no such port", "write 1 to 65535");
  const wrong = portNameProblem(text(get(port, "name")) ?? "a");
  if (wrong) yield subject.fail("pattern-mismatch", [...place, "name"], wrong, "write it as http");
}
