import { BlockList, isIP } from "node:net";
import type { Problem } from "../../problem.ts";
import { shown } from "../problems.ts";
import { get, list, mapping, type Path, text, type Value } from "../value.ts";
import { has, type KindRules, type Subject } from "./kind.ts";
import { portNameProblem } from "./port.ts";

/** Kubernetes' own kinds: the API server's rules, which no schema says. */
export const coreKinds: KindRules = {
  "/ConfigMap": [dataKeys, dataSize],
  "/Secret": [dataKeys, dataSize, secretType],
  "/Service": [servicePorts],
  "networking.k8s.io/NetworkPolicy": [policyPeers],
  "rbac.authorization.k8s.io/RoleBinding": [subjects],
  "rbac.authorization.k8s.io/ClusterRoleBinding": [subjects],
};

const LARGEST = 1024 * 1024;

function* dataKeys({ manifest, fail }: Subject): Iterable<Problem> {
  const seen = new Set<string>();
  for (const part of ["data", "binaryData", "stringData"]) {
    for (const key of Object.keys(mapping(manifest.value[part]))) {
      if (!/^[-._a-zA-Z0-9]+$/.test(key) || key.length > 253 || key === "." || key === "..")
        yield fail(
          "data-key",
          [part, key],
          `${shown(key)} is no key that ${manifest.kind} takes`,
          "write letters, digits, -, _ and .",
        );
      if (part === "binaryData" && seen.has(key))
        yield fail("duplicate-entry", [part, key], `${shown(key)} is in data, too`, "keep one of the two");
      seen.add(key);
    }
  }
}

function* dataSize({ manifest, fail }: Subject): Iterable<Problem> {
  const texts = ["data", "binaryData", "stringData"].flatMap((part) =>
    Object.values(mapping(manifest.value[part])),
  );
  const size = texts.reduce<number>(
    (sum, value) => sum + (typeof value === "string" ? Buffer.byteLength(value) : 0),
    0,
  );
  if (size > LARGEST)
    yield fail("out-of-range", ["data"], "the data is larger than 1 MiB", "split it into several objects");
}

/** Keys without which the API server refuses a Secret of the type. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  "kubernetes.io/dockerconfigjson": [".dockerconfigjson"],
  "kubernetes.io/tls": ["tls.crt", "tls.key"],
};

function* secretType({ manifest, fail }: Subject): Iterable<Problem> {
  const type = text(manifest.value.type) ?? "Opaque";
  const keys = ["data", "stringData"].flatMap((part) => Object.keys(mapping(manifest.value[part])));
  const missing = (NEEDED[type] ?? []).filter((key) => !keys.includes(key));
  const isEmpty =
    type === "kubernetes.io/basic-auth" && !keys.includes("username") && !keys.includes("password");
  if (missing.length === 0 && !isEmpty) return;
  const wanted = isEmpty ? "username or password" : missing.join(" and ");
  yield fail(
    "secret-type",
    ["type"],
    `a Secret of this type needs the key ${wanted}`,
    "add it, or take the type out",
  );
}

function* servicePorts({ spec, fail }: Subject): Iterable<Problem> {
  const ports = list(get(spec, "ports"));
  const names = new Set<Value>();
  for (const [index, port] of ports.entries()) {
    const at = ["spec", "ports", index];
    const name = get(port, "name");
    if (name === undefined && ports.length > 1)
      yield fail("missing-field", at, "each of several ports needs a name", "write name");
    if (name !== undefined && names.has(name))
      yield fail("duplicate-entry", [...at, "name"], "two ports have the same name", "rename one of them");
    if (name !== undefined) names.add(name);
  }
  const type = get(spec, "type") ?? "ClusterIP";
  if (type === "ExternalName" && !has(spec, "externalName"))
    yield fail(
      "missing-field",
      ["spec"],
      "a Service of type ExternalName needs externalName",
      "write externalName",
    );
  if (type === "ExternalName" || get(spec, "clusterIP") === "None" || ports.length > 0) return;
  yield fail("missing-field", ["spec"], "the Service has no ports", "write ports, or clusterIP: None");
}

function* policyPeers(subject: Subject): Iterable<Problem> {
  if (list(get(subject.spec, "policyTypes")).length > 2) {
    const place = ["spec", "policyTypes"];
    yield subject.fail("out-of-range", place, "there are two policy types", "write Ingress and Egress once");
  }
  for (const [side, field] of [
    ["ingress", "from"],
    ["egress", "to"],
  ] as const) {
    for (const [index, rule] of list(get(subject.spec, side)).entries()) {
      const at = ["spec", side, index];
      if (Object.keys(mapping(rule)).length === 0) yield allowsAll(subject, side, at);
      for (const [place, peer] of list(get(rule, field)).entries())
        yield* peerProblems(subject, peer, [...at, field, place]);
      for (const [place, port] of list(get(rule, "ports")).entries())
        yield* portProblems(subject, port, [...at, "ports", place]);
    }
  }
}

/** One such rule makes every other of its side pointless, also those of other policies for the same pods. */
function allowsAll({ warn }: Subject, side: string, at: Path): Problem {
  const message = `an empty rule allows all ${side}`;
  return warn("allows-everything", at, message, "name the peers and ports that are meant");
}

