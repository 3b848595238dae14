import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { parse, stringify } from "yaml";
import type { Container } from "./container.ts";
import {
  type LitellmConfig,
  type Loopback,
  loopbackConfig,
  loopbackEnvironment,
} from "./litellm-settings.ts";
import { freePort, startProcess, untilReady } from "./process.ts";

/** The proxy, running on the loopback address. */
export interface LitellmServer {
  readonly url: string;
  /** config.yaml as it was rendered. */
  readonly config: LitellmConfig;
  readonly output: () => string;
  readonly stop: () => Promise<void>;
}

const longestStart = 240_000;

/** Starts LiteLLM as the container would, apart from what litellm-settings.ts takes out; at a free port, or this one. */
export async function startLitellm(
  programs: string,
  container: Container,
  ends: Omit<Loopback, "root">,
  at?: number,
): Promise<LitellmServer> {
  const root = await mkdtemp(join(tmpdir(), "litellm-conformance-"));
  const remove = () => rm(root, { recursive: true, force: true });
  try {
    const config = parse(configText(container)) as LitellmConfig;
    const loopback = { ...ends, root };
    const file = await prepare(container, loopbackConfig(config, loopback), root);
    const port = at ?? (await freePort());
    const env = {
      PATH: [programs, process.env.PATH ?? ""].join(delimiter),
      HOME: root,
      SSL_CERT_FILE: ends.certificate,
      ...loopbackEnvironment(container, loopback),
    };
    const args = [...argumentsOf(container, file, port), "--host", "127.0.0.1", "--telemetry", "False"];
    const server = startProcess(join(programs, "litellm"), args, { cwd: root, env });
    const url = `http://127.0.0.1:${port}`;
    const stop = () => server.stop().then(remove);
    await untilReady(server, () => isReady(url), longestStart).catch(async (error) => {
      await stop();
      throw error;
    });
    return { url, config, output: server.output, stop };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function isReady(url: string): Promise<boolean> {
  const { status } = await fetch(`${url}/health/readiness`, { signal: AbortSignal.timeout(5000) });
  return status === 200;
}

/** The path behind `--config`, as a mounted file. */
function configText({ args, files }: Container): string {
  const path = args[args.indexOf("--config") + 1] ?? "";
  const text = files.get(path);
  if (text === undefined) throw new Error(`nothing is mounted at ${path}`);
  return text;
}

async function prepare({ folders }: Container, config: object, root: string): Promise<string> {
  for (const folder of folders) await mkdir(join(root, folder), { recursive: true });
  const file = join(root, "etc", "config.yaml");
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, stringify(config));
  return file;
}

function argumentsOf({ args }: Container, file: string, port: number): string[] {
  const swapped = new Map([
    ["--config", file],
    ["--port", String(port)],
  ]);
  return args.map((arg, index) => swapped.get(args[index - 1] ?? "") ?? arg);
}
