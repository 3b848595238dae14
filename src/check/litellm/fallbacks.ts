import type { Problem } from "../../problem.ts";
import { listed, shown } from "../problems.ts";
import { children, get, list, type Path, text, type Value } from "../value.ts";
import { type ConfigFile, deployments, mayHaveOtherModels } from "./config-file.ts";

/** LiteLLM's own limit (constants.py, ROUTER_MAX_FALLBACKS). */
const MOST_FALLBACKS = 5;

interface Fallback {
  readonly model: string;
  readonly path: Path;
  readonly others: readonly { readonly model: string; readonly path: Path }[];
}

/**
 * Fallbacks lead from a model group to another one and never back. Gives `unknown-model`, `fallback-to-itself`,
 * `fallback-cycle`, `fallbacks-misplaced`, and the warning `many-fallbacks`.
 */
export function* checkFallbacks(file: ConfigFile): Iterable<Problem> {
  yield* misplaced(file);
  const settings = ["router_settings", "litellm_settings"];
  const kinds = ["fallbacks", "context_window_fallbacks", "content_policy_fallbacks"];
  for (const path of settings.flatMap((section) => kinds.map((kind) => [section, kind]))) {
    const fallbacks = readFallbacks(file, path);
    yield* named(file, fallbacks);
    for (const fallback of fallbacks) yield* counted(file, fallback, fallback.others.length);
    yield* circles(file, fallbacks);
  }
  yield* defaults(file, settings);
  yield* aliases(file);
  yield* retries(file);
}

function* misplaced(file: ConfigFile): Iterable<Problem> {
  for (const { value, path } of deployments(file)) {
    if (get(value, "litellm_params", "fallbacks") === undefined) continue;
    const name = shown(text(get(value, "model_name")) ?? "model");
    const hint = `write router_settings.fallbacks: [{ ${name}: [another model_name] }]`;
    const message = "fallbacks of a deployment leave the router aside";
    yield file.fail("fallbacks-misplaced", [...path, "litellm_params", "fallbacks"], message, hint);
  }
}

function readFallbacks({ value }: ConfigFile, path: Path): Fallback[] {
  return list(get(value, ...path)).flatMap((entry, index) =>
    children({ value: entry, path: [...path, index] }).map(({ value: others, path: at }) => ({
      ...{ model: String(at.at(-1)), path: at },
      others: names(others, at),
    })),
  );
}

function names(value: Value | undefined, path: Path): { model: string; path: Path }[] {
  return list(value).flatMap((item, index) => {
    const model = text(item);
    return model ? [{ model, path: [...path, index] }] : [];
  });
}

function* named(file: ConfigFile, fallbacks: readonly Fallback[]): Iterable<Problem> {
  for (const { model, path, others } of fallbacks) {
    if (model !== "*") yield* known(file, model, path);
    for (const other of others) {
      yield* known(file, other.model, other.path);
      if (other.model !== model) continue;
      const message = `${shown(model)} falls back to itself`;
      yield file.fail("fallback-to-itself", other.path, message, "name another model, or take it out");
    }
  }
}

function* known(file: ConfigFile, model: string, path: Path): Iterable<Problem> {
  if (mayHaveOtherModels(file)) return;
  const groups = deployments(file).flatMap(({ value }) => text(get(value, "model_name")) ?? []);
  const aliased = children({
    value: get(file.value, "router_settings", "model_group_alias") ?? null,
    path: [],
  });
  const all = [...groups, ...aliased.map(({ path: at }) => String(at[0]))];
  if (all.some((group) => covers(group, model))) return;
  const hint = `name one of model_list: ${listed(groups)}`;
  yield file.fail("unknown-model", path, `there is no model group ${shown(model)}`, hint);
}

/** True when the name of a model group, in which `*` stands for anything, covers the model. */
function covers(group: string, model: string): boolean {
  if (!group.includes("*")) return group === model;
  const [head = "", ...parts] = group.split("*");
  const tail = parts.at(-1) ?? "";
  return model.length >= head.length + tail.length && model.startsWith(head) && model.endsWith(tail);
}

function* counted(file: ConfigFile, { path }: { readonly path: Path }, count: number): Iterable<Problem> {
  const limit = get(file.value, "router_settings", "max_fallbacks");
  const most = typeof limit === "number" ? limit : MOST_FALLBACKS;
  if (count <= most) return;
  const message = `there are ${count} fallbacks, and max_fallbacks is ${most}`;
  yield file.warn("many-fallbacks", path, message, "take some out, or raise router_settings.max_fallbacks");
}

/** Each circle once, at the first of its models. */
function* circles(file: ConfigFile, fallbacks: readonly Fallback[]): Iterable<Problem> {
  const told = new Set<string>();
  for (const { model, path } of fallbacks) {
    const circle = told.has(model) ? undefined : circleFrom(fallbacks, model);
    if (!circle) continue;
    for (const member of circle) told.add(member);
    const way = [...circle, model].map(shown).join(" -> ");
    const hint = "let the last model have no fallback";
    yield file.fail("fallback-cycle", path, `fallbacks go round in a circle: ${way}`, hint);
  }
}

/** The way from a model over others back to it; undefined when there is none. */
function circleFrom(fallbacks: readonly Fallback[], start: string): readonly string[] | undefined {
  const seen = new Set<string>();
  const ways: (readonly string[])[] = [[start]];
  for (let way = ways.shift(); way; way = ways.shift()) {
    const last = way.at(-1);
    const next = fallbacks.filter(({ model }) => model === last).flatMap(({ others }) => others);
    for (const { model } of next) {
      if (model === start && way.length > 1) return way;
      if (model !== start && !seen.has(model)) ways.push([...way, model]);
      seen.add(model);
    }
  }
  return undefined;
}

function* defaults(file: ConfigFile, settings: readonly string[]): Iterable<Problem> {
  for (const section of settings) {
    const path = [section, "default_fallbacks"];
    const others = names(get(file.value, ...path), path);
    for (const other of others) yield* known(file, other.model, other.path);
    yield* counted(file, { path }, others.length);
  }
}

function* aliases(file: ConfigFile): Iterable<Problem> {
  const path = ["router_settings", "model_group_alias"];
  for (const { value, path: at } of children({ value: get(file.value, ...path) ?? null, path })) {
    const model = text(value) ?? text(get(value, "model"));
    if (model) yield* known(file, model, at);
  }
}

/** A policy for a group that is not there is never asked for. */
function* retries(file: ConfigFile): Iterable<Problem> {
  const path = ["router_settings", "model_group_retry_policy"];
  for (const { path: at } of children({ value: get(file.value, ...path) ?? null, path })) {
    yield* known(file, String(at.at(-1)), at);
  }
}
