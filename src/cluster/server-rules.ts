import type { Facts, Finding, Rule } from "../app.ts";
import { peerOfHost } from "./servers.ts";
import type { ClusterVariables } from "./variables.ts";

type V = ClusterVariables;

/** Rules over servers that are there already: what cannot work, and what is lost with them. */
export const serverRules: readonly Rule<V>[] = [
  wholeHosts,
  unusedServers,
  userWithoutPassword,
  plainPostgres,
  plainRedis,
  lostWithPostgres,
  lostWithRedis,
];

const hosts = ["external_postgresql_host", "external_redis_host"] as const;

/** A bare name would mean another Service in each app's namespace. */
function* wholeHosts(v: V): Iterable<Finding> {
  for (const setting of hosts) {
    const host = v[setting];
    if (host === null || /[.:]/.test(host)) continue;
    yield {
      code: "bare-host",
      setting,
      message: `${host} means another server in each namespace`,
      hint: `write the whole name, such as ${host}.default.svc.cluster.local`,
    };
  }
}

const ownedBy = {
  external_postgresql_host: ["external_postgresql_admin_password"],
  external_redis_host: ["external_redis_username", "external_redis_password"],
} as const;

function* unusedServers(_v: V, facts: Facts): Iterable<Finding> {
  for (const host of hosts) {
    if (facts.has(host)) continue;
    for (const setting of ownedBy[host]) {
      if (!facts.has(setting)) continue;
      yield {
        code: "unused-setting",
        severity: "warning",
        setting,
        missing: [host],
        message: `${setting} is set, but ${host} is not`,
        hint: `set ${host}, or remove ${setting}`,
      };
    }
  }
}

function* userWithoutPassword(_v: V, facts: Facts): Iterable<Finding> {
  if (!facts.has("external_redis_username") || facts.has("external_redis_password")) return;
  yield {
    code: "half-credential",
    setting: "external_redis_username",
    missing: ["external_redis_password"],
    message: "external_redis_username is set, but external_redis_password is not",
    hint: "set external_redis_password, or remove external_redis_username",
  };
}

function* plainPostgres(v: V): Iterable<Finding> {
  if (!isOutside(v.external_postgresql_host) || v.external_postgresql_sslmode === "require") return;
  yield {
    code: "unencrypted-server",
    severity: "warning",
    setting: "external_postgresql_sslmode",
    message: `what apps send to ${v.external_postgresql_host} may leave the cluster unencrypted`,
    hint: "set external_postgresql_sslmode: require",
  };
}

function* plainRedis(v: V): Iterable<Finding> {
  if (!isOutside(v.external_redis_host) || v.external_redis_tls) return;
  yield {
    code: "unencrypted-server",
    severity: "warning",
    setting: "external_redis_tls",
    message: `what apps send to ${v.external_redis_host}, its password as well, leaves the cluster unencrypted`,
    hint: "set external_redis_tls: true",
  };
}

function isOutside(host: string | null): boolean {
  return host !== null && !("namespace" in peerOfHost(host));
}

function* lostWithPostgres(v: V): Iterable<Finding> {
  if (v.external_postgresql_host === null) return;
  yield {
    code: "external-postgresql",
    severity: "note",
    setting: "external_postgresql_host",
    message: "databases on this server are not backed up, watched or failed over from here",
    hint: "see to its backups where it is kept, and try a restore",
  };
}

function* lostWithRedis(v: V): Iterable<Finding> {
  if (v.external_redis_host === null) return;
  yield {
    code: "external-redis",
    severity: "note",
    setting: "external_redis_host",
    message:
      "all apps are one user on this server: no ACL keeps one from the keys of another, and nothing watches it",
    hint: "let nobody else use the server, or leave external_redis_host out and run the cache here",
  };
}
