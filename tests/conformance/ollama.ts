import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { askAll, type Case, type Counterpart, rowsOf, sumRows } from "./cases.ts";
import { type Certificate, makeCertificate } from "./certificate.ts";
import { type Later, withCleanup } from "./cleanup.ts";
import { type Container, containerOf } from "./container.ts";
import type { Context, Row } from "./context.ts";
import { debianTool } from "./debian.ts";
import { goTool } from "./go-tool.ts";
import { askLive } from "./live-checks.ts";
import { type ModelRegistry, startModelRegistry } from "./model-registry.ts";
import { allPlatforms, type Manifest, ofKind, type Platform } from "./platforms.ts";
import { freePort, startProcess, untilReady } from "./process.ts";

export const name = "ollama";

const version = "0.32.15";
const unproven = "without models' weights: nothing is computed";

/** Boots the real Ollama with each rendered environment, and pulls the models as the rendered Jobs do. */
export async function run(context: Context): Promise<readonly Row[]> {
  await debianTool(context, { program: "g++", package: "g++" });
  const program = await goTool(context, "github.com/ollama/ollama", `v${version}`, true);
  const of = { counterpart: name, version };
  return rowsOf(of, async () => {
    const rows: Row[] = [];
    for (const platform of await allPlatforms()) {
      const container = containerOf(platform, name);
      if (!container) continue;
      rows.push(
        await withCleanup((later) => askPlatform(context, of, { program, platform, container }, later)),
      );
    }
    return [sumRows(of, rows, unproven)];
  });
}

interface Rendered {
  readonly program: string;
  readonly platform: Platform;
  readonly container: Container;
}

interface Subject extends Rendered {
  readonly url: string;
  readonly registry: ModelRegistry;
  /** Environment of the Jobs. */
  readonly clientEnv: Readonly<Record<string, string>>;
}

async function askPlatform(
  context: Context,
  of: Counterpart,
  rendered: Rendered,
  later: Later,
): Promise<Row> {
  const hosts = allowedHosts(rendered.platform);
  const certificate = await makeCertificate(context, hosts);
  later(certificate.remove);
  const registry = await startModelRegistry(certificate);
  later(registry.stop);
  const subject = await start(rendered, registry, certificate, later);
  const cases = [
    ...models(rendered.platform).map((model) => pullCase(subject, model)),
    ...rest(subject, hosts),
  ];
  const named = cases.map((one) => ({ ...one, title: `${rendered.platform.name}: ${one.title}` }));
  return askAll(of, named);
}

/** The server, its volume below a folder of ours. */
async function start(
  rendered: Rendered,
  registry: ModelRegistry,
  certificate: Certificate,
  later: Later,
): Promise<Subject> {
  const root = await mkdtemp(join(tmpdir(), "ollama-conformance-"));
  later(() => rm(root, { recursive: true, force: true }));
  const { HOME = "", ...env } = rendered.container.env;
  await mkdir(join(root, HOME), { recursive: true });
  const own = Object.entries(env).map(([key, value]) => [
    key,
    value.startsWith(`${HOME}/`) ? root + value : value,
  ]);
  const port = await freePort();
  const server = startProcess(rendered.program, ["serve"], {
    cwd: root,
    env: {
      ...Object.fromEntries(own),
      HOME: join(root, HOME),
      OLLAMA_HOST: `127.0.0.1:${port}`,
      HTTPS_PROXY: registry.proxy,
      SSL_CERT_FILE: certificate.file,
    },
  });
  later(server.stop);
  const url = `http://127.0.0.1:${port}`;
  await untilReady(server, async () => (await fetch(url)).ok, 60_000);
  return { ...rendered, url, registry, clientEnv: { HOME: root, OLLAMA_HOST: url } };
}

