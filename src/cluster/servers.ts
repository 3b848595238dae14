import { isIP } from "node:net";
import type { GrantSources, OfferSources } from "../app.ts";
import type { ServerPeer } from "../offers.ts";
import type { ClusterVariables } from "./variables.ts";

/** PostgreSQL and Redis servers that are there already; apps use them instead of what other apps would run. */
export const serverOffers: OfferSources<ClusterVariables> = {
  postgresql: (v, facts) =>
    v.external_postgresql_host === null
      ? undefined
      : {
          server: {
            host: v.external_postgresql_host,
            port: v.external_postgresql_port,
            sslmode: v.external_postgresql_sslmode,
            peer: peerOfHost(v.external_postgresql_host),
            admin: {
              user: v.external_postgresql_admin_user,
              database: v.external_postgresql_admin_database,
              password: facts.has("external_postgresql_admin_password"),
            },
          },
          image: v.external_postgresql_client_image,
          storageClass: "",
          priorityClass: "",
          backups: false,
        },
  cache: (v, facts) =>
    v.external_redis_host === null
      ? undefined
      : {
          host: v.external_redis_host,
          port: v.external_redis_port,
          peer: peerOfHost(v.external_redis_host),
          shared: {
            tls: v.external_redis_tls,
            username: v.external_redis_username,
            password: facts.has("external_redis_password"),
          },
          acl: false,
          evicts: false,
        },
};

/** Everybody gets the same user; the server knows no tenants of ours. */
export const serverGrants: GrantSources<ClusterVariables> = {
  "cache-tenant": (_claim, v) =>
    v.external_redis_host === null
      ? undefined
      : { username: v.external_redis_username ?? "", password: v.external_redis_password ?? "" },
};

/** The namespace of a Service by its whole name, whose labels are not known; else the host or the address. */
export function peerOfHost(host: string): ServerPeer {
  const version = isIP(host);
  if (version !== 0) return { cidr: `${host}/${version === 4 ? 32 : 128}` };
  const namespace = /^[^.]+\.([^.]+)\.svc(\.|$)/.exec(host)?.[1];
  return namespace === undefined ? { host } : { namespace, podLabels: {} };
}
