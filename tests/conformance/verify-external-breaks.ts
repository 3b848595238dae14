import type { Expected } from "./verify-command.ts";
import { asAdmin, type External, handedOver } from "./verify-external.ts";

/** Servers that are there already, one of them broken, and what verify says about it. */
export interface Breaking {
  readonly title: string;
  /** Breaks it; what it gives mends it again. */
  readonly by?: (external: External) => Promise<() => Promise<unknown>>;
  /** Settings in the place of those that lead to the servers, or of those in the file. */
  readonly settings?: (external: External) => Readonly<Record<string, string | number | boolean>>;
  /** Whether the certificate's authority is trusted. */
  readonly distrust?: true;
  readonly expected: Readonly<Record<string, Expected>>;
}

const signIn = "external-redis-sign-in";
const acl = (rules: string) => async (external: External) => {
  await asAdmin(external.redis, `ACL SETUSER platform ${rules}`);
  return async () => {
    for (const line of handedOver(external.text)) await asAdmin(external.redis, line);
  };
};
const config = (name: string, broken: string, well: string) => async (external: External) => {
  await asAdmin(external.redis, `CONFIG SET ${name} ${broken}`);
  return () => asAdmin(external.redis, `CONFIG SET ${name} ${well}`);
};
const sql = (broken: string, well: string) => async (external: External) => {
  await external.postgres.asOperator(broken);
  return () => external.postgres.asOperator(well);
};

const well = {
  [signIn]: "ok",
  "external-redis-shut": "ok",
  "external-redis-confined": "ok",
} as const;

export const breaks: readonly Breaking[] = [
  {
    title: "both are well, with the ACL of the hand-over page",
    expected: { ...well, "litellm-schema": "ok", "litellm-role": "ok" },
  },
  {
    title: "Redis is well by TLS",
    settings: ({ redisTlsPort }) => ({ external_redis_port: redisTlsPort, external_redis_tls: true }),
    expected: well,
  },
  {
    title: "Redis has a certificate that nobody trusts",
    settings: ({ redisTlsPort }) => ({ external_redis_port: redisTlsPort, external_redis_tls: true }),
    distrust: true,
    expected: { [signIn]: ["error", /certificate of the external Redis is not accepted/] },
  },
  {
    title: "Redis has a certificate for another name",
    settings: ({ redisTlsPort }) => ({
      external_redis_host: "127.0.0.2",
      external_redis_port: redisTlsPort,
      external_redis_tls: true,
    }),
    expected: { [signIn]: ["error", /not accepted \(ERR_TLS_CERT_ALTNAME_INVALID\)/] },
  },
  {
    title: "Redis speaks no TLS where it should",
    settings: () => ({ external_redis_tls: true }),
    expected: { [signIn]: ["error", /speaks no TLS/] },
  },
  {
    title: "Redis speaks TLS where it should not",
    settings: ({ redisTlsPort }) => ({ external_redis_port: redisTlsPort }),
    expected: { [signIn]: ["error", /does not answer/] },
  },
  {
    title: "Redis has another password",
    settings: () => ({ external_redis_password: "test-redis-other" }),
    expected: {
      [signIn]: ["error", /refuses to let the apps in: WRONGPASS/],
      "external-redis-confined": "skipped",
    },
  },
  {
    title: "Redis knows no such user",
    settings: () => ({ external_redis_username: "nobody" }),
    expected: { [signIn]: ["error", /WRONGPASS/] },
  },
  {
    title: "Redis keeps an app from its keys",
    by: acl("resetkeys ~litellm:*"),
    expected: { [signIn]: ["error", /keys are refused: NOPERM/] },
  },
  {
    title: "Redis lets the user read only",
    by: acl("-@write"),
    expected: { [signIn]: ["error", /keys are refused: NOPERM/] },
  },
  {
    title: "Redis confines nobody to keys",
    by: acl("~*"),
    expected: { [signIn]: "ok", "external-redis-confined": ["warning", /can read somebody-else/] },
  },
  {
    title: "Redis makes the user an administrator",
    by: acl("+@admin +@dangerous"),
    expected: { "external-redis-confined": ["warning", /configuration/] },
  },
  {
    title: "Redis lets in who does not sign in",
    by: async ({ redis }) => {
      await asAdmin(redis, "ACL SETUSER default on nopass ~* +@all");
      return () => asAdmin(redis, "ACL SETUSER default off resetkeys -@all resetpass");
    },
    expected: { [signIn]: "ok", "external-redis-shut": ["warning", /can read keys/] },
  },
  {
    title: "Redis is full",
    by: config("maxmemory", "1", "0"),
    expected: { [signIn]: ["error", /OOM/] },
  },
  {
    title: "Redis is a replica",
    by: async ({ redis }) => {
      await asAdmin(redis, "REPLICAOF 127.0.0.1 1");
      return () => asAdmin(redis, "REPLICAOF NO ONE");
    },
    expected: { [signIn]: ["error", /READONLY/] },
  },
  {
    title: "Redis is not there",
    settings: () => ({ external_redis_port: 1 }),
    expected: { [signIn]: ["error", /ECONNREFUSED/] },
  },
  {
    title: "a name that only others resolve is left out",
    settings: () => ({ external_redis_host: "redis.invalid", external_postgresql_host: "db.invalid" }),
    expected: { [signIn]: ["skipped", /redis\.invalid/], "litellm-schema": ["skipped", /db\.invalid/] },
  },
  {
    title: "a Service is not asked without a cluster",
    settings: () => ({ external_redis_host: "redis.default.svc.cluster.local" }),
    expected: { [signIn]: ["skipped", /no cluster/] },
  },
  {
    title: "PostgreSQL has another password",
    settings: () => ({ litellm_db_password: "test-database-other" }),
    expected: { "litellm-schema": ["error", /28P01/] },
  },
  {
    title: "PostgreSQL has no such database",
    settings: () => ({ litellm_db_name: "other" }),
    expected: { "litellm-schema": ["error", /3D000/] },
  },
  {
    title: "PostgreSQL speaks no TLS, which is required",
    settings: ({ plainPostgres }) => ({ external_postgresql_port: plainPostgres.port }),
    expected: { "litellm-schema": ["error", /speaks no TLS/] },
  },
  {
    title: "PostgreSQL without TLS, as configured",
    settings: () => ({ external_postgresql_sslmode: "disable" }),
    expected: { "litellm-schema": "ok" },
  },
  {
    title: "the role is a superuser",
    by: sql("alter role litellm superuser createdb;", "alter role litellm nosuperuser nocreatedb;"),
    expected: { "litellm-role": ["warning", /is a superuser, and may make databases/] },
  },
  {
    title: "the tables are gone",
    by: sql(
      '\\c litellm\nalter table "LiteLLM_SpendLogs" rename to gone;',
      '\\c litellm\nalter table gone rename to "LiteLLM_SpendLogs";',
    ),
    expected: { "litellm-schema": ["error", /LiteLLM_SpendLogs/], "litellm-role": "skipped" },
  },
];
