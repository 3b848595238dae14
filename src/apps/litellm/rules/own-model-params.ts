import type { Finding, Rule } from "../../../app.ts";
import type { LitellmVariables } from "../variables.ts";
import { fallbackHint } from "./misplaced-fallbacks.ts";
import { entriesOf, found, type PlacedModel } from "./own-model-findings.ts";

type V = LitellmVariables;

/** What may not stand among the free parameters of a model. */
export const ownModelParamRules: readonly Rule<V>[] = [
  misplacedFallbacks,
  misplacedParams,
  secretParams,
  variantNames,
];

interface Params {
  readonly path: readonly string[];
  readonly values: Readonly<Record<string, unknown>>;
}

/** The free maps of an entry. */
function mapsOf({ params = {}, info = {}, variants = {} }: PlacedModel): Params[] {
  const varied = Object.entries(variants).map(([name, values]) => ({ path: ["variants", name], values }));
  return [{ path: ["params"], values: params }, { path: ["info"], values: info }, ...varied];
}

/** The router never reads them there, and the SDK would answer behind its back. */
function* misplacedFallbacks(v: V): Iterable<Finding> {
  for (const entry of entriesOf(v)) {
    const own = { path: [] as readonly string[], values: entry as unknown as Params["values"] };
    for (const { path, values } of [own, ...mapsOf(entry)]) {
      if (!Object.hasOwn(values, "fallbacks")) continue;
      const name = path[0] === "variants" ? (path[1] ?? entry.name) : entry.name;
      const message =
        "fallbacks inside of a model are not read by LiteLLM's router: nobody would count or limit them";
      yield found(
        entry.index,
        "fallbacks-misplaced",
        message,
        fallbackHint(name, values.fallbacks, v),
        ...path,
        "fallbacks",
      );
    }
  }
}

/** Parameters that have a place of their own, or that would change whose model it is. */
const placed: ReadonlySet<string> = new Set([
  ...["model", "model_name", "api_base", "api_key", "api_version", "litellm_credential_name"],
  ...["mode", "base_model", "access_groups"],
]);

const settled: ReadonlySet<string> = new Set([
  ...["temperature", "max_tokens", "timeout", "stream_timeout", "num_retries", "cooldown_time", "rpm", "tpm"],
  ...["max_parallel_requests", "weight", "order"],
]);

function* misplacedParams(v: V): Iterable<Finding> {
  for (const { index, name, ...entry } of entriesOf(v)) {
    for (const { path, values } of mapsOf({ index, name, ...entry })) {
      const [where = ""] = path;
      for (const param of Object.keys(values)) {
        if (!placed.has(param) && !(where === "params" && settled.has(param))) continue;
        const hint =
          where === "variants" && placed.has(param)
            ? `a variant is the same model: give ${path[1]} an entry of its own`
            : `write ${own(param)} beside name and model`;
        const message = `${param} has no place in ${where} of ${name}`;
        yield found(index, "misplaced-parameter", message, hint, ...path, param);
      }
    }
  }
}

function own(param: string): string {
  return param === "litellm_credential_name" ? "credential" : param === "model_name" ? "name" : param;
}

const secretive = /(^|_)(key|token|secret|password|credentials?|authorization|key_id)$/;

/** Maps of parameters end up in a ConfigMap, which anyone may read. */
function* secretParams(v: V): Iterable<Finding> {
  for (const entry of entriesOf(v)) {
    for (const { path, values } of mapsOf(entry)) {
      for (const below of secretsIn(values)) {
        const param = below.at(-1) ?? "";
        if (placed.has(param)) continue;
        const message = `${param} of ${entry.name} would be readable in the ConfigMap`;
        const hint = `put it into litellm_provider_keys, and its name there into secret_params: {${param}: name}`;
        yield found(entry.index, "secret-in-params", message, hint, ...path, ...below);
      }
    }
  }
}

/** Paths of texts whose name is that of a secret, and that do not refer to the environment. */
function* secretsIn(values: Readonly<Record<string, unknown>>): Iterable<string[]> {
  for (const [name, value] of Object.entries(values)) {
    const isOpen = typeof value !== "string" || value.startsWith("os.environ/");
    if (!isOpen && secretive.test(name.toLowerCase().replaceAll("-", "_"))) yield [name];
    if (typeof value !== "object" || value === null || Array.isArray(value)) continue;
    for (const below of secretsIn(value as Readonly<Record<string, unknown>>)) yield [name, ...below];
  }
}

/** A variant of a name that is taken would share that model's requests. */
function* variantNames(v: V): Iterable<Finding> {
  const names = entriesOf(v).flatMap(({ name, variants = {} }) => [name, ...Object.keys(variants)]);
  for (const { index, variants = {} } of entriesOf(v)) {
    for (const variant of Object.keys(variants)) {
      if (names.filter((name) => name === variant).length < 2) continue;
      const message = `${variant} is the name of another model, too`;
      yield found(index, "variant-name-taken", message, "give the variant another name", "variants", variant);
    }
  }
}
