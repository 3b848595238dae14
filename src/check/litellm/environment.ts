import type { Problem } from "../../problem.ts";
import { shown } from "../problems.ts";
import { children, type Found, get, mapping } from "../value.ts";
import type { ConfigFile } from "./config-file.ts";
import { listEnvironments } from "./workload.ts";

const PREFIX = "os.environ/";

/**
 * What the configuration takes from the environment is there. Gives `missing-environment` for a name that no
 * container with this ConfigMap has, and `redis-url` where that variable would displace `cache_params`.
 */
export function* checkEnvironment(file: ConfigFile): Iterable<Problem> {
  const environments = listEnvironments(file.tree, file.object);
  for (const { object, names } of environments) {
    const found = names.get("REDIS_URL");
    if (!found || get(file.value, "litellm_settings", "cache_params") === undefined) continue;
    const at = object.manifest.at(found.path);
    const message = "REDIS_URL displaces host, port, username and password of cache_params";
    const hint = "take it out of the environment";
    yield { code: "redis-url", severity: "error", at, message, hint };
  }
  if (environments.length === 0 || environments.some(({ isWhole }) => !isWhole)) return;
  const own = Object.keys(mapping(get(file.value, "environment_variables")));
  const known = new Set([...own, ...environments.flatMap(({ names }) => [...names.keys()])]);
  for (const { value, path } of leaves({ value: file.value, path: [] })) {
    if (typeof value !== "string" || !value.startsWith(PREFIX)) continue;
    const name = value.slice(PREFIX.length);
    if (known.has(name)) continue;
    const message = `no container with this configuration has ${shown(name)} in its environment`;
    yield file.fail("missing-environment", path, message, "add it to env, or correct the name");
  }
}

function leaves(found: Found): Found[] {
  return typeof found.value === "object" ? children(found).flatMap(leaves) : [found];
}
