import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { parseConfig } from "../../src/config/load.ts";
import { judgeSettings } from "../../src/configure/settings.ts";
import type { Variables } from "../../src/derive.ts";
import { builtIn } from "../../src/platform.ts";
import type { Check, Checked } from "../../src/verify/check.ts";
import type { LiveObject, Place } from "../../src/verify/live.ts";
import { openLive } from "../../src/verify/open-live.ts";
import { runChecks } from "../../src/verify/run.ts";
import type { Certificate } from "./certificate.ts";
import type { Later } from "./cleanup.ts";
import { containerOf, environmentOf } from "./container.ts";
import { startLitellm } from "./litellm-server.ts";
import { type ChartValues, chartEnvironment } from "./open-webui-chart.ts";
import { startOpenWebui } from "./open-webui-server.ts";
import { ofKind, type Platform, renderPlatform } from "./platforms.ts";
import { loopback, provision } from "./postgres.ts";
import { type PostgresServer, type PostgresTools, startPostgres } from "./postgres-server.ts";
import { type Provider, startProvider } from "./provider.ts";
import { aclOf } from "./redis.ts";
import { type RedisServer, startRedis } from "./redis-server.ts";
import { startTlsGateway } from "./tls-gateway.ts";

export const configuration = "tests/conformance/verify/cluster.yaml";
/** Host names that the configuration gives to its apps. */
export const hosts = ["litellm.example.com", "chat.example.com", "headlamp.example.com"];

export interface Tools {
  readonly webui: string;
  readonly litellm: string;
  readonly redis: string;
  readonly postgres: PostgresTools;
  readonly certificate: Certificate;
}

/** Real servers as the platform has them, and who to ask. */
export interface Rig {
  /** cluster.yaml as it was typed. */
  readonly text: string;
  readonly provider: Provider;
  readonly postgres: PostgresServer;
  readonly redis: RedisServer;
  readonly litellm: { stop(): Promise<void> };
  /** Ports by the names of places; a test may lead one elsewhere. */
  readonly ports: Map<string, number>;
  readonly tlsPort: number;
}

/**
 * Another LiteLLM, whose administrator lets clients pretend failures: what `--chat` needs to see fallbacks fire. Gives
 * its port.
 */
export async function startPretending(tools: Tools, rig: Rig, later: Later): Promise<number> {
  const container = containerOf(renderPlatform(configuration, rig.text), "litellm");
  assert.ok(container, "there is no LiteLLM");
  const files = [...container.files].map(([path, text]): [string, string] => [
    path,
    text.replace(
      "general_settings:",
      "general_settings:\n  dangerously_allow_mock_testing_request_params: true",
    ),
  ]);
  const ends = { provider: rig.provider.url, redisPort: rig.redis.port, certificate: tools.certificate.file };
  const pretending = { ...container, files: new Map(files) };
  const { url } = await kept(startLitellm(tools.litellm, pretending, ends), later);
  return Number(new URL(url).port);
}

/** Starts all of it. */
export async function startRig(tools: Tools, later: Later): Promise<Rig> {
  const text = await readFile(configuration, "utf8");
  const provider = await kept(startProvider(tools.certificate), later);
  const servers = await startServers(tools, renderPlatform(configuration, text), provider, later);
  const gateway = await kept(startTlsGateway(tools.certificate, servers.ports.get("Open WebUI") ?? 0), later);
  return { text, provider, ...servers, tlsPort: gateway.port };
}

/** The servers of a platform, with what its objects say. */
export type Servers = Pick<Rig, "postgres" | "redis" | "litellm" | "ports">;

/** LiteLLM's own migrations make its tables, and what Prisma notes about them is made by hand. */
export async function startServers(
  tools: Tools,
  platform: Platform,
  provider: Provider,
  later: Later,
): Promise<Servers> {
  const container = containerOf(platform, "litellm");
  assert.ok(container, "there is no LiteLLM");
  const releases = ofKind(platform, "HelmRelease").filter(({ metadata }) => metadata.name === "open-webui");
  const [{ values }] = releases.map(({ spec }) => spec) as [{ values: ChartValues }];
  const env = environmentOf(platform, chartEnvironment(values));
  const redis = await kept(startRedis(tools.redis, aclOf(platform) ?? ""), later);
  const postgres = await kept(startPostgres(tools.postgres, tools.certificate), later);
  await migrate(tools.litellm, postgres, container.env.DATABASE_URL ?? "");
  const ends = { provider: provider.url, redisPort: redis.port, certificate: tools.certificate.file };
  const litellm = await kept(startLitellm(tools.litellm, container, ends), later);
  const apiKey = container.env.LITELLM_MASTER_KEY ?? "";
  const api = { api: litellm.url, apiKey, redisPort: redis.port, postgres };
  const webui = await startOpenWebui(tools.webui, env, api, later);
  const port = Number(new URL(litellm.url).port);
  const ports = new Map([
    ["LiteLLM", port],
    ["the API that the assistant calls", port],
    ["Open WebUI", webui.port],
    ["Dragonfly", redis.port],
    ["LiteLLM's database", postgres.port],
    ["Open WebUI's database", postgres.port],
  ]);
  return { postgres, redis, litellm, ports };
}

