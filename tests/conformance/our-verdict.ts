import { stringify } from "yaml";
import type { TreeRule } from "../../src/check/check.ts";
import { checkKindRules } from "../../src/check/kind-rules.ts";
import { checkSchemas } from "../../src/check/schemas.ts";
import { checkSealedFiles, checkSecretValues } from "../../src/check/sealed-files.ts";
import { readTree } from "../../src/check/tree.ts";
import type { Problem } from "../../src/problem.ts";
import { isKubeObject } from "./kube-object.ts";

/** Rules that judge an object by itself. */
const rules: readonly TreeRule[] = [checkSchemas, checkKindRules];

/** The errors that our check finds in one object. */
export function ourErrors(object: unknown): Problem[] {
  const text = stringify(object, { aliasDuplicateObjects: false });
  const isSecret = isKubeObject(object) && object.kind === "Secret";
  const path = isSecret ? "object.sops.yaml" : "object.yaml";
  const tree = readTree(new Map([[path, { text }]]), {});
  const all = isSecret ? [...rules, checkSealedFiles, checkSecretValues] : rules;
  const problems = [...tree.problems, ...all.flatMap((rule) => [...rule(tree)])];
  return problems.filter(({ severity }) => severity === "error");
}
