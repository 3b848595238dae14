import { type KubeObject, keyOfObject } from "../kubernetes/object.ts";
import { nearest } from "../nearest.ts";
import type { Outcome, Problem } from "../problem.ts";
import { clean } from "../report/clean.ts";
import { appOf, dependenciesOf, parentOf } from "./kustomization.ts";

/** One Kustomization to be reconciled, and what must be ready before. */
export interface Step {
  readonly key: string;
  readonly object: KubeObject;
  /** Keys of the Kustomization that applies it and of those that it depends on, there or not. */
  readonly after: readonly string[];
}

/**
 * The Kustomizations in the order in which they can be reconciled: all, or those of the named apps and what they need.
 * Among those that could be next, the order is that of their keys. Problems: `app-unknown`, `dependency-cycle`.
 */
export function planOf(
  kustomizations: ReadonlyMap<string, KubeObject>,
  apps: readonly string[],
): Outcome<readonly Step[]> {
  const wanted = namedOf(kustomizations, apps);
  if (!wanted.value) return { value: undefined, problems: wanted.problems };
  const steps = [...withNeeds(kustomizations, wanted.value)].sort().flatMap((key): Step[] => {
    const object = kustomizations.get(key);
    return object ? [{ key, object, after: needsOf(object) }] : [];
  });
  return ordered(steps);
}

/** What must be ready before a Kustomization is applied: what applies it, and its dependencies. */
export function needsOf(object: KubeObject): string[] {
  const parent = parentOf(object);
  const own = keyOfObject(object);
  return [...new Set([...(parent === undefined ? [] : [parent]), ...dependenciesOf(object)])].filter(
    (key) => key !== own,
  );
}

/** Keys of the Kustomizations of the named apps, or of all. Problems: `app-unknown`. */
export function namedOf(
  kustomizations: ReadonlyMap<string, KubeObject>,
  apps: readonly string[],
): Outcome<readonly string[]> {
  if (apps.length === 0) return { value: [...kustomizations.keys()], problems: [] };
  const known = [...kustomizations].map(([key, object]) => ({ key, names: namesOf(object) }));
  const problems = apps
    .filter((app) => !known.some(({ names }) => names.includes(app)))
    .map((app) => unknownApp(app, [...new Set(known.flatMap(({ names }) => names))]));
  if (problems.length > 0) return { value: undefined, problems };
  const value = known.flatMap(({ key, names }) => (names.some((name) => apps.includes(name)) ? [key] : []));
  return { value, problems: [] };
}

/** A Kustomization is asked for by its app's name, or by its own. */
function namesOf(object: KubeObject): string[] {
  const app = appOf(object);
  return [object.metadata.name, ...(app === undefined ? [] : [app])];
}

function unknownApp(app: string, known: readonly string[]): Problem {
  const near = nearest(app, known);
  const hint = near
    ? `did you mean ${clean(near)}?`
    : `name one of ${[...known].sort().map(clean).join(", ")}`;
  return { code: "app-unknown", severity: "error", message: `the cluster has no app ${clean(app)}`, hint };
}

function withNeeds(kustomizations: ReadonlyMap<string, KubeObject>, keys: readonly string[]): Set<string> {
  const found = new Set(keys);
  for (const key of found) {
    const object = kustomizations.get(key);
    for (const need of object ? needsOf(object) : []) if (kustomizations.has(need)) found.add(need);
  }
  return found;
}

function ordered(steps: readonly Step[]): Outcome<readonly Step[]> {
  const inside = new Set(steps.map(({ key }) => key));
  const done = new Set<string>();
  const value: Step[] = [];
  let rest = steps;
  while (rest.length > 0) {
    const next = rest.find(({ after }) => after.every((key) => done.has(key) || !inside.has(key)));
    if (!next) return { value: undefined, problems: [cycle(rest)] };
    done.add(next.key);
    value.push(next);
    rest = rest.filter((step) => step !== next);
  }
  return { value, problems: [] };
}

function cycle(steps: readonly Step[]): Problem {
  const names = steps.map(({ object }) => object.metadata.name).join(", ");
  const message = `Kustomizations that wait for each other: ${names}`;
  const hint = "take one of their dependsOn out; run clusterloom check to see where they stand";
  return { code: "dependency-cycle", severity: "error", message, hint };
}
