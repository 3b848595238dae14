import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { execa } from "execa";
import type { Case } from "./cases.ts";
import type { Certificate } from "./certificate.ts";
import type { Later } from "./cleanup.ts";
import type { Context } from "./context.ts";
import { installCrds, readCrds } from "./crds.ts";
import { kubeconfigOf } from "./flux-controllers.ts";
import { type ApiServer, type ApiServerTools, startApiServer } from "./kube-api-server.ts";
import type { KubeClient } from "./kube-client.ts";
import { pods, post, startPods } from "./verify-pods.ts";
import { configuration, objectsOf, type Rig } from "./verify-rig.ts";

/** A real API server with the platform's pods, in front of the rig's servers. */
export interface VerifyCluster {
  readonly rig: Rig;
  readonly server: ApiServer;
  readonly kubeconfig: string;
  /** A pod that does not lead anywhere while its name is in here. */
  readonly dead: Set<string>;
}

export async function startVerifyCluster(
  context: Context,
  tools: ApiServerTools,
  certificate: Certificate,
  rig: Rig,
  later: Later,
): Promise<VerifyCluster> {
  const server = await startApiServer(tools, later);
  const crds = await readCrds(context);
  const wanted = /^(clusters|backups)\.postgresql\.cnpg\.io$|^servicemonitors\./;
  await installCrds(
    server.ask,
    crds.filter(({ metadata }) => wanted.test(metadata.name)),
  );
  const dead = await startPods(server.ask, pods, certificate, ({ place }) => rig.ports.get(place), later);
  await populate(server.ask);
  const kubeconfig = join(server.folder, "kubeconfig.json");
  await writeFile(kubeconfig, kubeconfigOf(server.access), { mode: 0o600 });
  return { rig, server, kubeconfig, dead };
}

/** What operators would have brought about. */
async function populate(ask: KubeClient): Promise<void> {
  const { Cluster = [], Backup = [] } = objectsOf(3_600_000, new Date());
  const cnpg = "/apis/postgresql.cnpg.io/v1/namespaces/ai-system";
  for (const { metadata, status } of Cluster)
    await post(
      ask,
      `${cnpg}/clusters`,
      { metadata, spec: { instances: 3, storage: { size: "1Gi" } } },
      status,
    );
  for (const { metadata, spec, status } of Backup)
    await post(ask, `${cnpg}/backups`, { metadata, spec }, status);
  const monitor = { metadata: { name: "litellm" }, spec: { selector: {}, endpoints: [] } };
  await post(ask, "/apis/monitoring.coreos.com/v1/namespaces/ai-system/servicemonitors", monitor);
}

interface Ran {
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

async function clusterloom(kubeconfig: string, ...args: string[]): Promise<Ran> {
  const argv = [resolve("dist/clusterloom.js"), "--config", configuration, "verify", ...args];
  const { exitCode, stdout, stderr } = await execa(process.execPath, argv, {
    reject: false,
    stdin: "ignore",
    env: { KUBECONFIG: kubeconfig },
  });
  return { code: exitCode, stdout, stderr };
}

const apps = ["litellm", "dragonfly", "open-webui"];

/** Where the first case leaves its page. */
export function reportFile({ server }: Pick<VerifyCluster, "server">): string {
  return join(server.folder, "report.html");
}

/** The command line as a user has it, through the real API server. */
export function clusterCases(cluster: VerifyCluster): Case[] {
  const { kubeconfig, server, dead, rig } = cluster;
  const page = reportFile(cluster);
  return [
    {
      title: "through the API server everything holds, and a page tells so",
      check: async () => {
        const ran = await clusterloom(kubeconfig, ...apps, "--chat", "--report", page);
        assert.equal(ran.code, 0, ran.stdout + ran.stderr);
        assert.match(ran.stdout, /\n\d+ hold, \d not asked\n?$/);
        const html = await readFile(page, "utf8");
        assert.match(html, /<h1>The platform does what was asked<\/h1>/);
        const secrets = rig.text.match(/\b(test-[\w-]+|sk-\w+)/g) ?? [];
        assert.ok(secrets.length > 5);
        for (const secret of secrets) assert.ok(!(html + ran.stdout + ran.stderr).includes(secret), secret);
      },
    },
    {
      title: "a pod that is not there is named, and the exit code says so",
      check: async () => {
        const ran = await clusterloom(kubeconfig, "headlamp");
        assert.equal(ran.code, 1);
        assert.match(ran.stdout, /Headlamp has no pod in headlamp/);
      },
    },
    {
      title: "a pod in which nothing listens",
      check: async () => {
        dead.add("litellm-0");
        const ran = await clusterloom(kubeconfig, "litellm").finally(() => dead.clear());
        assert.equal(ran.code, 1);
        assert.match(ran.stdout, /error {3}LiteLLM is ready: LiteLLM does not answer/);
      },
    },
    { title: "who has no rights learns which", check: () => withoutRights(cluster) },
    {
      title: "an API server that is not there is said once",
      check: async () => {
        const text = await readFile(kubeconfig, "utf8");
        const away = join(server.folder, "away.json");
        await writeFile(away, text.replace(/https:\/\/127\.0\.0\.1:\d+/, "https://127.0.0.1:1"), {
          mode: 0o600,
        });
        const ran = await clusterloom(away, "litellm");
        assert.equal(ran.code, 1);
        assert.equal(ran.stderr.match(/ECONNREFUSED/g)?.length, 1, ran.stderr);
      },
    },
  ];
}

async function withoutRights({ server, kubeconfig }: VerifyCluster): Promise<void> {
  const account = "/api/v1/namespaces/ai-system/serviceaccounts";
  const body = { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "nobody" } };
  await server.ask(account, { method: "POST", body });
  const request = { apiVersion: "authentication.k8s.io/v1", kind: "TokenRequest", spec: {} };
  const asked = await server.ask(`${account}/nobody/token`, { method: "POST", body: request });
  const { token } = (asked.body as { status: { token: string } }).status;
  const config = JSON.parse(await readFile(kubeconfig, "utf8"));
  const path = join(server.folder, "nobody.json");
  await writeFile(path, JSON.stringify({ ...config, users: [{ name: "admin", user: { token } }] }), {
    mode: 0o600,
  });
  const ran = await clusterloom(path, "dragonfly");
  assert.equal(ran.code, 1, ran.stdout);
  assert.match(ran.stdout, /skipped Dragonfly asks for a password: you may not list pods in cache/);
}
