import assert from "node:assert/strict";
import { parseAcl } from "../../src/acl/grammar.ts";
import { askAll, type Case, type Counterpart, rowsOf, sumRows } from "./cases.ts";
import type { Context, Row } from "./context.ts";
import { allPlatforms, dataOf, ofKind, type Platform } from "./platforms.ts";
import { type RedisServer, redisProgram, startRedis } from "./redis-server.ts";
import { foreignCommands, ownCommands, type Words } from "./redis-tenants.ts";
import { connectRedis, isError, type RedisConnection, type Reply } from "./resp.ts";

export const name = "redis";

const stand = "stands in for Dragonfly, which cannot be had here; its grammar is translated";

/** Lets Redis enforce every rendered ACL file: each tenant does what its app does, and nothing else. */
export async function run(context: Context): Promise<readonly Row[]> {
  const { path, version } = await redisProgram(context);
  const of = { counterpart: name, version };
  return rowsOf(of, () => askPlatforms(of, path));
}

async function askPlatforms(of: Counterpart, path: string): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const platform of await allPlatforms()) {
    const acl = aclOf(platform);
    if (acl === undefined) continue;
    const server = await startRedis(path, acl);
    try {
      rows.push(await askAll(of, casesFor(platform, acl, server)));
    } finally {
      await server.stop();
    }
  }
  return [sumRows(of, rows, stand)];
}

/** The ACL file that a platform mounts into the cache. */
export function aclOf(platform: Platform): string | undefined {
  const secret = ofKind(platform, "Secret").find(({ metadata }) => metadata.name === "dragonfly-acl");
  return secret && dataOf(secret)["dragonfly.acl"];
}

/** The password that each user of the cache signs in with; `default` only where it may sign in. */
function cachePasswords({ settings }: Platform): Map<string, string> {
  const passwords = new Map<string, string>();
  for (const [setting, value] of Object.entries(settings)) {
    const user = /^dragonfly_([a-z]+)_password$/.exec(setting)?.[1];
    if (user !== undefined && typeof value === "string") passwords.set(user, value);
  }
  if (settings.dragonfly_default_user_enabled) passwords.set("default", String(settings.dragonfly_password));
  return passwords;
}

function casesFor(platform: Platform, acl: string, { port, admin }: RedisServer): Case[] {
  const users = parseAcl(acl).users.map((user) => user.name);
  const tenants = users.filter((user) => user !== "default");
  const passwords = cachePasswords(platform);
  const cases = tenants.flatMap((user) => {
    const others = tenants.filter((other) => other !== user);
    return tenantCases(user, [...others, "another"], passwords, port);
  });
  const title = (text: string) => `${platform.name}: ${text}`;
  return [
    {
      title: title("Redis knows every user"),
      check: async () => {
        const listed = await admin.send("ACL", "USERS");
        assert.deepEqual(
          (Array.isArray(listed) ? listed : []).filter((user) => user !== "conformance-admin").sort(),
          [...users].sort(),
        );
      },
    },
    ...[...cases, ...defaultCases(platform, passwords, port)].map((one) => ({
      ...one,
      title: title(one.title),
    })),
  ];
}

function tenantCases(
  user: string,
  others: readonly string[],
  passwords: ReadonlyMap<string, string>,
  port: number,
): Case[] {
  const password = passwords.get(user);
  const asTenant = (check: (connection: RedisConnection) => Promise<void>) => async () => {
    assert.ok(password !== undefined, "there is no password");
    await withConnection(port, async (connection) => {
      assert.equal(await connection.send("AUTH", user, password), "OK");
      await check(connection);
    });
  };
  return [
    {
      title: `${user} does what its app does`,
      check: asTenant(async (connection) => {
        for (const words of ownCommands(user)) allowed(words, await connection.send(...words));
      }),
    },
    ...foreignCommands(user, others).map((words) => ({
      title: `${user} is refused ${words.join(" ")}`,
      check: asTenant(async (connection) =>
        refused(await connection.send(...words), /NOPERM|can't run this command|can't access at least one/),
      ),
    })),
    ...["wrong", ...others.map((other) => passwords.get(other) ?? "other")].map((wrong, index) => ({
      title: `${user} is refused another password (${index})`,
      check: () =>
        withConnection(port, async (connection) =>
          refused(await connection.send("AUTH", user, wrong), /^WRONGPASS/),
        ),
    })),
  ];
}

/** The default user: nobody without a password, and with one only where the settings open it. */
function defaultCases({ settings }: Platform, passwords: ReadonlyMap<string, string>, port: number): Case[] {
  const shared = passwords.get("default");
  const words: readonly Words[] = [
    ["PING"],
    ["GET", "case"],
    ["SET", "case", "1"],
    ["CONFIG", "GET", "*"],
    ["INFO"],
  ];
  const anonymous = words.map((command) => ({
    title: `nobody is refused ${command.join(" ")}`,
    check: () =>
      withConnection(port, async (connection) =>
        refused(await connection.send(...command), /^(NOAUTH|NOPERM)/),
      ),
  }));
  const guesses = ["", "default", "password"].map((guess) => ({
    title: `the default user is refused the password ${JSON.stringify(guess)}`,
    check: () =>
      withConnection(port, async (connection) =>
        refused(await connection.send("AUTH", "default", guess), /^WRONGPASS/),
      ),
  }));
  const open: Case = {
    title: shared === undefined ? "the default user is closed" : "the default user has its password",
    check: () =>
      withConnection(port, async (connection) => {
        const reply = await connection.send("AUTH", String(settings.dragonfly_password));
        if (shared === undefined) refused(reply, /^WRONGPASS/);
        else assert.equal(reply, "OK");
      }),
  };
  return [...anonymous, ...guesses, open];
}

async function withConnection(
  port: number,
  check: (connection: RedisConnection) => Promise<void>,
): Promise<void> {
  const connection = await connectRedis(port);
  try {
    await check(connection);
  } finally {
    connection.close();
  }
}

function allowed(words: Words, reply: Reply): void {
  const failed = isError(reply) ? reply : Array.isArray(reply) ? reply.find(isError) : undefined;
  assert.equal(failed, undefined, `${words.join(" ")}: ${failed?.error}`);
}

function refused(reply: Reply, why: RegExp): void {
  assert.ok(isError(reply), `it answered ${JSON.stringify(reply)}`);
  assert.match(reply.error, why);
}
