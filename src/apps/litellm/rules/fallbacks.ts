import type { Finding, Rule } from "../../../app.ts";
import { behind } from "../model-names.ts";
import type { LitellmVariables } from "../variables.ts";
import { cycles } from "./fallback-cycles.ts";
import { fallbackMaps } from "./model-uses.ts";

type V = LitellmVariables;

/** Fallbacks must lead to another model of the same kind, never back, and not to more than are tried. */
export const fallbackRules: readonly Rule<V>[] = [otherModes, themselves, circles, tooMany, aliases];

interface Step {
  readonly setting: string;
  readonly model: string;
  readonly other: string;
  readonly index: number;
}

/** Every fallback from one model to another. */
function* steps(v: V): Iterable<Step> {
  for (const setting of fallbackMaps) {
    for (const [model, others] of Object.entries(v[setting])) {
      for (const [index, other] of others.entries()) yield { setting, model, other, index };
    }
  }
}

function* otherModes(v: V): Iterable<Finding> {
  for (const { setting, model, other, index } of steps(v)) {
    const [one, two] = [behind(v.litellm_model_modes, model), behind(v.litellm_model_modes, other)];
    if (!one || !two || one === two) continue;
    yield {
      code: "fallback-mode",
      setting,
      path: [model, index],
      message: `${other} (${two}) cannot answer for ${model} (${one})`,
      hint: `name a model of mode ${one}`,
    };
  }
}

function* themselves(v: V): Iterable<Finding> {
  for (const { setting, model, other, index } of steps(v)) {
    if (model !== other) continue;
    yield {
      code: "fallback-to-itself",
      setting,
      path: [model, index],
      message: `${model} falls back to itself`,
      hint: "name another model, or take it out",
    };
  }
}

/** A content filter or a long question sends a request on once; only failures can go round. */
function* circles(v: V): Iterable<Finding> {
  for (const setting of fallbackMaps) {
    for (const cycle of cycles(v[setting])) {
      yield {
        code: "fallback-cycle",
        setting,
        path: [cycle[0] ?? ""],
        message: `fallbacks go round in a circle: ${[...cycle, cycle[0]].join(" -> ")}`,
        hint: "let the last model have no fallback",
      };
    }
  }
}

function* tooMany(v: V): Iterable<Finding> {
  const most = v.litellm_max_fallbacks;
  const lists = fallbackMaps.flatMap((setting) =>
    Object.entries(v[setting]).map(([model, others]) => ({ setting, above: [model], others })),
  );
  const usual = { setting: "litellm_default_fallbacks", above: [], others: v.litellm_default_fallbacks };
  for (const { setting, above, others } of [...lists, usual]) {
    if (others.length <= most) continue;
    yield {
      code: "too-many-fallbacks",
      setting,
      path: [...above, most],
      message: `${others[most]} is never tried: litellm_max_fallbacks is ${most}`,
      hint: `take ${others.length - most} out, or raise litellm_max_fallbacks`,
    };
  }
}

/** LiteLLM looks for an alias before it looks for a model, and does not follow an alias of an alias. */
function* aliases(v: V): Iterable<Finding> {
  const setting = "litellm_model_aliases";
  for (const [alias, model] of Object.entries(v.litellm_model_aliases)) {
    if (v.litellm_served_names.includes(alias)) {
      yield {
        code: "alias-named-as-model",
        setting,
        path: [alias],
        message: `${alias} is the name of a model, which the alias would hide`,
        hint: "give the alias another name, or disable that model",
      };
    }
    if (!Object.hasOwn(v.litellm_model_aliases, model)) continue;
    yield {
      code: "alias-of-alias",
      setting,
      path: [alias],
      message: `${model} is an alias itself, which LiteLLM does not follow`,
      hint: `name the model behind it: ${v.litellm_model_aliases[model]}`,
    };
  }
}
