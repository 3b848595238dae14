import { type Problem, sortProblems } from "../problem.ts";
import { type Context, placeOf, subjectAt, valueAt } from "./context.ts";
import { inspectValues } from "./inspect.ts";
import type { Config } from "./load.ts";
import { missingSetting } from "./missing.ts";
import type { Path } from "./positions.ts";
import { pathName, pointerSteps, type Schema } from "./schema.ts";
import { unknownSetting } from "./unknown.ts";
import { rankOf, type Violation, wrongValue } from "./violation.ts";

/** A validator that ajv compiled from the bundle, with allErrors. */
export interface Validator {
  (data: unknown): unknown;
  errors?: readonly Violation[] | null;
}

export interface ValidateOptions {
  /** Problems that are known already: places with an error are left alone. */
  readonly reported?: readonly Problem[];
  /** True for a file whose encrypted values could not be opened: `ENC[…]` then fits everywhere. */
  readonly sealed?: boolean;
}

/**
 * Returns every problem of the settings in file order, one for each mistake: a mistyped name is not reported
 * as missing, too, and a value with the wrong type not also as out of bounds.
 */
export function validateSettings(
  config: Config,
  validator: Validator,
  schema: Schema,
  { reported = [], sealed = false }: ValidateOptions = {},
): Problem[] {
  const context: Context = { config, root: schema };
  const violations = validator(config.settings) ? [] : (validator.errors ?? []);
  const located = violations
    .map((violation) => ({ violation, path: pathOf(config, violation.instancePath) }))
    .filter(({ path }) => !sealed || !isSealed(valueAt(config.settings, path)));
  const wrong = valueProblems(context, located);
  const inspected = inspectValues(context, new Set(located.map(({ path }) => pathKey(path))));
  const problems = [...nameProblems(context, located), ...wrong, ...inspected];
  const taken = new Set(reported.filter(({ severity }) => severity === "error").map(placeKey));
  const garbled = new Set(
    reported.filter(({ code }) => code === "control-character").map(({ at }) => at?.line),
  );
  const isNew = (problem: Problem) =>
    problem.code === "missing-setting" || !(taken.has(placeKey(problem)) || garbled.has(problem.at?.line));
  return sortProblems(problems.filter(isNew));
}

interface Located {
  readonly violation: Violation;
  readonly path: Path;
}

/** Unknown, missing and badly formed names. */
function nameProblems(context: Context, located: readonly Located[]): Problem[] {
  const meant = new Set<string>();
  const unknown = located.flatMap(({ violation, path }) => {
    if (violation.keyword !== "additionalProperties") return [];
    const found = unknownSetting(context, path, String(violation.params.additionalProperty));
    if (found.meant !== undefined) meant.add(pathKey([...path, found.meant]));
    return [found.problem];
  });
  const missing = located.flatMap(({ violation, path }) => {
    const name = violation.params.missingProperty;
    if (typeof name !== "string" || meant.has(pathKey([...path, name]))) return [];
    return [missingSetting(context, path, name)];
  });
  return [...unknown, ...missing, ...located.flatMap((item) => badName(context, item))];
}

function badName(context: Context, { violation, path }: Located): Problem[] {
  if (violation.keyword !== "propertyNames") return [];
  const name = String(violation.params.propertyName);
  const { schema } = subjectAt(context, path);
  return [
    {
      code: "wrong-name",
      severity: "error",
      message: `a name in ${pathName(context.root, path)} does not have the right form`,
      hint:
        schema.propertyNames?.["x-hint"] ?? "use lower case letters, digits, dashes, dots and underscores",
      at: placeOf(context, [...path, name], "key"),
    },
  ];
}

/** At most one problem a value: the violation that makes the others pointless. */
function valueProblems(context: Context, located: readonly Located[]): Problem[] {
  const first = new Map<string, Located>();
  for (const item of located) {
    if (isAboutNames(item.violation)) continue;
    const key = pathKey(item.path);
    const other = first.get(key);
    if (!other || rankOf(item.violation.keyword) < rankOf(other.violation.keyword)) first.set(key, item);
  }
  return [...first.values()].map(({ violation, path }) =>
    wrongValue(context, subjectAt(context, path), violation),
  );
}

/** Keywords that are explained elsewhere, and `if`, which only repeats what its branch says. */
function isAboutNames({ keyword, params, propertyName }: Violation): boolean {
  const names = ["additionalProperties", "required", "dependencies", "propertyNames", "if"];
  return names.includes(keyword) || params.missingProperty !== undefined || propertyName !== undefined;
}

function pathOf(config: Config, pointer: string): Path {
  const path: (string | number)[] = [];
  for (const step of pointerSteps(pointer)) {
    path.push(Array.isArray(valueAt(config.settings, path)) ? Number(step) : step);
  }
  return path;
}

function isSealed(value: unknown): boolean {
  return typeof value === "string" && value.startsWith("ENC[AES256_GCM,");
}

function pathKey(path: Path): string {
  return JSON.stringify(path);
}

function placeKey({ at }: Problem): string {
  return `${at?.line}:${at?.column}`;
}
