import { mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { execa } from "execa";
import { apply } from "./apply.ts";
import type { Case } from "./cases.ts";
import { isKubeObject, type KubeObject } from "./kube-object.ts";
import {
  clusterloom,
  deploymentOf,
  expectOnScreen,
  expectReason,
  neighbourKs,
  type ReconcileRig,
  reconcile,
  withNeighbour,
  withSource,
} from "./reconcile-rig.ts";

/** A tree or a cluster that fails at each of ten places; the API server that dies comes last. */
export function failureCases(rig: ReconcileRig): Case[] {
  const broken =
    (ks: string, app: Readonly<Record<string, string>>, codes: readonly string[], ...argv: string[]) =>
    () =>
      withNeighbour(rig, { "ks.yaml": ks, ...app }, async () => {
        const limit = argv.length > 0 ? argv : ["--timeout", "90s"];
        expectReason(await reconcile(rig, ...limit), ...codes);
        await expectOnScreen(rig, `[${codes[0]}]`, ...limit);
      });
  const manifest = (object: unknown) => ({ "broken/one.yaml": JSON.stringify(object) });
  return [
    { title: "bad decryption key", check: () => otherKeyInCluster(rig) },
    { title: "a file for another key", check: () => fileForOtherKey(rig) },
    {
      title: "missing CRD",
      check: broken(
        neighbourKs("broken"),
        manifest({ apiVersion: "example.com/v1", kind: "Widget", metadata: { name: "one" } }),
        ["missing-crd"],
      ),
    },
    {
      title: "refused object",
      check: broken(neighbourKs("broken"), manifest(refused()), ["refused-object"]),
    },
    {
      title: "unset substitution",
      check: broken(
        neighbourKs("broken", { postBuild: { substitute: { known: "yes" } } }),
        manifest({
          apiVersion: "v1",
          kind: "ConfigMap",
          metadata: { name: "one" },
          data: { a: "${unknown}" },
        }),
        ["substitution-failed"],
      ),
    },
    {
      title: "unknown branch",
      check: () =>
        withSource(rig, { ref: { branch: "gone" } }, async () =>
          expectReason(await reconcile(rig), "branch-missing", "other-branch"),
        ),
    },
    { title: "unpushed commit", check: () => unpushed(rig) },
    {
      title: "dependency that never gets ready",
      check: broken(
        `${neighbourKs("broken", { wait: true })}\n---\n${neighbourKs("waiting", { dependsOn: [{ name: "broken" }] })}`,
        { ...manifest(neverReady()), "waiting/one.yaml": JSON.stringify(harmless()) },
        ["health-check-failed", "dependency-not-ready"],
      ),
    },
    {
      title: "dependency that is not there",
      check: broken(neighbourKs("broken", { dependsOn: [{ name: "nobody" }] }), manifest(harmless()), [
        "dependency-missing",
      ]),
    },
    {
      title: "Flux without rights",
      check: broken(neighbourKs("broken", { serviceAccountName: "nobody" }), manifest(harmless()), [
        "flux-forbidden",
      ]),
    },
    { title: "RBAC without rights", check: () => withoutRights(rig) },
    { title: "source that hangs", check: () => hangingSource(rig) },
    {
      title: "timeout",
      check: broken(
        neighbourKs("broken", { wait: true, timeout: "10m" }),
        manifest(neverReady()),
        ["timeout", "never-ready"],
        "--timeout",
        "20s",
      ),
    },
    { title: "Ctrl-C", check: () => interrupted(rig) },
    { title: "API server that dies halfway", check: () => dyingServer(rig) },
  ];
}

function harmless(): KubeObject {
  return { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "harmless" } };
}

function neverReady(): KubeObject {
  return deploymentOf("never-ready", "default", "example.com/none:1.0.0");
}

function refused(): KubeObject {
  const deployment = deploymentOf("refused", "default", "example.com/none:1.0.0");
  return {
    ...deployment,
    spec: { ...(deployment.spec as object), selector: { matchLabels: { app: "other" } } },
  };
}

/** Another key in the cluster than the one that the files are for. */
async function otherKeyInCluster(rig: ReconcileRig): Promise<void> {
  const path = "/api/v1/namespaces/flux-system/secrets/sops-age";
  const { body: before } = await rig.server.ask(path);
  const { folder } = await elsewhere(rig);
  const key = await readFile(join(folder, "age.key"), "utf8");
  await patchKey(rig, path, Buffer.from(key).toString("base64"));
  try {
    expectReason(await reconcile(rig), "key-wrong");
    await expectOnScreen(rig, "the age key in Secret flux-system/sops-age opens 0 of");
  } finally {
    await patchKey(rig, path, (before as { data: Record<string, string> }).data["age.agekey"] ?? "");
  }
}

async function patchKey(rig: ReconcileRig, path: string, value: string): Promise<void> {
  const body = { data: { "age.agekey": value } };
  await rig.server.ask(path, { method: "PATCH", type: "application/merge-patch+json", body });
}

