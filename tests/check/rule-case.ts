import type { TreeRule } from "../../src/check/check.ts";
import type { CheckContext } from "../../src/check/context.ts";
import { readTree } from "../../src/check/tree.ts";
import { sortProblems } from "../../src/problem.ts";

/** What one rule says of a single file, as `code line:column`, in order. */
export function said(rule: TreeRule, text: string, path = "a.yaml", context: CheckContext = {}): string[] {
  const problems = [...rule(readTree(new Map([[path, { text }]]), context))];
  return sortProblems(problems).map(({ code, at }) => `${code} ${at?.line}:${at?.column}`);
}

/** A document of a kind with the given lines behind its metadata. */
export function object(apiVersion: string, kind: string, body: string, name = "a"): string {
  return `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: ${name}}\n${body}`;
}

export interface RuleCase {
  readonly name: string;
  readonly text: string;
  readonly expected: readonly string[];
}
