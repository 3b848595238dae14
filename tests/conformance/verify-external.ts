import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Case } from "./cases.ts";
import type { Certificate } from "./certificate.ts";
import type { Later } from "./cleanup.ts";
import { renderPlatform } from "./platforms.ts";
import { provision } from "./postgres.ts";
import { type PostgresServer, type PostgresTools, startPostgres } from "./postgres-server.ts";
import { freePort } from "./process.ts";
import { type RedisServer, startRedis } from "./redis-server.ts";
import { isError } from "./resp.ts";
import { type Asked, assertFound, verifyCommand } from "./verify-command.ts";
import { type Breaking, breaks } from "./verify-external-breaks.ts";

const configuration = "tests/conformance/verify/external.yaml";

/** Servers that are there already: Redis with and without TLS, PostgreSQL with and without. */
export interface External {
  readonly redis: RedisServer;
  readonly redisTlsPort: number;
  readonly postgres: PostgresServer;
  readonly plainPostgres: PostgresServer;
  readonly certificate: Certificate;
  readonly folder: string;
  readonly text: string;
}

export async function startExternal(
  tools: { readonly redis: string; readonly postgres: PostgresTools; readonly certificate: Certificate },
  later: Later,
): Promise<External> {
  const { certificate } = tools;
  const text = await readFile(configuration, "utf8");
  const folder = await mkdtemp(join(tmpdir(), "external-conformance-"));
  later(() => rm(folder, { recursive: true, force: true }));
  await writeFile(join(folder, "key.pem"), certificate.key, { mode: 0o600 });
  const redisTlsPort = await freePort();
  const redis = await startRedis(tools.redis, "USER default off -@all\n", {
    bind: "127.0.0.1 127.0.0.2",
    "tls-port": String(redisTlsPort),
    "tls-cert-file": certificate.file,
    "tls-key-file": join(folder, "key.pem"),
    "tls-auth-clients": "no",
  });
  later(redis.stop);
  for (const line of handedOver(text)) await asAdmin(redis, line);
  const postgres = await startPostgres(tools.postgres, certificate);
  later(postgres.stop);
  const plainPostgres = await startPostgres(tools.postgres);
  later(plainPostgres.stop);
  await postgres.asOperator(provision("litellm", "test-database-77aa", "litellm"));
  await postgres.asOperator(`\\c litellm\nset role litellm;\n${tables}`);
  return { redis, redisTlsPort, postgres, plainPostgres, certificate, folder, text };
}

/** LiteLLM's own migrations are shown in the rig; here it is about the way there. */
const tables = `create table "_prisma_migrations" (migration_name text, finished_at timestamptz, rolled_back_at timestamptz);
create table "LiteLLM_VerificationToken" (); create table "LiteLLM_SpendLogs" ();`;

/** What the hand-over page tells an administrator of Redis to type. */
export function handedOver(text: string): string[] {
  const { handover } = renderPlatform(configuration, text);
  const lines = [...handover.matchAll(/^\s*(ACL SETUSER .*)$/gm)].map(([, line = ""]) => line);
  assert.equal(lines.length, 2, "the hand-over page has other lines");
  return lines.map((line) => line.replace(">PASSWORD", ">test-redis-0b7e"));
}

export async function asAdmin({ admin }: Pick<RedisServer, "admin">, line: string): Promise<void> {
  const reply = await admin.send(...line.split(" "));
  if (isError(reply)) throw new Error(`${line}: ${reply.error}`);
}

export function externalCases(external: External): Case[] {
  return breaks.map((one) => ({ title: `external: ${one.title}`, check: () => ask(external, one) }));
}

async function ask(external: External, { by, settings, distrust, expected }: Breaking): Promise<void> {
  const mend = await by?.(external);
  try {
    const asked = await verify(external, settings?.(external) ?? {}, distrust === true);
    assertFound(asked, expected);
    for (const secret of ["test-redis-0b7e", "test-database-77aa"])
      assert.ok(!asked.output.includes(secret), "it tells a secret");
  } finally {
    await mend?.();
  }
}

function verify(
  { redis, postgres, folder, text, certificate }: External,
  changed: Readonly<Record<string, string | number | boolean>>,
  distrust: boolean,
): Promise<Asked> {
  const ports = { external_redis_port: redis.port, external_postgresql_port: postgres.port };
  const settings = Object.entries({ ...ports, ...changed });
  const kept = text.split("\n").filter((line) => !settings.some(([name]) => line.startsWith(`${name}:`)));
  const config = join(folder, "cluster.yaml");
  const lines = settings.map(([name, value]) => `${name}: ${value}`);
  const env = distrust ? {} : { NODE_EXTRA_CA_CERTS: certificate.file };
  return writeFile(config, [...kept, ...lines, ""].join("\n")).then(() =>
    // By routes, because without a kubeconfig no port can be forwarded; servers outside are asked either way.
    verifyCommand(config, ["cluster", "litellm", "--via", "route", "--resolve", "127.0.0.1:1"], env),
  );
}