/** A repository of its own, with a key of its own. */
async function elsewhere(rig: ReconcileRig): Promise<{ folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), "elsewhere-"));
  rig.later(async () => {
    await (await import("node:fs/promises")).rm(folder, { recursive: true, force: true });
  });
  for (const command of [["init", "--yes"], ["configure"]])
    await execa(process.execPath, [resolve("dist/clusterloom.js"), ...command], { cwd: folder });
  return { folder };
}

async function fileForOtherKey(rig: ReconcileRig): Promise<void> {
  const { folder } = await elsewhere(rig);
  const paths = await readdir(join(folder, "kubernetes"), { recursive: true });
  const path = paths.find((name) => name.endsWith("secret.sops.yaml")) ?? "";
  const text = await readFile(join(folder, "kubernetes", path), "utf8");
  const ks = neighbourKs("broken", { decryption: { provider: "sops" } });
  await withNeighbour(rig, { "ks.yaml": ks, "broken/secret.sops.yaml": text }, async () => {
    expectReason(await reconcile(rig, "--timeout", "90s"), "decryption-failed");
  });
}

async function unpushed(rig: ReconcileRig): Promise<void> {
  const git = (...args: string[]) => execa("git", args, { cwd: rig.git.folder });
  const author = ["-c", "user.name=test", "-c", "user.email=test@example.com"];
  await git(...author, "commit", "-q", "--allow-empty", "-m", "not pushed");
  try {
    expectReason(await reconcile(rig), "not-pushed");
    await expectOnScreen(rig, "is not what main of the remote is at");
  } finally {
    await git("reset", "-q", "--hard", "HEAD~1");
  }
}

/** Somebody whom no role allows anything. */
async function withoutRights(rig: ReconcileRig): Promise<void> {
  const account = {
    apiVersion: "v1",
    kind: "ServiceAccount",
    metadata: { name: "nobody", namespace: "default" },
  };
  if (!isKubeObject(account)) throw new Error("no object");
  await apply(rig.server.ask, rig.resources, account);
  const asked = await rig.server.ask("/api/v1/namespaces/default/serviceaccounts/nobody/token", {
    method: "POST",
    body: { apiVersion: "authentication.k8s.io/v1", kind: "TokenRequest", spec: {} },
  });
  const token = (asked.body as { status?: { token?: string } }).status?.token;
  if (token === undefined) throw new Error(`no token: ${JSON.stringify(asked.body).slice(0, 300)}`);
  const kubeconfig = JSON.parse(await readFile(join(rig.server.folder, "kubeconfig.json"), "utf8"));
  const path = join(rig.server.folder, "nobody.json");
  await writeFile(path, JSON.stringify({ ...kubeconfig, users: [{ name: "admin", user: { token } }] }));
  expectReason(await clusterloom(rig, ["--format", "json", "reconcile", "--yes"], path), "rights-missing");
}

/** A Git server that takes the connection and says nothing. */
async function hangingSource(rig: ReconcileRig): Promise<void> {
  const sockets = new Set<{ destroy(): void }>();
  const silent = createServer((socket) => sockets.add(socket.on("error", () => undefined)));
  const port = await new Promise<number>((done) => {
    silent.listen(0, "127.0.0.1", () => done((silent.address() as { port: number }).port));
  });
  try {
    await withSource(rig, { url: `http://127.0.0.1:${port}/home.git`, timeout: "5s" }, async () => {
      expectReason(await reconcile(rig, "--timeout", "90s"), "source-hangs");
      await expectOnScreen(rig, "[source-hangs]", "--timeout", "90s");
    });
  } finally {
    for (const socket of sockets) socket.destroy();
    silent.close();
  }
}

/** Stops watching, says that the cluster goes on, and leaves it so. */
async function interrupted(rig: ReconcileRig): Promise<void> {
  const ks = neighbourKs("broken", { wait: true, timeout: "10m" });
  await withNeighbour(rig, { "ks.yaml": ks, "broken/one.yaml": JSON.stringify(neverReady()) }, async () => {
    const env = { KUBECONFIG: join(rig.server.folder, "kubeconfig.json") };
    const running = execa(process.execPath, [resolve("dist/clusterloom.js"), "reconcile", "--yes"], {
      ...{ cwd: rig.git.folder, env, stdin: "ignore", reject: false },
    });
    setTimeout(() => running.kill("SIGINT"), 12_000);
    const { exitCode, stderr } = await running;
    const isTold = stderr.includes("stopped watching; Flux goes on in the cluster");
    if (exitCode !== 1 || !isTold) throw new Error(`ended with ${exitCode}: ${stderr.slice(-400)}`);
  });
}

async function dyingServer(rig: ReconcileRig): Promise<void> {
  const ks = neighbourKs("broken", { wait: true, timeout: "10m" });
  await withNeighbour(rig, { "ks.yaml": ks, "broken/one.yaml": JSON.stringify(neverReady()) }, async () => {
    const running = reconcile(rig, "--timeout", "5m");
    await new Promise((done) => setTimeout(done, 15_000));
    await rig.server.processes.at(-1)?.stop();
    expectReason(await running, "api-server-gone");
  });
}
