import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { execa } from "execa";
import { type ReconcileRig, withSource } from "./reconcile-rig.ts";

/** Asks, while something is broken; by another kubeconfig where one is given. */
export type Asking = (kubeconfig?: string) => Promise<void>;

/** Breaks something, asks, and mends it again. */
export type Around = (rig: ReconcileRig, ask: Asking) => Promise<void>;

/** Another key in the cluster than the one that the files are for. */
export const otherKeyInCluster: Around = async (rig, ask) => {
  const path = "/api/v1/namespaces/flux-system/secrets/sops-age";
  const { body: before } = await rig.server.ask(path);
  const key = await readFile(join(await elsewhere(rig), "age.key"), "utf8");
  await patchKey(rig, path, Buffer.from(key).toString("base64"));
  try {
    await ask();
  } finally {
    await patchKey(rig, path, (before as { data: Record<string, string> }).data["age.agekey"] ?? "");
  }
};

async function patchKey(rig: ReconcileRig, path: string, value: string): Promise<void> {
  const body = { data: { "age.agekey": value } };
  await rig.server.ask(path, { method: "PATCH", type: "application/merge-patch+json", body });
}

/** A repository of its own, with a key of its own. */
async function elsewhere(rig: ReconcileRig): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "elsewhere-"));
  rig.later(() => rm(folder, { recursive: true, force: true }));
  for (const command of [["init", "--yes"], ["configure"]])
    await execa(process.execPath, [resolve("dist/clusterloom.js"), ...command], { cwd: folder });
  return folder;
}

/** A Secret that is encrypted to another key. */
export async function sealedElsewhere(rig: ReconcileRig): Promise<string> {
  const tree = join(await elsewhere(rig), "kubernetes");
  const paths = await readdir(tree, { recursive: true });
  return readFile(join(tree, paths.find((name) => name.endsWith("secret.sops.yaml")) ?? ""), "utf8");
}

export const unpushedCommit: Around = async (rig, ask) => {
  const git = (...args: string[]) => execa("git", args, { cwd: rig.git.folder });
  const author = ["-c", "user.name=test", "-c", "user.email=test@example.com"];
  await git(...author, "commit", "-q", "--allow-empty", "-m", "not pushed");
  try {
    await ask();
  } finally {
    await git("reset", "-q", "--hard", "HEAD~1");
  }
};

/** Somebody whom no role allows anything. */
export const withoutRights: Around = async (rig, ask) => {
  const accounts = "/api/v1/namespaces/default/serviceaccounts";
  const account = { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "nobody" } };
  await rig.server.ask(accounts, { method: "POST", body: account });
  const request = { apiVersion: "authentication.k8s.io/v1", kind: "TokenRequest", spec: {} };
  const asked = await rig.server.ask(`${accounts}/nobody/token`, { method: "POST", body: request });
  const token = (asked.body as { status?: { token?: string } }).status?.token;
  if (token === undefined) throw new Error(`no token: ${JSON.stringify(asked.body).slice(0, 300)}`);
  const kubeconfig = JSON.parse(await readFile(join(rig.server.folder, "kubeconfig.json"), "utf8"));
  const path = join(rig.server.folder, "nobody.json");
  const users = [{ name: "admin", user: { token } }];
  await writeFile(path, JSON.stringify({ ...kubeconfig, users }), { mode: 0o600 });
  await ask(path);
};

/** A Git server that takes the connection and says nothing. */
export const hangingSource: Around = async (rig, ask) => {
  const sockets = new Set<{ destroy(): void }>();
  const silent = createServer((socket) => sockets.add(socket.on("error", () => undefined)));
  const port = await new Promise<number>((done) => {
    silent.listen(0, "127.0.0.1", () => done((silent.address() as { port: number }).port));
  });
  try {
    await withSource(rig, { url: `http://127.0.0.1:${port}/home.git`, timeout: "5s" }, () => ask());
  } finally {
    for (const socket of sockets) socket.destroy();
    silent.close();
  }
};
