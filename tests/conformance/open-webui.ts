import assert from "node:assert/strict";
import { join } from "node:path";
import { execa } from "execa";
import { startBrowser } from "./browser.ts";
import { askAll, type Counterpart, messageOf, rowsOf, sumRows } from "./cases.ts";
import { type Certificate, makeCertificate } from "./certificate.ts";
import { type Later, withCleanup } from "./cleanup.ts";
import { containerOf, environmentOf } from "./container.ts";
import type { Context, Row } from "./context.ts";
import { startLitellm } from "./litellm-server.ts";
import type { LitellmConfig } from "./litellm-settings.ts";
import { type ChatModel, openWebuiCases, post, type Subject } from "./open-webui-cases.ts";
import { type ChartValues, chartEnvironment } from "./open-webui-chart.ts";
import { chatPage } from "./open-webui-page.ts";
import { startOpenWebui } from "./open-webui-server.ts";
import { allPlatforms, ofKind, type Platform } from "./platforms.ts";
import { type PostgresTools, postgresTools, startPostgres } from "./postgres-server.ts";
import { startProvider } from "./provider.ts";
import { pythonPrograms } from "./python.ts";
import { aclOf } from "./redis.ts";
import { redisProgram, startRedis } from "./redis-server.ts";
import { startTlsGateway } from "./tls-gateway.ts";

export const name = "open-webui";

/** torch and its libraries are left out: without them everything starts that does not reckon with models itself. */
const python = {
  name,
  requirements: "tests/conformance/python/open-webui.txt",
  versions: ["3.12"],
};
/** The application that a chart installs unless told otherwise. */
const applications: Readonly<Record<string, string>> = { "16.0.0": "0.11.0" };
const unproven = "with LiteLLM's master key, without pgvector, object store, issuer and Tika";

interface Tools {
  readonly webui: string;
  readonly litellm: string;
  readonly redis: string;
  readonly postgres: PostgresTools;
  readonly certificate: Certificate;
}

/** Boots the real Open WebUI in front of the real LiteLLM, and chats with it in a real browser. */
export async function run(context: Context): Promise<readonly Row[]> {
  const webui = await pythonPrograms(context, python);
  const litellm = await pythonPrograms(context);
  const { path: redis } = await redisProgram(context);
  const postgres = await postgresTools(context);
  await (await startBrowser(context, new Map())).close();
  const code = "import importlib.metadata as m; print(m.version('open-webui'))";
  const { stdout } = await execa(join(webui, "python"), ["-c", code]);
  const of = { counterpart: name, version: stdout.trim() };
  return rowsOf(of, async () => {
    const certificate = await makeCertificate(context);
    try {
      return await askPlatforms(context, of, { webui, litellm, redis, postgres, certificate });
    } finally {
      await certificate.remove();
    }
  });
}

async function askPlatforms(context: Context, of: Counterpart, tools: Tools): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const platform of await allPlatforms()) {
    const release = releaseOf(platform);
    if (!release) continue;
    const row = await withCleanup(async (later) => {
      const subject = await start(context, of, platform, release, tools, later).catch(messageOf);
      const started = typeof subject !== "string";
      const check = () => assert.ok(started, started ? "" : subject);
      const boot = await askAll(of, [{ title: `${platform.name}: it starts`, check }]);
      if (!started) return boot;
      const cases = openWebuiCases(subject);
      const named = cases.map((one) => ({ ...one, title: `${platform.name}: ${one.title}` }));
      return sumRows(of, [boot, await askAll(of, named)]);
    });
    context.log(`${platform.name}: ${row.passed} of ${row.cases}`);
    rows.push(row);
  }
  return [sumRows(of, rows, unproven)];
}

interface Release {
  readonly chart: { readonly spec: { readonly version: string } };
  readonly values: ChartValues;
}

function releaseOf(platform: Platform): Release | undefined {
  const release = ofKind(platform, "HelmRelease").find(({ metadata }) => metadata.name === name);
  return release?.spec as Release | undefined;
}

async function start(
  context: Context,
  of: Counterpart,
  platform: Platform,
  release: Release,
  tools: Tools,
  later: Later,
): Promise<Subject> {
  const { values } = release;
  assert.equal(applicationOf(release), of.version, "the suite's pins are of another version");
  const env = environmentOf(platform, chartEnvironment(values));
  const container = containerOf(platform, "litellm");
  assert.ok(container, "there is no LiteLLM");
  const apiKey = container.env.LITELLM_MASTER_KEY ?? "";
  const provider = await kept(startProvider(tools.certificate), later);
  const redis = await kept(startRedis(tools.redis, aclOf(platform) ?? ""), later);
  const postgres = await kept(startPostgres(tools.postgres), later);
  const loopback = { provider: provider.url, redisPort: redis.port, certificate: tools.certificate.file };
  const litellm = await kept(startLitellm(tools.litellm, container, loopback), later);
  const ends = { api: litellm.url, apiKey, redisPort: redis.port, postgres };
  const webui = await startOpenWebui(tools.webui, env, ends, later);
  const origin = env.WEBUI_URL ?? "";
  const gateway = origin.startsWith("https:")
    ? await kept(startTlsGateway(tools.certificate, webui.port), later)
    : webui;
  const browser = await startBrowser(context, new Map([[new URL(origin).hostname, gateway.port]]));
  later(() => browser.close());
  const window = await browser.newPage({ ignoreHTTPSErrors: true, viewport: { width: 1280, height: 900 } });
  const { WEBUI_ADMIN_EMAIL: email = "", WEBUI_ADMIN_PASSWORD: password = "" } = env;
  const { token = "" } = await post(webui.url, "/api/v1/auths/signin", { email, password });
  return {
    platform,
    values,
    url: webui.url,
    page: chatPage(window, origin),
    admin: { email, password, token, form: env.ENABLE_LOGIN_FORM !== "False" },
    models: offered(env, litellm.config),
    chats: twoChats(offered(env, litellm.config), litellm.config),
    provider,
    redis,
    artifacts: join(context.cache, ".artifacts"),
  };
}

async function kept<T extends { stop: () => Promise<void> }>(starting: Promise<T>, later: Later): Promise<T> {
  const started = await starting;
  later(started.stop);
  return started;
}

/** The version that runs: the image's tag, or what the chart's version stands for. */
function applicationOf({ chart, values }: Release): string | undefined {
  return values.image?.tag?.replace(/^v/, "") ?? applications[chart.spec.version];
}

/** The models of the setting, or all of LiteLLM's. */
function offered(
  { OPENAI_API_CONFIGS = "{}" }: Readonly<Record<string, string>>,
  config: LitellmConfig,
): string[] {
  const configs = JSON.parse(OPENAI_API_CONFIGS) as Record<string, { model_ids?: string[] }>;
  const chosen = configs[0]?.model_ids ?? [];
  return chosen.length > 0 ? chosen : [...new Set(config.model_list.map(({ model_name }) => model_name))];
}

function twoChats(names: readonly string[], { model_list }: LitellmConfig): [ChatModel, ChatModel] {
  const chats = model_list.filter(
    ({ model_name, model_info }) => names.includes(model_name) && model_info.mode === "chat",
  );
  const [first, second] = chats.map(({ model_name, litellm_params }) => ({
    name: model_name,
    deployment: String(litellm_params.model).replace(/^[^/]+\//, ""),
  }));
  assert.ok(first && second, "there are no two models to chat with");
  return [first, second];
}
