import assert from "node:assert/strict";
import { execa } from "execa";
import type { Case } from "./cases.ts";
import { dataOf, ofKind, type Platform, renderPlatform } from "./platforms.ts";
import type { PostgresServer, PostgresTools } from "./postgres-server.ts";

/** The golden whose database lies on a server that is there already. */
export const externalConfiguration = "tests/goldens/external/cluster.yaml";

interface Place {
  readonly tools: PostgresTools;
  readonly server: PostgresServer;
  readonly text: string;
}

const day = 24 * 60 * 60 * 1000;

/** Administrators as a server of one's own, and as a provider of databases, has them. */
const administrators = ["superuser", "createrole createdb"] as const;

/** What the Jobs do on a real server: made once, made again, deleted once, deleted again, and what they refuse. */
export function databaseJobCases(place: Place): Case[] {
  const each = administrators.flatMap((rights) => {
    const run = (title: string, check: () => Promise<void>): Case => ({
      title: `${title}, by an administrator with ${rights}`,
      check: async () => {
        await afresh(place.server, rights);
        await check();
      },
    });
    return [
      run("the database is made, twice", () => createdTwice(place)),
      run("a new password is set", () => newPassword(place)),
      run("names and passwords that need quoting", () => quoted(place)),
      run("an extension is made, twice", () => extended(place)),
      run("the database is deleted, twice", () => deletedTwice(place)),
      run("an old or early confirmation deletes nothing", () => otherDays(place)),
      run("a database of somebody else's stays as it is", () => foreign(place)),
    ];
  });
  const mighty: Case = {
    title: "a role that administers the server is left alone",
    check: async () => {
      await afresh(place.server, "superuser");
      await place.server.asOperator("create role litellm superuser login password 'theirs';");
      const { exitCode, stderr } = await run(place, {});
      assert.notEqual(exitCode, 0);
      assert.match(stderr, /the role administers the server/);
    },
  };
  return [...each, mighty];
}

async function createdTwice(place: Place): Promise<void> {
  for (const _time of [1, 2]) {
    await mustRun(place, {});
    await signIn(place, {});
  }
  await place.server.asOperator("create role stranger login password 'stranger';");
  const refused = await session(place, "postgresql://stranger:stranger@host:5432/litellm");
  assert.match(refused.stderr, /permission denied for database/);
}

async function newPassword(place: Place): Promise<void> {
  await mustRun(place, {});
  const changed = { litellm_db_password: "another-password" };
  await mustRun(place, { ...changed, litellm_database_create_run: 2 });
  await signIn(place, changed);
  const refused = await session(place, urlOf(rendered(place, {})));
  assert.match(refused.stderr, /password authentication failed/);
}

async function quoted(place: Place): Promise<void> {
  const settings = {
    litellm_db_user: "Select-1",
    litellm_db_name: "order-By",
    litellm_db_password: `a'b"c\\d$e%f:'g' \t#&?/@`,
  };
  await mustRun(place, settings);
  await signIn(place, settings);
  await mustRun(place, { ...settings, litellm_database_delete_confirmed: today(0) });
  const gone = await session(place, urlOf(rendered(place, settings)));
  assert.match(gone.stderr, /password authentication failed|does not exist/);
}

/** citext stands for pgvector, which Debian keeps in another package: both are trusted. */
async function extended(place: Place): Promise<void> {
  for (const settings of [{}, { litellm_db_user: "Select-1", litellm_db_name: "order-By" }]) {
    for (const _time of [1, 2]) {
      const { exitCode, stderr } = await run(place, settings, { APP_EXTENSION: "citext" });
      assert.equal(exitCode, 0, stderr);
    }
    const query = "select extname from pg_extension where extname = 'citext'";
    const { stdout } = await session(place, urlOf(rendered(place, settings)), query);
    assert.equal(stdout, "citext");
  }
}

async function deletedTwice(place: Place): Promise<void> {
  await mustRun(place, {});
  const open = execa(
    place.tools.psql,
    ["-X", loopback(place, urlOf(rendered(place, {}))), "-c", "select pg_sleep(60)"],
    { env: clean, reject: false },
  );
  const confirmed = { litellm_database_delete_confirmed: today(0) };
  for (const _time of [1, 2]) await mustRun(place, confirmed);
  assert.notEqual((await open).exitCode, 0, "a session outlived its database");
  assert.equal(await count(place), "0");
  await mustRun(place, { litellm_database_delete_confirmed: today(-30) });
  await mustRun(place, {});
  await signIn(place, {});
}

async function otherDays(place: Place): Promise<void> {
  await mustRun(place, {});
  for (const days of [-5, 3]) {
    const { exitCode, stderr } = await run(place, { litellm_database_delete_confirmed: today(days) });
    assert.notEqual(exitCode, 0);
    assert.match(stderr, /nothing is deleted/);
  }
  await signIn(place, {});
}

