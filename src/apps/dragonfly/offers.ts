import type { ClaimSources, GrantSources, OfferSources } from "../../app.ts";
import { clientPort, serverPeer } from "./network.ts";
import { passwordSettingOf } from "./tenants.ts";
import type { DragonflyVariables } from "./variables.ts";

/** The cache. It must not read claims: an app that claims is on only when there is a cache. */
export const offers: OfferSources<DragonflyVariables> = {
  cache: (v) => ({
    host: v.dragonfly_host,
    port: clientPort,
    peer: serverPeer(v),
    acl: v.dragonfly_acl_enabled,
    evicts: v.dragonfly_cache_mode,
  }),
};

export const claims: ClaimSources<DragonflyVariables> = {
  bucket: (v) =>
    v.dragonfly_backup_enabled
      ? [
          {
            name: v.dragonfly_s3_bucket,
            purpose: "snapshots of the cache",
            peer: serverPeer(v),
            // Dragonfly deletes no snapshot.
            access: ["list", "read", "write"],
            keys: { access: "dragonfly_s3_access_key", secret: "dragonfly_s3_secret_key" },
            endpoint: v.dragonfly_s3_endpoint,
          },
        ]
      : [],
};

/** Nothing without a password: the rule that misses it has said so. */
export const grants: GrantSources<DragonflyVariables> = {
  "cache-tenant": ({ user }, v) => {
    const setting = passwordSettingOf(user);
    const password = setting ? v[setting] : null;
    return password === null ? undefined : { username: user, password };
  },
};
