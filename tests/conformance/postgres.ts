import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { execa } from "execa";
import { askAll, type Case, type Counterpart, rowsOf } from "./cases.ts";
import type { Context, Row } from "./context.ts";
import { hostilePasswords } from "./hostile-passwords.ts";
import { dataOf, ofKind, type Platform, renderPlatform } from "./platforms.ts";
import { databaseJobCases, externalConfiguration } from "./postgres-jobs.ts";
import { type PostgresServer, type PostgresTools, postgresTools, startPostgres } from "./postgres-server.ts";

export const name = "postgresql";

const configuration = "tests/conformance/platforms/open/cluster.yaml";

/**
 * Signs in with psql by the rendered DATABASE_URL, for passwords that need escaping; runs the Jobs that make and
 * delete a database on a server that is there already.
 */
export async function run(context: Context): Promise<readonly Row[]> {
  const tools = await postgresTools(context);
  const of = { counterpart: name, version: tools.version };
  return rowsOf(of, () => askServer(of, tools));
}

async function askServer(of: Counterpart, tools: PostgresTools): Promise<readonly Row[]> {
  const server = await startPostgres(tools);
  try {
    const text = await readFile(configuration, "utf8");
    const cases = hostilePasswords.map(([title, password]) =>
      signInCase(tools, server, text, title, password),
    );
    const external = await readFile(externalConfiguration, "utf8");
    const jobs = databaseJobCases({ tools, server, text: external });
    return [await askAll(of, [...cases, ...jobs])];
  } finally {
    await server.stop();
  }
}

function signInCase(
  tools: PostgresTools,
  server: PostgresServer,
  text: string,
  title: string,
  password: string,
): Case {
  const check = async () => {
    const platform = renderPlatform(configuration, withPassword(text, password));
    const { username, password: handed } = credentials(platform);
    assert.equal(handed, password, "the operator gets another password");
    const { user, database, url, wrong } = loopback(databaseUrl(platform), server.port);
    assert.equal(user, username, "the operator makes another user");
    await server.asOperator(provision(user, handed, database));
    const session = "select current_user || ' ' || current_database()";
    const { stdout } = await execa(tools.psql, ["-X", "-At", url, "-c", session], { env: clean });
    assert.equal(stdout, `${user} ${database}`);
    const refused = await execa(tools.psql, ["-X", "-At", wrong, "-c", session], {
      env: clean,
      reject: false,
    });
    assert.match(refused.stderr, /password authentication failed/);
  };
  return { title: `${title} signs in`, check };
}

/** Nothing of ours may help psql. */
const clean = { PGPASSWORD: "", PGPASSFILE: "/nonexistent", PGSSLMODE: "disable", PGCONNECT_TIMEOUT: "10" };

function withPassword(text: string, password: string): string {
  return text.replace(/^litellm_db_password: .*$/m, () => `litellm_db_password: ${JSON.stringify(password)}`);
}

/** What the Secret of the CNPG Cluster's `bootstrap.initdb` holds. */
function credentials(platform: Platform): Record<"username" | "password", string> {
  const cluster = ofKind(platform, "Cluster").find(({ metadata }) => metadata.name.startsWith("litellm"));
  const { bootstrap } = (cluster?.spec ?? {}) as { bootstrap?: { initdb?: { secret?: { name: string } } } };
  const secret = ofKind(platform, "Secret").find(
    ({ metadata }) => metadata.name === bootstrap?.initdb?.secret?.name,
  );
  const { username = "", password = "" } = secret ? dataOf(secret) : {};
  return { username, password };
}

function databaseUrl(platform: Platform): string {
  const secret = ofKind(platform, "Secret").find(({ metadata }) => metadata.name === "litellm-secret");
  const url = secret && dataOf(secret).DATABASE_URL;
  assert.ok(url, "there is no DATABASE_URL");
  return url;
}

const uri =
  /^(?<start>postgresql:\/\/(?<user>[^:@/]+):(?<password>[^:@/]+)@)[^:@/]+(:\d+)?\/(?<database>[^/?]+)(\?.*)?$/;

/** The same URL for the loopback address, without the TLS mode; and once with a wrong password. */
export function loopback(text: string, port: number) {
  const { start = "", user = "", password = "", database = "" } = uri.exec(text)?.groups ?? {};
  assert.notEqual(start, "", "DATABASE_URL cannot be taken apart");
  const tail = `127.0.0.1:${port}/${database}`;
  return {
    user: decodeURIComponent(user),
    password: decodeURIComponent(password),
    database: decodeURIComponent(database),
    url: `${start}${tail}`,
    wrong: `${start.slice(0, -1)}x@${tail}`,
  };
}

/** What the operator does, anew for every case. */
export function provision(user: string, password: string, database: string): string {
  const [role, base] = [user, database].map((name) => `"${name.replaceAll('"', '""')}"`);
  return [
    "set standard_conforming_strings = on;",
    `drop database if exists ${base};`,
    `drop role if exists ${role};`,
    `create role ${role} login password '${password.replaceAll("'", "''")}';`,
    `create database ${base} owner ${role};`,
  ].join("\n");
}
