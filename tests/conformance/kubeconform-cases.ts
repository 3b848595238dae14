import type { Json } from "./mutations.ts";
import { breakRule } from "./rule-breaks.ts";

/** A document that must be refused, and what must be said of it. */
export interface Refused {
  readonly title: string;
  readonly text: string;
  readonly says: RegExp;
}

interface Broken {
  readonly title: string;
  readonly kind: string;
  readonly path: readonly (string | number)[];
  readonly value: Json;
  readonly says: RegExp;
}

const unknown = /additional properties '[^']+' not allowed/;

/** One for each sort of defect that a schema can tell, over kinds of Kubernetes itself and of CRDs. */
const broken: readonly Broken[] = [
  ["a field that no release has", "HelmRelease", ["spec", "install", "nope"], true, unknown],
  ["a field in the wrong place", "ObjectStore", ["spec", "configuration", "retentionPolicy"], "30d", unknown],
  ["a plural", "NetworkPolicy", ["spec", "podSelectors"], {}, unknown],
  ["a field beside the spec", "ServiceMonitor", ["endpoints"], [], unknown],
  ["metadata that nobody reads", "Dragonfly", ["metadata", "label"], {}, unknown],
  ["a field of a container", "Job", ["spec", "template", "spec", "containers", 0, "envs"], [], unknown],
  ["a number as text", "Job", ["spec", "backoffLimit"], "3", /got string, want integer/],
  ["a number as a value of data", "ConfigMap", ["data", "a"], 5, /got number, want string/],
  [
    "a word that is none",
    "HTTPRoute",
    ["spec", "rules", 0, "matches"],
    [{ path: { type: "Glob", value: "/" } }],
    /value must be one of/,
  ],
  ["a duration that is none", "Kustomization", ["spec", "interval"], "1d", /does not match pattern/],
  [
    "a needed field of nothing",
    "Kustomization",
    ["spec", "sourceRef"],
    { kind: "GitRepository" },
    /missing propert/,
  ],
  ["a number below the least", "Cluster", ["spec", "instances"], 0, /minimum: got 0, want 1/],
].map(([title, kind, path, value, says]) => ({ title, kind, path, value, says }) as Broken);

/** What no schema is needed for. */
const texts: readonly Refused[] = [
  {
    title: "a key that stands twice",
    text: "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {a: b}\ndata: {c: d}\n",
    says: /key "data" already set/,
  },
  {
    title: "a kind that nobody has",
    text: "apiVersion: v1\nkind: ConfigMaps\nmetadata: {name: a}\ndata: {a: b}\n",
    says: /could not find schema for ConfigMaps/,
  },
];

/** Each defect in a document that we emit. Throws when we emit none of the kind. */
export function refusedDocuments(objects: readonly { readonly kind: string }[]): Refused[] {
  const fromObjects = broken.map((one) => {
    const object = objects
      .filter(({ kind }) => kind === one.kind)
      .map((found) => structuredClone(found))
      .find((found) => breakRule(found as unknown as Json, one));
    if (!object) throw new Error(`no ${one.kind} is emitted that could have ${one.title}`);
    return { title: one.title, text: JSON.stringify(object), says: one.says };
  });
  return [...fromObjects, ...texts];
}
