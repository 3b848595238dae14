import { generateKeyPairSync, randomBytes } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Later } from "./cleanup.ts";
import type { Context } from "./context.ts";
import { etcdBinary } from "./etcd.ts";
import { goModule } from "./go-module.ts";
import { type KubeAccess, type KubeClient, kubeClient } from "./kube-client.ts";
import { freePorts } from "./ports.ts";
import { type Running, startProcess } from "./process.ts";
import { waitFor } from "./wait-for.ts";

/** The programs that make an API server. */
export interface ApiServerTools {
  readonly etcd: string;
  readonly apiServer: string;
  readonly version: string;
}

/** A running API server without any controller, kubelet or admission webhook. */
export interface ApiServer {
  readonly ask: KubeClient;
  readonly access: KubeAccess;
  /** Its working folder, which goes with it. */
  readonly folder: string;
  readonly processes: readonly Running[];
}

/** Finds or builds the programs. Throws an error that says why when one cannot be had. */
export async function apiServerTools(context: Context): Promise<ApiServerTools> {
  return context.once("kube-apiserver", async () => {
    const etcd = await etcdBinary(context);
    const module = { name: "kube-apiserver", module: "k8s.io/kubernetes", target: "." };
    const { path: apiServer, version } = await goModule(context, module);
    return { etcd, apiServer, version };
  });
}

/** Starts etcd and the API server on loopback, and waits until it is ready. */
export async function startApiServer(tools: ApiServerTools, later: Later): Promise<ApiServer> {
  const folder = await mkdtemp(join(tmpdir(), "api-server-"));
  later(() => rm(folder, { recursive: true, force: true }));
  const [port = 0, clients = 0, peers = 0] = await freePorts(3);
  const store = `http://127.0.0.1:${clients}`;
  // The cleanup runs backwards: without etcd the API server would hang in its shutdown.
  const etcd = startProcess(tools.etcd, etcdArguments(folder, store, peers));
  later(etcd.stop);
  const token = await writeCredentials(folder);
  const server = startProcess(tools.apiServer, serverArguments(folder, store, port));
  later(server.stop);
  const processes = [etcd, server];
  const access = { url: `https://127.0.0.1:${port}`, token, ca: await certificate(folder, processes) };
  const { ask, close } = kubeClient(access);
  later(close);
  await waitFor("ready API server", () => readiness(ask), { seconds: 120, needs: processes });
  return { ask, access, folder, processes };
}

function etcdArguments(folder: string, store: string, peers: number): string[] {
  return [
    `--data-dir=${join(folder, "etcd")}`,
    `--listen-client-urls=${store}`,
    `--advertise-client-urls=${store}`,
    `--listen-peer-urls=http://127.0.0.1:${peers}`,
    // What it holds goes with the run: no need to wait for the disk.
    "--unsafe-no-fsync",
  ];
}

function serverArguments(folder: string, store: string, port: number): string[] {
  return [
    `--etcd-servers=${store}`,
    "--bind-address=127.0.0.1",
    `--secure-port=${port}`,
    `--cert-dir=${folder}`,
    `--token-auth-file=${join(folder, "tokens.csv")}`,
    "--service-account-issuer=https://kubernetes.default.svc",
    `--service-account-key-file=${join(folder, "sa.key")}`,
    `--service-account-signing-key-file=${join(folder, "sa.key")}`,
    "--service-cluster-ip-range=10.0.0.0/24",
    "--authorization-mode=RBAC",
    "--allow-privileged=true",
    "--disable-admission-plugins=ServiceAccount",
    "--endpoint-reconciler-type=none",
  ];
}

/** Makes the key for service accounts, and an administrator; gives the administrator's token. */
async function writeCredentials(folder: string): Promise<string> {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const pem = privateKey.export({ type: "pkcs1", format: "pem" });
  await writeFile(join(folder, "sa.key"), pem, { mode: 0o600 });
  const token = randomBytes(24).toString("hex");
  await writeFile(join(folder, "tokens.csv"), `${token},admin,admin,"system:masters"\n`, { mode: 0o600 });
  return token;
}

async function certificate(folder: string, needs: readonly Running[]): Promise<string> {
  const look = () =>
    readFile(join(folder, "apiserver.crt"), "utf8").then(
      (text) => (text.includes("END CERTIFICATE") ? text : undefined),
      () => undefined,
    );
  return waitFor("certificate of the API server", look, { seconds: 60, needs });
}

async function readiness(ask: KubeClient): Promise<true | undefined> {
  return ask("/readyz").then(
    ({ status }) => (status === 200 ? true : undefined),
    () => undefined,
  );
}