async function foreign(place: Place): Promise<void> {
  await place.server.asOperator("create role other login; create database litellm owner other;");
  for (const settings of [{}, { litellm_database_delete_confirmed: today(0) }]) {
    const { exitCode, stderr } = await run(place, settings);
    assert.notEqual(exitCode, 0);
    assert.match(stderr, /belongs to another role/);
  }
  assert.equal(await count(place), "1");
}

function today(days: number): string {
  return new Date(Date.now() + days * day).toISOString().slice(0, 10);
}

/** Everything of an earlier case goes; the administrator is a new one. */
async function afresh(server: PostgresServer, rights: string): Promise<void> {
  const databases = ["litellm", "order-By"].map((name) => `drop database if exists "${name}" with (force);`);
  const roles = ["litellm", "Select-1", "stranger", "other"].map((name) => `drop role if exists "${name}";`);
  const administrator = `create role postgres login ${rights} password 'test-postgres-admin-5a1c';`;
  await server.asOperator(
    [...databases, ...roles, "drop role if exists postgres;", administrator].join("\n"),
  );
}

type Settings = Readonly<Record<string, string | number>>;

/** The golden with other settings. */
function rendered({ text }: Place, settings: Settings): Platform {
  const isOther = (line: string) => Object.keys(settings).some((name) => line.startsWith(`${name}:`));
  const kept = text.split("\n").filter((line) => !isOther(line));
  const added = Object.entries(settings).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
  return renderPlatform(externalConfiguration, [...kept, ...added, ""].join("\n"));
}

async function mustRun(place: Place, settings: Settings): Promise<void> {
  const { exitCode, stderr } = await run(place, settings);
  assert.equal(exitCode, 0, stderr);
}

interface JobContainer {
  readonly command: readonly string[];
  readonly env: readonly {
    readonly name: string;
    readonly value?: string;
    readonly valueFrom?: { readonly secretKeyRef: { readonly name: string; readonly key: string } };
  }[];
}

/** The Job's command in the Job's environment, but for the place of the server and of the file. */
async function run(place: Place, settings: Settings, more: Readonly<Record<string, string>> = {}) {
  const platform = rendered(place, settings);
  const job = ofKind(platform, "Job").find(({ metadata }) => metadata.name.startsWith("litellm-database-"));
  const spec = job?.spec as { template: { spec: { containers: readonly JobContainer[] } } } | undefined;
  const [container] = spec?.template.spec.containers ?? [];
  assert.ok(container, "there is no Job");
  const sql = dataOf(named(platform, "ConfigMap", "litellm-database-job"))["run.sql"] ?? "";
  const environment = container.env.map(({ name, value, valueFrom }) => {
    const { name: from = "", key = "" } = valueFrom?.secretKeyRef ?? {};
    return [name, value ?? dataOf(named(platform, "Secret", from))[key] ?? ""] as const;
  });
  const [, ...args] = container.command.map((word) => (word.startsWith("--file=") ? "--file=-" : word));
  const env = {
    ...Object.fromEntries(environment),
    ...more,
    PGHOST: "127.0.0.1",
    PGPORT: String(place.server.port),
  };
  return execa(place.tools.psql, args, { env: { ...clean, ...env }, input: sql, reject: false });
}

function named(platform: Platform, kind: string, name: string) {
  const found = ofKind(platform, kind).find(({ metadata }) => metadata.name === name);
  assert.ok(found, `there is no ${kind} ${name}`);
  return found;
}

function urlOf(platform: Platform): string {
  return dataOf(named(platform, "Secret", "litellm-secret")).DATABASE_URL ?? "";
}

/** LiteLLM signs in, and may make tables. */
async function signIn(place: Place, settings: Settings): Promise<void> {
  const statements = "create table if not exists t (i int); drop table t; select current_user";
  const { exitCode, stderr } = await session(place, urlOf(rendered(place, settings)), statements);
  assert.equal(exitCode, 0, stderr);
}

function session(place: Place, url: string, statements = "select 1") {
  const args = ["-X", "-At", loopback(place, url), "-c", statements];
  return execa(place.tools.psql, args, { env: clean, reject: false });
}

function loopback({ server }: Place, url: string): string {
  return url.replace(/@[^@/]+\//, `@127.0.0.1:${server.port}/`);
}

/** Databases by LiteLLM's name. */
async function count({ tools, server }: Place): Promise<string> {
  const url = `postgresql://postgres:test-postgres-admin-5a1c@127.0.0.1:${server.port}/postgres`;
  const query = "select count(*) from pg_database where datname = 'litellm'";
  return (await execa(tools.psql, ["-X", "-At", url, "-c", query], { env: clean })).stdout;
}

const clean = { PGPASSWORD: "", PGPASSFILE: "/nonexistent", PGSSLMODE: "disable", PGCONNECT_TIMEOUT: "10" };
