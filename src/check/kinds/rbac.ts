import type { Problem } from "../../problem.ts";
import { get, list, type Value } from "../value.ts";
import { has, type KindRules, type Subject } from "./kind.ts";

const GROUP = "rbac.authorization.k8s.io";

/** Roles and who has them: pkg/apis/rbac/validation. */
export const rbacKinds: KindRules = {
  [`${GROUP}/Role`]: [rules],
  [`${GROUP}/ClusterRole`]: [rules],
  [`${GROUP}/RoleBinding`]: [role(["Role", "ClusterRole"]), subjects],
  [`${GROUP}/ClusterRoleBinding`]: [role(["ClusterRole"]), subjects],
};

function* rules({ manifest, fail }: Subject): Iterable<Problem> {
  for (const [index, rule] of list(manifest.value.rules).entries()) {
    const at = ["rules", index];
    const isFilled = (field: string): boolean => list(get(rule, field)).length > 0;
    const isPlain = isFilled("nonResourceURLs");
    if (isPlain && (manifest.kind === "Role" || isFilled("resources") || isFilled("apiGroups"))) {
      const message = "nonResourceURLs stand alone, in a ClusterRole";
      yield fail("excluded-field", [...at, "nonResourceURLs"], message, "make it a rule of its own");
    }
    const needed = ["verbs", ...(isPlain ? [] : ["apiGroups", "resources"])];
    for (const field of needed.filter((name) => !isFilled(name)))
      yield fail("missing-field", at, `the rule has no ${field}`, `write ${field}`);
  }
}

function role(kinds: readonly string[]): (subject: Subject) => Iterable<Problem> {
  return function* ({ manifest, fail }) {
    const { roleRef } = manifest.value;
    const kind = get(roleRef, "kind");
    if (typeof kind === "string" && !kinds.includes(kind)) {
      const hint = `write one of: ${kinds.join(", ")}`;
      yield fail("value-not-allowed", ["roleRef", "kind"], "this is no kind of role", hint);
    }
    const group = get(roleRef, "apiGroup");
    if (typeof group === "string" && group !== GROUP && group !== "")
      yield fail(
        "value-not-allowed",
        ["roleRef", "apiGroup"],
        "roles are of another group",
        `write ${GROUP}`,
      );
    const name = get(roleRef, "name");
    if (name === "")
      yield fail("out-of-range", ["roleRef", "name"], "the name of the role is empty", "write it");
    if (typeof name !== "string" || !/[/%]|^\.\.?$/.test(name)) return;
    yield fail("object-name", ["roleRef", "name"], "no role is called so", "write it without / and %");
  };
}

const GROUPS: Readonly<Record<string, string>> = { ServiceAccount: "", User: GROUP, Group: GROUP };

function* subjects({ manifest, fail }: Subject): Iterable<Problem> {
  for (const [index, subject] of list(manifest.value.subjects).entries()) {
    const at = ["subjects", index];
    const kind = get(subject, "kind");
    if (kind === "ServiceAccount" && !has(subject, "namespace"))
      yield fail("missing-field", at, "a ServiceAccount is in a namespace", "write namespace");
    if ((kind === "User" || kind === "Group") && has(subject, "namespace"))
      yield fail("excluded-field", [...at, "namespace"], `a ${kind} has no namespace`, "take it out");
    yield* identity({ fail }, subject, at);
  }
}

function* identity(
  { fail }: Pick<Subject, "fail">,
  subject: Value,
  at: readonly (string | number)[],
): Iterable<Problem> {
  const kind = get(subject, "kind");
  if (typeof kind === "string" && !Object.hasOwn(GROUPS, kind)) {
    const hint = `write one of: ${Object.keys(GROUPS).join(", ")}`;
    yield fail("value-not-allowed", [...at, "kind"], "nobody of this kind can have a role", hint);
    return;
  }
  const group = get(subject, "apiGroup") ?? "";
  const wanted = GROUPS[String(kind)] ?? "";
  if (typeof group === "string" && group !== wanted && group !== "")
    yield fail("value-not-allowed", [...at, "apiGroup"], "the subject is of another group", "take it out");
  const name = get(subject, "name");
  const isAccount = kind === "ServiceAccount";
  const pattern = isAccount ? /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/ : /./;
  if (typeof name === "string" && !name.includes("${") && !pattern.test(name))
    yield fail("object-name", [...at, "name"], "nobody is called so", "write the name");
}
