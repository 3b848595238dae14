import type { Operation } from "../../../src/output/write/operation.ts";
import type { Contents } from "../folder.ts";

export type Name = "even" | "odd";

const COMMON = Array.from(
  { length: 20 },
  (_, index) => `kubernetes/apps/ns-${index % 4}/app-${index}/ks.yaml`,
);
const ONLY: Readonly<Record<Name, readonly string[]>> = {
  even: Array.from({ length: 8 }, (_, index) => `kubernetes/apps/even/deep/file-${index}.yaml`),
  odd: Array.from({ length: 6 }, (_, index) => `kubernetes/odd-${index}/file.yaml`),
};

/** About 30 files; the two trees share paths but no content. */
export function treeNamed(name: Name): Contents {
  const paths = [...COMMON, ...ONLY[name], "clusterloom.lock.json"];
  return Object.fromEntries(paths.sort().map((path) => [path, `${name} ${path}\n`.repeat(40)]));
}

/** The operations that lead from the other tree, or from nothing, to this one. */
export function switchTo(name: Name): Operation[] {
  const other = name === "even" ? "odd" : "even";
  const folders = ONLY[other].flatMap((path) => [path.slice(0, path.lastIndexOf("/"))]);
  return [
    ...ONLY[other].map((path): Operation => ({ path, action: "delete" })),
    ...Object.entries(treeNamed(name)).map(([path, text]): Operation => ({ path, action: "write", text })),
    ...[...new Set([...folders, "kubernetes/apps/even"])].map(
      (path): Operation => ({ path, action: "delete-folder" }),
    ),
  ];
}