/** What a Job does; a second time, as after a restart of its pod, it fetches nothing. */
function pullCase(subject: Subject, model: string): Case {
  const check = async () => {
    const first = await pull(subject, model);
    assert.equal(first.failed, false, first.stderr.slice(-300));
    const fetched = subject.registry.fetched.length;
    const second = await pull(subject, model);
    assert.equal(second.failed, false, second.stderr.slice(-300));
    assert.equal(subject.registry.fetched.length, fetched, "it fetched the model twice");
  };
  return { title: `${model} is pulled, once`, check };
}

function pull({ program, clientEnv, platform }: Subject, model: string) {
  const [container] = jobs(platform).map(containerOfJob);
  assert.ok(container, "there is no Job");
  const args = container.args.map((arg) => (arg === container.args.at(-1) ? model : arg));
  return execa(program, args, { env: clientEnv, extendEnv: false, reject: false, stdin: "ignore" });
}

function rest({ url, registry, platform, ...subject }: Subject, hosts: readonly string[]): Case[] {
  const listed = async () => {
    const response = await fetch(`${url}/api/tags`);
    return ((await response.json()) as { models: { name: string }[] }).models.map((model) => model.name);
  };
  const withTag = (model: string) => (/:[^/]+$/.test(model) ? model : `${model}:latest`);
  return [
    {
      title: "it lists exactly the models of the Jobs",
      check: async () => assert.deepEqual((await listed()).sort(), models(platform).map(withTag).sort()),
    },
    {
      title: "a Job for a model that nobody has fails",
      check: async () => {
        const { failed } = await pull({ url, registry, platform, ...subject }, "missing:1b");
        assert.equal(failed, true, "it says that it has pulled it");
      },
    },
    {
      title: "verify finds it well, and what is missing or too much",
      check: () => verifyModels({ url, registry, platform, ...subject }),
    },
    {
      title: "it called nobody but hosts that the policy names",
      check: () => {
        const strangers = [...registry.called].filter((end) => !hosts.includes(end.replace(/:443$/, "")));
        assert.deepEqual(strangers, []);
        assert.ok(registry.called.size > 0, "it called nobody at all");
      },
    },
  ];
}

/** The product's own checks, through a connection like that to a pod. */
async function verifyModels(subject: Subject): Promise<void> {
  const { url, registry, platform, program, clientEnv } = subject;
  const ask = async () =>
    (await askLive(platform.file ?? "", name, Number(new URL(url).port))).get("ollama-models");
  assert.deepEqual(await ask(), "ok");
  const [first = ""] = models(platform);
  const options = { env: clientEnv, extendEnv: false } as const;
  await execa(program, ["cp", first, "nobodys-model"], options);
  assert.deepEqual(await ask(), "warning", "a model too many");
  await execa(program, ["rm", "nobodys-model"], options);
  await execa(program, ["rm", first], options);
  assert.deepEqual(await ask(), "error", "a model too few");
  const fetched = registry.fetched.length;
  await pull(subject, first);
  assert.ok(registry.fetched.length > fetched, "it was not gone");
  assert.deepEqual(await ask(), "ok");
}

interface JobContainer {
  readonly args: readonly string[];
}

function jobs(platform: Platform): Manifest[] {
  return ofKind(platform, "Job").filter(({ metadata }) => metadata.name.startsWith("ollama-pull-"));
}

function containerOfJob({ spec }: Manifest): JobContainer {
  const { template } = spec as { template: { spec: { containers: [JobContainer] } } };
  return template.spec.containers[0];
}

function models(platform: Platform): string[] {
  return jobs(platform).map((job) => containerOfJob(job).args.at(-1) ?? "");
}

/** Hosts that the server's CiliumNetworkPolicy lets it call. */
function allowedHosts(platform: Platform): string[] {
  const policy = ofKind(platform, "CiliumNetworkPolicy").find(({ metadata }) => metadata.name === name);
  const { egress = [] } = (policy?.spec ?? {}) as { egress?: { toFQDNs?: { matchName: string }[] }[] };
  return egress.flatMap(({ toFQDNs = [] }) => toFQDNs.map(({ matchName }) => matchName));
}
