import { chown, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import type { Certificate } from "./certificate.ts";
import type { Context } from "./context.ts";
import { debianTool } from "./debian.ts";
import { freePort, startProcess, untilReady } from "./process.ts";

export interface PostgresTools {
  readonly initdb: string;
  readonly postgres: string;
  readonly psql: string;
  readonly version: string;
}

export interface PostgresServer {
  readonly port: number;
  /** Runs statements as the superuser, through a socket that only we can reach. */
  readonly asOperator: (statements: string) => Promise<void>;
  readonly stop: () => Promise<void>;
}

const versions = { folder: "/usr/lib/postgresql", below: "bin" };

export async function postgresTools(context: Context): Promise<PostgresTools> {
  const find = (program: string) => debianTool(context, { program, package: "postgresql", versions });
  const postgres = await find("postgres");
  const { stdout } = await execa(postgres, ["--version"]);
  const version = /(\d+\.\d+)/.exec(stdout)?.[1] ?? "?";
  return { initdb: await find("initdb"), postgres, psql: await find("psql"), version };
}

/** The user and group that PostgreSQL runs as: it refuses root. */
async function owner(): Promise<{ uid?: number; gid?: number }> {
  if (process.getuid?.() !== 0) return {};
  const ids = await Promise.all(["-u", "-g"].map((flag) => execa("id", [flag, "postgres"])));
  const [uid, gid] = ids.map(({ stdout }) => Number(stdout));
  return uid === undefined || gid === undefined ? {} : { uid, gid };
}

/**
 * An empty server on the loopback address in which everybody but the operator needs a password (SCRAM); with a
 * certificate it speaks TLS as well.
 */
export async function startPostgres(
  tools: PostgresTools,
  certificate?: Pick<Certificate, "key" | "cert">,
): Promise<PostgresServer> {
  const folder = await mkdtemp(join(tmpdir(), "postgres-conformance-"));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const ids = await owner();
    if (ids.uid !== undefined && ids.gid !== undefined) await chown(folder, ids.uid, ids.gid);
    const data = join(folder, "data");
    const flags = ["-D", data, "-U", "operator", "-E", "UTF8", "--no-locale", "--auth=trust", "--no-sync"];
    await execa(tools.initdb, flags, { ...ids, cwd: folder, stdin: "ignore" });
    await writeFile(
      join(data, "pg_hba.conf"),
      "local all operator trust\nhost all all 127.0.0.1/32 scram-sha-256\n",
    );
    if (certificate) await writeCertificate(data, certificate, ids);
    const port = await freePort();
    const settings = {
      listen_addresses: "127.0.0.1",
      unix_socket_directories: folder,
      fsync: "off",
      ssl: certificate ? "on" : "off",
    };
    const set = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
    const server = startProcess(tools.postgres, ["-D", data, "-p", String(port), ...set], {
      ...ids,
      cwd: folder,
    });
    const asOperator = (statements: string) => operate(tools.psql, { folder, port, statements });
    const stop = () => server.stop().then(remove);
    await untilReady(server, () => asOperator("select 1").then(() => true), 30_000).catch(async (error) => {
      await stop();
      throw error;
    });
    return { port, asOperator, stop };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** Under the names that PostgreSQL looks for; it refuses a key that others may read. */
async function writeCertificate(
  data: string,
  { key, cert }: Pick<Certificate, "key" | "cert">,
  { uid, gid }: { uid?: number; gid?: number },
): Promise<void> {
  for (const [name, text] of Object.entries({ "server.key": key, "server.crt": cert })) {
    await writeFile(join(data, name), text, { mode: 0o600 });
    if (uid !== undefined && gid !== undefined) await chown(join(data, name), uid, gid);
  }
}

async function operate(
  psql: string,
  { folder, port, statements }: { folder: string; port: number; statements: string },
): Promise<void> {
  const args = [
    "-X",
    "-q",
    "-v",
    "ON_ERROR_STOP=1",
    "-h",
    folder,
    "-p",
    String(port),
    "-U",
    "operator",
    "postgres",
  ];
  await execa(psql, args, { input: statements });
}
