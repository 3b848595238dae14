import type { LitellmVariables } from "../variables.ts";

/**
 * Where the fallbacks of a model belong, as it is written: names stay, and what is written as LiteLLM's SDK wants
 * it, with a model and its URL, becomes the name of that model.
 */
export function fallbackHint(name: string, fallbacks: unknown, v: LitellmVariables): string {
  const targets = (Array.isArray(fallbacks) ? fallbacks : [fallbacks]).map((target) => targetOf(target, v));
  const names = targets.map((target) => target.name).join(", ");
  const form = `write litellm_fallbacks: {${name}: [${names || "another-model"}]} at the top of the file`;
  const undescribed = targets.flatMap((target) => target.describe ?? []);
  if (undescribed.length === 0) return form;
  return `${form}, and describe ${undescribed.join(" and ")} in litellm_models`;
}

interface Target {
  readonly name: string;
  /** What is to be described, when no model of that kind is there. */
  readonly describe?: string;
}

function targetOf(target: unknown, v: LitellmVariables): Target {
  if (typeof target === "string") return { name: target };
  const model =
    typeof target === "object" && target !== null ? (target as { model?: unknown }).model : undefined;
  if (typeof model !== "string") return { name: "another-model" };
  const known = v.litellm_models.find((entry) => entry.model === model || entry.name === model);
  if (known) return { name: known.name };
  const name = model.slice(model.lastIndexOf("/") + 1).replace(/[^A-Za-z0-9._-]+/g, "-");
  return { name, describe: `{name: ${name}, model: ${model}, …}` };
}
