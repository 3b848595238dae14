import { isMap, isScalar, isSeq, LineCounter, type Scalar, type YAMLMap } from "yaml";
import type { Rule } from "../sops/rules.ts";
import { compileSelector, type Selector } from "../sops/selector.ts";
import { parseDocument } from "../yaml-text.ts";
import { namePattern, pathPattern } from "./sops-rules.ts";

const LIST = /^\^\((\w+(?:\|\w+)*)\)\$$/;

/** Top-level keys that a selector leaves in plain text; none for a selector that only the sops binary follows. */
export async function uncovered(selector: Selector, keys: readonly string[]): Promise<string[]> {
  const matches = await compileSelector(selector);
  return matches ? keys.filter((key) => !matches([key])) : [];
}

/**
 * The text of .sops.yaml in which the rule for this path also encrypts these keys; all else stays byte for byte.
 * Undefined unless the rule is one that we made: for exactly this path, with a list of names as its pattern.
 */
export function widenedRules(
  text: string,
  { at }: Pick<Rule, "at">,
  path: string,
  keys: readonly string[],
): string | undefined {
  const node = patternOf(text, at, path);
  const names = LIST.exec(node?.source ?? "")?.[1]?.split("|");
  if (!node?.range || !names || node.type !== "PLAIN") return undefined;
  return (
    text.slice(0, node.range[0]) + namePattern([...new Set([...names, ...keys])]) + text.slice(node.range[1])
  );
}

/** The value of `encrypted_regex` of the rule at a place, if that rule is for exactly the path. */
function patternOf(text: string, at: Rule["at"], path: string): Scalar | undefined {
  const lines = new LineCounter();
  const list = parseDocument(text, { lineCounter: lines }).get("creation_rules", true) as unknown;
  const rule = (isSeq(list) ? list.items : []).find((item): item is YAMLMap => {
    const place = isMap(item) ? lines.linePos(item.range?.[0] ?? 0) : undefined;
    return place?.line === at.line && place.col === at.column;
  });
  const pattern = rule?.get("encrypted_regex", true);
  if (rule?.get("path_regex") !== pathPattern(path)) return undefined;
  return isScalar(pattern) ? pattern : undefined;
}
