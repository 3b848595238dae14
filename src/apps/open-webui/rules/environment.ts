import type { Facts, Finding, Rule } from "../../../app.ts";
import { plainEnvironment } from "../environment.ts";
import { extraSecretVariables } from "../secrets.ts";
import type { OpenWebuiVariables } from "../variables.ts";

type V = OpenWebuiVariables;

/** A variable that stands twice fails the whole release. */
export const environmentRules: readonly Rule<V>[] = [twice];

/** What the chart writes from keys of its own, whichever of it is in use. */
const ofChart =
  /^(OPENAI_API_(BASE_URL|KEY)S?|ENABLE_(OPENAI|OLLAMA)_API|OLLAMA_BASE_URLS?|(WEBSOCKET_)?REDIS_URL|WEBSOCKET_MANAGER|ENABLE_WEBSOCKET_SUPPORT|STORAGE_PROVIDER|S3_(ACCESS_KEY_ID|SECRET_ACCESS_KEY|BUCKET_NAME|ENDPOINT_URL|KEY_PREFIX|REGION_NAME)|OAUTH_.*|ENABLE_OAUTH_.*|OPENID_PROVIDER_URL|GLOBAL_LOG_LEVEL)$/;

function* twice(v: V, facts: Facts): Iterable<Finding> {
  const ours = new Set([...Object.keys(plainEnvironment(v, facts)), ...extraSecretVariables(v, facts)]);
  for (const name of Object.keys(v.openwebui_extra_env)) {
    if (!ours.has(name) && !ofChart.test(name)) continue;
    yield {
      code: "variable-taken",
      setting: "openwebui_extra_env",
      path: [name],
      message: `${name} is set from other settings`,
      hint: `remove it here, and look for openwebui_ settings that it follows from`,
    };
  }
}
