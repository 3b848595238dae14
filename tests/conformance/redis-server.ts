import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import type { Context } from "./context.ts";
import { debianTool } from "./debian.ts";
import { freePort, type Running, startProcess, untilReady } from "./process.ts";
import { redisAcl } from "./redis-acl.ts";
import { connectRedis, isError, type RedisConnection } from "./resp.ts";

export interface RedisServer {
  readonly port: number;
  /** A connection of a user who may do everything, as the operator has it through the admin port. */
  readonly admin: RedisConnection;
  readonly stop: () => Promise<void>;
}

const admin = { name: "conformance-admin", password: "conformance-admin" } as const;

export async function redisProgram(context: Context): Promise<{ path: string; version: string }> {
  const path = await debianTool(context, { program: "redis-server", package: "redis-server" });
  const { stdout } = await execa(path, ["--version"]);
  return { path, version: /v=(\S+)/.exec(stdout)?.[1] ?? "?" };
}

/** Redis with an ACL file of Dragonfly's, one more user for the one who looks on, and perhaps further settings. */
export async function startRedis(
  program: string,
  acl: string,
  further: Readonly<Record<string, string>> = {},
): Promise<RedisServer> {
  const folder = await mkdtemp(join(tmpdir(), "redis-conformance-"));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const port = await freePort();
    const file = join(folder, "users.acl");
    await writeFile(file, `${redisAcl(acl)}user ${admin.name} on >${admin.password} ~* &* +@all\n`);
    const settings = {
      bind: "127.0.0.1",
      port,
      dir: folder,
      save: "",
      appendonly: "no",
      aclfile: file,
      "enable-debug-command": "local",
      ...further,
    };
    const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
    const server = startProcess(program, args, { cwd: folder });
    const connection = await connected(server, port);
    const stop = async () => {
      connection.close();
      await server.stop();
      await remove();
    };
    return { port, admin: connection, stop };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function connected(server: Running, port: number): Promise<RedisConnection> {
  let connection: RedisConnection | undefined;
  try {
    await untilReady(
      server,
      async () => {
        connection = await connectRedis(port);
        return true;
      },
      10_000,
    );
    const reply = await connection?.send("AUTH", admin.name, admin.password);
    if (!connection || reply === undefined || isError(reply)) throw new Error("the onlooker cannot sign in");
    return connection;
  } catch (error) {
    await server.stop();
    throw error;
  }
}