function* peerProblems({ fail }: Subject, peer: Value, at: Path): Iterable<Problem> {
  const hasSelector = has(peer, "podSelector") || has(peer, "namespaceSelector");
  if (!hasSelector && !has(peer, "ipBlock"))
    yield fail("one-of", at, "the peer names nobody", "write podSelector, namespaceSelector or ipBlock");
  if (!has(peer, "ipBlock")) return;
  if (hasSelector)
    yield fail("one-of", [...at, "ipBlock"], "ipBlock excludes the selectors", "make it two peers");
  const cidr = text(get(peer, "ipBlock", "cidr"));
  const excepted = list(get(peer, "ipBlock", "except"));
  for (const [index, except] of excepted.entries()) {
    if (cidr === undefined || !isCidr(cidr) || typeof except !== "string" || isWithin(except, cidr)) continue;
    const place = [...at, "ipBlock", "except", index];
    yield fail("out-of-range", place, "the exception is not inside of cidr", "write a smaller range of it");
  }
  if (cidr !== undefined && !isCidr(cidr))
    yield fail(
      "pattern-mismatch",
      [...at, "ipBlock", "cidr"],
      "this is no address range",
      "write it as 10.0.0.0/8",
    );
}

function isCidr(written: string): boolean {
  const [address = "", bits = "", ...rest] = written.split("/");
  const version = isIP(address);
  return (
    rest.length === 0 && version > 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128)
  );
}

/** True for a range that is a part of the other, and not all of it. */
function isWithin(part: string, whole: string): boolean {
  const [address = "", bits = ""] = whole.split("/");
  const [inner = "", innerBits = ""] = part.split("/");
  if (!isCidr(part) || Number(innerBits) <= Number(bits) || isIP(inner) !== isIP(address)) return false;
  const family = isIP(address) === 4 ? "ipv4" : "ipv6";
  const range = new BlockList();
  range.addSubnet(address, Number(bits), family);
  return range.check(inner, family);
}

function* portProblems({ fail }: Subject, found: Value, at: Path): Iterable<Problem> {
  const port = get(found, "port");
  const end = get(found, "endPort");
  if (typeof port === "number" && (port < 1 || port > 65535))
    yield fail("out-of-range", [...at, "port"], "there is no such port", "write 1 to 65535");
  const wrong = typeof port === "string" ? portNameProblem(port) : undefined;
  if (wrong) yield fail("pattern-mismatch", [...at, "port"], wrong, "write the number without quotes");
  if (end === undefined || (typeof port === "number" && typeof end === "number" && end >= port)) return;
  yield fail(
    "out-of-range",
    [...at, "endPort"],
    "endPort must be a number from port on",
    "raise it, or take it out",
  );
}

function* subjects({ manifest, fail }: Subject): Iterable<Problem> {
  for (const [index, subject] of list(manifest.value.subjects).entries()) {
    const at = ["subjects", index];
    const kind = get(subject, "kind");
    if (kind === "ServiceAccount" && !has(subject, "namespace"))
      yield fail("missing-field", at, "a ServiceAccount is in a namespace", "write namespace");
    if ((kind === "User" || kind === "Group") && has(subject, "namespace"))
      yield fail("excluded-field", [...at, "namespace"], `a ${kind} has no namespace`, "take it out");
  }
}
