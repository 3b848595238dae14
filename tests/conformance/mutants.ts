import { type Dice, dice } from "./dice.ts";
import type { KubeObject } from "./kube-object.ts";
import { type Json, mutate } from "./mutations.ts";
import type { Placed } from "./placed.ts";
import { breakRule, ruleBreaks } from "./rule-breaks.ts";

/** A document that we emit, with one thing changed. */
export interface Mutant {
  readonly object: KubeObject;
  readonly mutation: string;
  /** Dotted path of what was changed, or the name of the broken rule. */
  readonly path: string;
}

/**
 * So many different mutants, as many of each kind as of every other; the same seed makes the same ones. First come
 * the rules that chance hardly ever breaks.
 */
export function mutantsOf(objects: readonly Placed[], seed: number, count: number): Mutant[] {
  const drawn = dice(seed);
  const kinds = byKind(objects);
  const found = new Map<string, Mutant>();
  for (const mutant of [...kinds.flatMap(brokenRules), ...chanceMutants(kinds, drawn, 20 * count)]) {
    const key = JSON.stringify(mutant.object);
    if (!found.has(key)) found.set(key, mutant);
    if (found.size === count) break;
  }
  return [...found.values()];
}

function brokenRules(objects: readonly Placed[]): Mutant[] {
  return ruleBreaks.flatMap((rule) => {
    const broken = objects
      .filter(({ object }) => object.kind === rule.kind)
      .map(({ object }) => structuredClone(object))
      .find((object) => breakRule(object as unknown as Json, rule));
    return broken ? [{ object: broken, mutation: "rule", path: rule.title }] : [];
  });
}

function* chanceMutants(
  kinds: readonly (readonly Placed[])[],
  drawn: Dice,
  attempts: number,
): Iterable<Mutant> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const base = drawn.pick(kinds[attempt % kinds.length] ?? []);
    if (!base) continue;
    const object = structuredClone(base.object);
    const change = mutate(object as unknown as Json, drawn);
    if (change) yield { object, ...change };
  }
}

function byKind(objects: readonly Placed[]): (readonly Placed[])[] {
  const kinds = new Map<string, Placed[]>();
  for (const placed of objects) {
    const kind = `${placed.object.apiVersion}/${placed.object.kind}`;
    kinds.set(kind, [...(kinds.get(kind) ?? []), placed]);
  }
  return [...kinds.values()];
}
