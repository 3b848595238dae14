import type { Problem } from "../../problem.ts";
import { shown } from "../problems.ts";
import { get, mapping, type Path, type Value } from "../value.ts";
import type { Subject } from "./kind.ts";

const NAME = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const LABEL_1035 = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;
const KEY = /^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)$/;
const VALUE = /^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$/;
const PART = /^[-A-Za-z0-9_.]{0,63}$/;
/** All annotations of an object together. */
const MOST_ANNOTATIONS = 256 * 1024;

/** Kinds whose name becomes part of a host name. */
const SHORT: ReadonlySet<string> = new Set(["/Namespace", "/Service", "postgresql.cnpg.io/Cluster"]);

/** How Kubernetes wants names, labels and annotations: gives `object-name`, `label-syntax` and `annotation-syntax`. */
export function* checkMetadata(subject: Subject): Iterable<Problem> {
  yield* nameProblems(subject);
  const { metadata } = subject.manifest.value;
  yield* labelProblems(subject, get(metadata, "labels"), ["metadata", "labels"]);
  yield* annotationProblems(subject, get(metadata, "annotations"));
}

/** Kinds whose objects give their name to pods or jobs with something behind it. */
const SHORTER: Readonly<Record<string, number>> = {
  "batch/CronJob": 52,
  "batch/Job": 63,
  "apps/StatefulSet": 63,
};

function* nameProblems({ manifest, fail }: Subject): Iterable<Problem> {
  const { group, kind, name } = manifest;
  if (group === "rbac.authorization.k8s.io" || name.includes("${")) return;
  const isShort = SHORT.has(`${group}/${kind}`);
  const pattern = isShort ? (kind === "Namespace" ? LABEL : LABEL_1035) : NAME;
  const most = isShort ? 63 : (SHORTER[`${group}/${kind}`] ?? 253);
  // cluster-template's namespaces are called `_` and renamed by their kustomization.
  if ((pattern.test(name) && name.length <= most) || (kind === "Namespace" && name === "_")) return;
  const hint = `write small letters, digits and -, at most ${most}`;
  yield fail("object-name", ["metadata", "name"], "this is no name that Kubernetes takes", hint);
}

/** Keys and values of labels, also of those on a pod template. */
export function* labelProblems({ fail }: Subject, labels: Value | undefined, at: Path): Iterable<Problem> {
  for (const [key, value] of Object.entries(mapping(labels))) {
    if (!key.includes("${") && !isKey(key))
      yield fail("label-syntax", [...at, key], `${shown(key)} is no name of a label`, WORD);
    if (typeof value === "string" && !isValue(value)) {
      yield fail(
        "label-syntax",
        [...at, key],
        `the value of ${shown(key)} is none that a label can have`,
        WORD,
      );
    }
  }
}

/** Of a value that Flux will complete, the rest must fit. */
function isValue(value: string): boolean {
  if (value.includes("${")) return PART.test(value.replace(/\$\{[^{}]*\}/g, ""));
  return VALUE.test(value) && value.length <= 63;
}

const WORD = "write letters, digits, -, _ and ., at most 63, with a letter or digit at both ends";

function* annotationProblems({ fail }: Subject, annotations: Value | undefined): Iterable<Problem> {
  const at = ["metadata", "annotations"];
  let size = 0;
  for (const [key, value] of Object.entries(mapping(annotations))) {
    size += key.length + (typeof value === "string" ? Buffer.byteLength(value) : 0);
    if (!isKey(key.toLowerCase()))
      yield fail("annotation-syntax", [...at, key], `${shown(key)} is no name of an annotation`, WORD);
  }
  if (size <= MOST_ANNOTATIONS) return;
  yield fail(
    "annotation-syntax",
    at,
    "the annotations are larger than 256 KiB",
    "move the text into a ConfigMap",
  );
}

function isKey(key: string): boolean {
  const parts = key.split("/");
  const [name = "", prefix] = parts.reverse();
  if (parts.length > 2 || !KEY.test(name) || name.length > 63) return false;
  return prefix === undefined || (NAME.test(prefix) && prefix.length <= 253);
}
