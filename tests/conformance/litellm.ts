import { join } from "node:path";
import { execa } from "execa";
import { askAll, type Case, type Counterpart, messageOf, rowsOf, sumRows } from "./cases.ts";
import { type Certificate, makeCertificate } from "./certificate.ts";
import { type Container, containerOf } from "./container.ts";
import type { Context, Row } from "./context.ts";
import { litellmCases } from "./litellm-cases.ts";
import { startLitellm } from "./litellm-server.ts";
import { allPlatforms, type Platform } from "./platforms.ts";
import { startProvider } from "./provider.ts";
import { pythonPrograms } from "./python.ts";
import { aclOf } from "./redis.ts";
import { redisProgram, startRedis } from "./redis-server.ts";

export const name = "litellm";

const unproven = "without database, tracing, the image's user and its read-only file system";
/** A server that is there already: everybody is one user, perhaps the default one. */
function sharedAcl({ settings }: Platform, { env: { REDIS_PASSWORD } }: Container): string {
  const user = settings.external_redis_username ?? "default";
  const others = user === "default" ? "" : "USER default off\n";
  return `${others}USER ${user} on ${REDIS_PASSWORD === undefined ? "nopass" : `>${REDIS_PASSWORD}`} ~* &* +@all\n`;
}

interface Tools {
  readonly programs: string;
  readonly redis: string;
  readonly certificate: Certificate;
}

/** Boots the real proxy with every rendered config.yaml and asks it for what was configured. */
export async function run(context: Context): Promise<readonly Row[]> {
  const programs = await pythonPrograms(context);
  const { path: redis } = await redisProgram(context);
  const of = { counterpart: name, version: await versionOf(programs) };
  const certificate = await makeCertificate(context);
  return rowsOf(of, () => askPlatforms(context, of, { programs, redis, certificate }));
}

async function askPlatforms(context: Context, of: Counterpart, tools: Tools): Promise<readonly Row[]> {
  const rows: Row[] = [];
  try {
    for (const platform of await allPlatforms()) {
      const row = await platformRow(of, platform, tools);
      if (row) context.log(`${platform.name}: ${row.passed} of ${row.cases}`);
      if (row) rows.push(row);
    }
  } finally {
    await tools.certificate.remove();
  }
  return [sumRows(of, rows, unproven)];
}

async function versionOf(programs: string): Promise<string> {
  const code = "import importlib.metadata as m; print(m.version('litellm'))";
  const { stdout } = await execa(join(programs, "python"), ["-c", code]);
  return stdout.trim();
}

/** A platform whose proxy does not start is one failed case; one without LiteLLM is none. */
async function platformRow(of: Counterpart, platform: Platform, tools: Tools): Promise<Row | undefined> {
  const container = tryContainer(platform);
  if (container === undefined) return undefined;
  const title = `${platform.name}: it starts`;
  const boot = (check: Case["check"]) => askAll(of, [{ title, check }]);
  if (container instanceof Error) return boot(() => Promise.reject(container));
  const provider = await startProvider(tools.certificate);
  const redis = await startRedis(tools.redis, aclOf(platform) ?? sharedAcl(platform, container));
  try {
    const certificate = tools.certificate.file;
    const ends = { provider: provider.url, redisPort: redis.port, certificate };
    const server = await startLitellm(tools.programs, container, ends).catch((error: unknown) =>
      messageOf(error),
    );
    if (typeof server === "string") return await boot(() => Promise.reject(new Error(server)));
    const access = { url: server.url, key: container.env.LITELLM_MASTER_KEY ?? "" };
    try {
      const cases = litellmCases({ platform, container, server, access, provider, redis });
      const named = cases.map((one) => ({ ...one, title: `${platform.name}: ${one.title}` }));
      return sumRows(of, [await boot(() => undefined), await askAll(of, named)]);
    } finally {
      await server.stop();
    }
  } finally {
    await redis.stop();
    await provider.stop();
  }
}

function tryContainer(platform: Platform) {
  try {
    return containerOf(platform, "litellm");
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
