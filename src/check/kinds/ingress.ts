import { isIP } from "node:net";
import type { Problem } from "../../problem.ts";
import { get, list, type Path, type Value } from "../value.ts";
import { exactlyOne, has, type KindRules, type Subject } from "./kind.ts";
import { portNameProblem } from "./port.ts";

/** Ingresses: pkg/apis/networking/validation. */
export const ingressKinds: KindRules = { "networking.k8s.io/Ingress": [ingress] };

const NAME = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

function* ingress(subject: Subject): Iterable<Problem> {
  const { spec, fail } = subject;
  const rules = list(get(spec, "rules"));
  if (rules.length === 0 && !has(spec, "defaultBackend"))
    yield fail("missing-field", ["spec"], "the Ingress leads nowhere", "write rules, or defaultBackend");
  if (has(spec, "defaultBackend"))
    yield* backend(subject, get(spec, "defaultBackend"), ["spec", "defaultBackend"]);
  for (const [index, rule] of rules.entries()) {
    const at = ["spec", "rules", index];
    yield* host(subject, get(rule, "host"), [...at, "host"]);
    for (const [place, path] of list(get(rule, "http", "paths")).entries())
      yield* pathProblems(subject, path, [...at, "http", "paths", place]);
  }
  for (const [index, tls] of list(get(spec, "tls")).entries()) {
    for (const [place, name] of list(get(tls, "hosts")).entries())
      yield* host(subject, name, ["spec", "tls", index, "hosts", place]);
  }
}

function* host({ fail }: Subject, name: Value | undefined, at: Path): Iterable<Problem> {
  if (typeof name !== "string" || name === "" || name.includes("${")) return;
  if (isIP(name) === 0 && NAME.test(name.replace(/^\*\./, ""))) return;
  yield fail("pattern-mismatch", at, "this is no name of a host", "write it as app.example.com");
}

function* pathProblems(subject: Subject, found: Value, at: Path): Iterable<Problem> {
  const { fail } = subject;
  const path = get(found, "path") ?? "";
  const type = get(found, "pathType");
  const isFree = type !== "Exact" && type !== "Prefix" && path === "";
  if (typeof path === "string" && !path.includes("${") && !isFree) {
    const isBad = type !== "ImplementationSpecific" && /\/\/|\/\.\.?(\/|$)|%2f/i.test(path);
    if (isBad || !path.startsWith("/"))
      yield fail("path-syntax", [...at, "path"], "this is no plain path", "write it as /v1");
  }
  yield* backend(subject, get(found, "backend"), [...at, "backend"]);
}

function* backend(subject: Subject, found: Value | undefined, at: Path): Iterable<Problem> {
  const { fail } = subject;
  yield* exactlyOne(subject, at, found, ["service", "resource"]);
  const port = get(found, "service", "port");
  if (!has(found, "service")) return;
  const { name, number } = { name: get(port, "name") ?? "", number: get(port, "number") ?? 0 };
  const place = [...at, "service", "port"];
  if (name === "" && number === 0)
    yield fail("missing-field", place, "the backend has no port", "write port.number or port.name");
  if (name !== "" && number !== 0)
    yield fail("one-of", [...place, "name"], "name and number exclude each other", "keep one of the two");
  const wrong = typeof name === "string" && name !== "" ? portNameProblem(name) : undefined;
  if (wrong) yield fail("pattern-mismatch", [...place, "name"], wrong, "write it as http");
}
