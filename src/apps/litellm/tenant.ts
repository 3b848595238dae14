import type { Claims } from "../../offers.ts";
import { redisClientCommands } from "../../redis-commands.ts";
import { olderThan, versionOfTag } from "./image.ts";
import type { LitellmVariables } from "./variables.ts";

/** The ACL user of LiteLLM at the cache, and the namespace that its keys begin with. */
export const tenantUser = "litellm";
export const cacheNamespace = "litellm";

/** From here on every key, also of scripts and buffers, begins with the namespace and a colon. */
export const namespacedSince = "1.100.0";

/** Port of LiteLLM's pods and of its Service. */
export const apiPort = 4000;

/** Labels of LiteLLM's pods, as app-template sets them. */
export const podLabels = { "app.kubernetes.io/name": "litellm" } as const;

type Tenant = Claims["cache-tenant"];

/**
 * The ACL user that LiteLLM needs. Versions before 1.100 write keys outside of their namespace (BerriAI/litellm
 * #31288, #38403), so their patterns are wider: counters of the rate limiter begin with a brace.
 */
export function cacheTenant(v: LitellmVariables): Tenant {
  const version = versionOfTag(v.litellm_image_tag);
  const strays = version !== undefined && olderThan(version, namespacedSince);
  return {
    user: tenantUser,
    keys: strays ? [`${cacheNamespace}*`, "{*"] : [`${cacheNamespace}:*`],
    channels: strays ? [`${cacheNamespace}*`] : [`${cacheNamespace}:*`],
    commands: redisClientCommands,
    peer: { namespace: v.litellm_namespace, podLabels },
  };
}