/** Starts it, and stops it later. */
export async function kept<T extends { stop: () => Promise<void> }>(
  starting: Promise<T>,
  later: Later,
): Promise<T> {
  const started = await starting;
  later(started.stop);
  return started;
}

async function migrate(programs: string, postgres: PostgresServer, databaseUrl: string): Promise<void> {
  const { user, password, database } = loopback(databaseUrl, postgres.port);
  await postgres.asOperator(provision(user, password, database));
  const lib = join(programs, "..", "lib");
  const [python = ""] = (await readdir(lib)).filter((name) => name.startsWith("python"));
  const folder = join(lib, python, "site-packages", "litellm_proxy_extras", "migrations");
  const names = (await readdir(folder)).filter((name) => /^\d/.test(name)).sort();
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name, "migration.sql"), "utf8")));
  const notes = `create table "_prisma_migrations" (migration_name text, finished_at timestamptz, rolled_back_at timestamptz);
    ${names.map((name) => `insert into "_prisma_migrations" values ('${name}', now(), null);`).join("\n")}`;
  await postgres.asOperator(`\\c ${database}\nset role "${user}";\n${texts.join("\n;\n")}\n;\n${notes}`);
}

const archiving = {
  type: "ContinuousArchiving",
  status: "True",
  reason: "ContinuousArchivingSuccess",
  message: "Continuous archiving is working",
  lastTransitionTime: "2026-01-01T00:00:00Z",
};

/** What an operator would have written; no operator can be had here. */
export function objectsOf(backupAge: number, now: Date): Record<string, readonly LiveObject[]> {
  const stoppedAt = new Date(now.getTime() - backupAge).toISOString();
  return {
    Cluster: ["litellm-postgresql", "open-webui-postgresql"].map((name) => ({
      metadata: { name },
      status: { readyInstances: 3, phase: "Cluster in healthy state", conditions: [archiving] },
    })),
    Backup: [
      {
        metadata: { name: "litellm-backup-1" },
        spec: { cluster: { name: "litellm-postgresql" } },
        status: { phase: "completed", stoppedAt },
      },
    ],
    ServiceMonitor: [{ metadata: { name: "litellm" } }],
  };
}

export interface Asking {
  /** cluster.yaml as verify reads it; what runs was made of the rig's. */
  readonly text?: string;
  readonly chat?: boolean;
  readonly objects?: Record<string, readonly LiveObject[]>;
  readonly ports?: ReadonlyMap<string, number>;
  /** Only checks whose name begins with one of these. */
  readonly only?: readonly string[];
}

/** Runs the product's own checks against the rig. */
export async function verify(rig: Rig, asking: Asking = {}): Promise<Checked[]> {
  const now = new Date();
  const { text = rig.text, chat = false, objects = objectsOf(3_600_000, now), only } = asking;
  const ports = asking.ports ?? rig.ports;
  const variables = variablesOf(text);
  const apps = variables.members.flatMap(({ app }) => {
    if (!app.live || !variables.enabled(app.name)) return [];
    const all = variables.read(app.name, app.live as never).value as readonly Check[];
    const wanted = all.filter(({ id }) => only === undefined || only.some((start) => id.startsWith(start)));
    return [{ app: app.name, checks: wanted.map((check) => (only ? withoutNeeds(check) : check)) }];
  });
  const live = openLive({
    now,
    via: "forward",
    dial: (place) => dial(ports, place),
    reads: {
      object: async ({ kind }, _namespace, name) => objects[kind]?.find((one) => one.metadata.name === name),
      objects: async ({ kind }) => objects[kind] ?? [],
    },
    resolve: () => ({ host: "127.0.0.1", port: rig.tlsPort }),
  });
  return runChecks(apps, live, { chat, secrets: [], patience: 60_000 });
}

function withoutNeeds({ needs: _needs, ...check }: Check): Check {
  return check;
}

function variablesOf(text: string): Variables {
  const { value: config, problems } = parseConfig(configuration, text);
  assert.ok(config, problems[0]?.message);
  const { value } = judgeSettings({ config, secrecy: "plain" }, problems, builtIn);
  assert.ok(value, "the configuration has errors");
  return value.variables;
}

function dial(ports: ReadonlyMap<string, number>, { name }: Place): Promise<Socket> {
  const port = ports.get(name);
  if (port === undefined) return Promise.reject(new Error(`${name} is none of the suite's servers`));
  return new Promise((resolve, reject) => {
    const socket = connect({ host: "127.0.0.1", port }, () => resolve(socket));
    socket.once("error", reject);
  });
}
