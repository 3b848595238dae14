import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Later } from "./cleanup.ts";
import type { Context } from "./context.ts";
import { type GoBinary, goModule } from "./go-module.ts";
import type { ApiServer } from "./kube-api-server.ts";
import { freePorts } from "./ports.ts";
import { type Running, startProcess } from "./process.ts";

/** The two controllers of Flux that can be built from their modules. */
export interface FluxTools {
  readonly source: GoBinary;
  readonly kustomize: GoBinary;
}

/** Finds or builds them, one after the other: each build takes every core. */
export async function fluxTools(context: Context): Promise<FluxTools> {
  const tool = (name: string) => {
    const module = `github.com/fluxcd/${name}`;
    return goModule(context, { name, module, target: module });
  };
  const source = await tool("source-controller");
  return { source, kustomize: await tool("kustomize-controller") };
}

/** Starts both beside the API server, as they run in the namespace flux-system. */
export async function startFlux(
  tools: FluxTools,
  { folder, access }: ApiServer,
  later: Later,
): Promise<Running[]> {
  const kubeconfig = join(folder, "kubeconfig.json");
  await writeFile(kubeconfig, kubeconfigOf(access), { mode: 0o600 });
  const [artifacts = 0, ...others] = await freePorts(5);
  const [health = 0, metrics = 0, otherHealth = 0, otherMetrics = 0] = others;
  const local = `127.0.0.1:${artifacts}`;
  const env = {
    KUBECONFIG: kubeconfig,
    RUNTIME_NAMESPACE: "flux-system",
    SOURCE_CONTROLLER_LOCALHOST: local,
    PATH: process.env.PATH ?? "",
    HOME: folder,
    TMPDIR: folder,
    // Charts would come from the internet; loopback never goes through a proxy.
    HTTPS_PROXY: "http://127.0.0.1:9",
  };
  const common = ["--events-addr=", "--enable-leader-election=false", "--log-level=error"];
  const storage = [`--storage-path=${folder}`, `--storage-addr=${local}`, `--storage-adv-addr=${local}`];
  const source = startProcess(tools.source.path, [...common, ...storage, ...addresses(health, metrics)], {
    env,
  });
  later(source.stop);
  // The dependencies between Kustomizations are looked at every 30 s by default.
  const hurry = "--requeue-dependency=1s";
  const kustomize = startProcess(
    tools.kustomize.path,
    [...common, hurry, "--sops-age-secret=sops-age", ...addresses(otherHealth, otherMetrics)],
    { env },
  );
  later(kustomize.stop);
  return [source, kustomize];
}

function addresses(health: number, metrics: number): string[] {
  return [`--health-addr=127.0.0.1:${health}`, `--metrics-addr=127.0.0.1:${metrics}`];
}

/** A kubeconfig as the administrator has it. */
export function kubeconfigOf({ url, token, ca }: ApiServer["access"]): string {
  const cluster = {
    server: url,
    "tls-server-name": "kubernetes",
    "certificate-authority-data": Buffer.from(ca).toString("base64"),
  };
  return JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: "test", cluster }],
    users: [{ name: "admin", user: { token } }],
    contexts: [{ name: "test", context: { cluster: "test", user: "admin" } }],
    "current-context": "test",
  });
}
