import type { Problem } from "../../problem.ts";
import { shown } from "../problems.ts";
import { get, mapping, text } from "../value.ts";
import type { KindRules, Subject } from "./kind.ts";

/** ConfigMaps and Secrets: the API server's rules, which no schema says. */
export const coreKinds: KindRules = {
  "/ConfigMap": [dataKeys, dataSize],
  "/Secret": [dataKeys, dataSize, secretType, registryLogin],
};

const LARGEST = 1024 * 1024;

function* dataKeys({ manifest, fail }: Subject): Iterable<Problem> {
  const seen = new Set<string>();
  for (const part of ["data", "binaryData", "stringData"]) {
    for (const key of Object.keys(mapping(manifest.value[part]))) {
      if (!/^[-._a-zA-Z0-9]+$/.test(key) || key.length > 253 || key === "." || key.startsWith(".."))
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
  "kubernetes.io/ssh-auth": ["ssh-privatekey"],
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

/** The login of a registry is JSON, as far as it can be read here; gives `secret-type`, never with what it says. */
function* registryLogin({ manifest, fail }: Subject): Iterable<Problem> {
  const login = text(get(manifest.value.stringData, ".dockerconfigjson"));
  if (text(manifest.value.type) !== "kubernetes.io/dockerconfigjson" || login === undefined) return;
  if (login.startsWith("ENC[") || login.includes("${") || isJson(login)) return;
  const at = ["stringData", ".dockerconfigjson"];
  yield fail("secret-type", at, "the login of a registry must be JSON", "write what docker login writes");
}

function isJson(written: string): boolean {
  try {
    JSON.parse(written);
    return true;
  } catch {
    return false;
  }
}
