import type { Finding, Rule } from "../../../app.ts";
import { catalogueModel } from "../catalogue.ts";
import type { LitellmVariables } from "../variables.ts";

const setting = "litellm_fallbacks";

/** Fallbacks must lead to another model of the same kind, and never back. */
export const fallbackRules: readonly Rule<LitellmVariables>[] = [otherModes, circles];

function* otherModes(v: LitellmVariables): Iterable<Finding> {
  for (const [model, others] of Object.entries(v.litellm_fallbacks)) {
    for (const [index, other] of others.entries()) yield* otherMode(model, other, index);
  }
}

function circles(v: LitellmVariables): Iterable<Finding> {
  return cycles(v.litellm_fallbacks);
}

function* otherMode(model: string, other: string, index: number): Iterable<Finding> {
  const [one, two] = [catalogueModel(model), catalogueModel(other)];
  if (!one || !two || one.mode === two.mode) return;
  yield {
    code: "fallback-mode",
    setting,
    path: [model, index],
    message: `${other} (${two.mode}) cannot answer for ${model} (${one.mode})`,
    hint: `name a model of mode ${one.mode}`,
  };
}

type Fallbacks = Readonly<Record<string, readonly string[]>>;

/** Each cycle once: at the model in it that comes first in the settings. */
function* cycles(fallbacks: Fallbacks): Iterable<Finding> {
  const told = new Set<string>();
  for (const model of Object.keys(fallbacks)) {
    const cycle = told.has(model) ? undefined : cycleFrom(fallbacks, model);
    if (!cycle) continue;
    for (const member of cycle) told.add(member);
    yield {
      code: "fallback-cycle",
      setting,
      path: [model],
      message: `fallbacks go round in a circle: ${[...cycle, model].join(" -> ")}`,
      hint: "let the last model have no fallback",
    };
  }
}

/** The way from a model back to itself; undefined when there is none. */
function cycleFrom(fallbacks: Fallbacks, start: string): string[] | undefined {
  // Not by index: a name such as `constructor` would find what every object inherits.
  const fallbacksOf = new Map(Object.entries(fallbacks));
  const seen = new Set<string>();
  const ways: string[][] = [[start]];
  for (let way = ways.shift(); way; way = ways.shift()) {
    for (const next of fallbacksOf.get(way.at(-1) ?? start) ?? []) {
      if (next === start) return way;
      if (!seen.has(next)) ways.push([...way, next]);
      seen.add(next);
    }
  }
  return undefined;
}
