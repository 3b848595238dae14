import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import type { Later } from "./cleanup.ts";
import { loopback as loopbackDatabase, provision } from "./postgres.ts";
import type { PostgresServer } from "./postgres-server.ts";
import { freePort, type Running, startProcess, untilReady } from "./process.ts";

/** Where the suite's own ends are. */
export interface Ends {
  /** LiteLLM, without a path. */
  readonly api: string;
  /** The key that LiteLLM knows without a database. */
  readonly apiKey: string;
  readonly redisPort: number;
  readonly postgres: PostgresServer;
}

export interface OpenWebui {
  readonly port: number;
  readonly url: string;
  readonly output: Running["output"];
}

const longestStart = 300_000;

/** Starts Open WebUI with the container's environment, every host in it on the loopback address. */
export async function startOpenWebui(
  programs: string,
  env: Readonly<Record<string, string>>,
  ends: Ends,
  later: Later,
): Promise<OpenWebui> {
  const data = await mkdtemp(join(tmpdir(), "open-webui-conformance-"));
  later(() => rm(data, { recursive: true, force: true }));
  if (env.DATABASE_URL) await makeDatabase(env.DATABASE_URL, ends.postgres);
  const port = await freePort();
  const server = startProcess(
    join(programs, "open-webui"),
    ["serve", "--host", "127.0.0.1", "--port", String(port)],
    {
      cwd: data,
      env: {
        PATH: [programs, process.env.PATH ?? ""].join(delimiter),
        HOME: data,
        DATA_DIR: data,
        ...loopbackEnvironment(env, ends),
      },
    },
  );
  later(server.stop);
  const url = `http://127.0.0.1:${port}`;
  await untilReady(server, async () => (await fetch(`${url}/health`)).ok, longestStart);
  return { port, url, output: server.output };
}

/**
 * The environment with other addresses. The key is LiteLLM's own, because others need LiteLLM's database; vectors are
 * in files, because pgvector is in no package here.
 */
export function loopbackEnvironment(
  env: Readonly<Record<string, string>>,
  { api, apiKey, redisPort, postgres }: Ends,
): Record<string, string> {
  const kept = Object.entries(env).filter(([name]) => !/^(VECTOR_DB$|PGVECTOR_)/.test(name));
  const key = env.OPENAI_API_KEY;
  return Object.fromEntries(
    kept.map(([name, value]): [string, string] => {
      if (value === key) return [name, apiKey];
      if (name === "DATABASE_URL") return [name, loopbackDatabase(value, postgres.port).url];
      const cache = /^(redis:\/\/(?:[^@/]*@)?)[^@/]*(\/.*)?$/.exec(value);
      if (cache) return [name, `${cache[1]}127.0.0.1:${redisPort}${cache[2] ?? ""}`];
      return [name, value.replace(/^http:\/\/litellm\.[^/]+/, api)];
    }),
  );
}

async function makeDatabase(url: string, postgres: PostgresServer): Promise<void> {
  const { user, password, database } = loopbackDatabase(url, postgres.port);
  await postgres.asOperator(provision(user, password, database));
}
