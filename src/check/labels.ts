import { children, get, list, type Mapping, mapping, scalarText, text, type Value } from "./value.ts";

/** What is known of the labels of pods or Services that others make: some for sure, more perhaps. */
export interface Labels {
  readonly fixed: Mapping;
  /** True for a label that may be there with any value. */
  readonly mayHave: (key: string) => boolean;
}

/** Exactly these labels. */
export function exactly(fixed: Mapping): Labels {
  return { fixed, mayHave: () => false };
}

/** These labels, and perhaps any other whose key fits. */
export function anyOf(fixed: Mapping, keys: RegExp): Labels {
  return { fixed, mayHave: (key) => keys.test(key) };
}

/** True when a label selector may select the labels; an empty selector selects all. */
export function maySelect(selector: Value | undefined, labels: Labels): boolean {
  const wanted = children({ value: get(selector, "matchLabels") ?? null, path: [] });
  return (
    wanted.every(({ value, path }) => hasLabel(labels, String(path[0]), [value])) &&
    list(get(selector, "matchExpressions")).every((expression) => holds(expression, labels))
  );
}

/** True for a selector without a requirement. */
export function selectsAll(selector: Value | undefined): boolean {
  const { matchLabels, matchExpressions } = mapping(selector);
  return Object.keys(mapping(matchLabels)).length === 0 && list(matchExpressions).length === 0;
}

/** What the labels that a selector asks for are in truth, as `key=value`, for a hint. */
export function* actualLabels(selector: Value | undefined, all: readonly Labels[]): Iterable<string> {
  const keys = [
    ...Object.keys(mapping(get(selector, "matchLabels"))),
    ...list(get(selector, "matchExpressions")).map((expression) => text(get(expression, "key")) ?? ""),
  ];
  for (const { fixed } of all) {
    for (const key of keys) if (fixed[key] !== undefined) yield `${key}=${scalarText(fixed[key])}`;
  }
}

function hasLabel({ fixed, mayHave }: Labels, key: string, values: readonly Value[]): boolean {
  const found = fixed[key];
  return found === undefined ? mayHave(key) : values.includes(found);
}

function holds(expression: Value, labels: Labels): boolean {
  const key = text(get(expression, "key")) ?? "";
  const values = list(get(expression, "values"));
  const found = labels.fixed[key];
  switch (get(expression, "operator")) {
    case "In":
      return hasLabel(labels, key, values);
    case "NotIn":
      return found === undefined || !values.includes(found);
    case "Exists":
      return found !== undefined || labels.mayHave(key);
    case "DoesNotExist":
      return found === undefined;
    default:
      return true;
  }
}
