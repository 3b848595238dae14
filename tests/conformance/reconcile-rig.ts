import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { execa } from "execa";
import { apply } from "./apply.ts";
import type { Later } from "./cleanup.ts";
import type { FluxTools } from "./flux-controllers.ts";
import type { FluxPlatform } from "./flux-platform.ts";
import { mustApply } from "./flux-platform.ts";
import { reasonOf } from "./kube-client.ts";
import type { KubeObject } from "./kube-object.ts";
import { pathOf } from "./kube-resources.ts";
import { type Shown, sit, type Typing } from "./pseudo-terminal.ts";
import { actStandIns } from "./stand-ins.ts";

/** A cluster, a repository that it can follow, and the bundled command line. */
export interface ReconcileRig extends FluxPlatform {
  readonly url: string;
  /** The program that gives others a terminal. */
  readonly script: string;
  readonly later: Later;
  log(line: string): void;
}

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Codes of the problems that the last event tells. */
  readonly codes: readonly string[];
}

/** Runs the bundled command line as a user has it, against the cluster. */
export async function clusterloom(
  rig: ReconcileRig,
  argv: readonly string[],
  kubeconfig?: string,
): Promise<Ran> {
  const ran = await execa(process.execPath, [resolve("dist/clusterloom.js"), ...argv], {
    ...{ cwd: rig.git.folder, stdin: "ignore", reject: false },
    env: { KUBECONFIG: kubeconfig ?? kubeconfigOf(rig) },
  });
  const { exitCode = -1, stdout, stderr } = ran;
  return { code: exitCode, stdout, stderr, codes: codesIn(stdout) };
}

/** The same by somebody who sits at a terminal, and types. */
export async function atTerminal(
  rig: ReconcileRig,
  argv: readonly string[],
  typing: readonly Typing[] = [],
  kubeconfig = kubeconfigOf(rig),
): Promise<Shown> {
  const command = [process.execPath, resolve("dist/clusterloom.js"), ...argv];
  const { script } = rig;
  return sit(command, { script, cwd: rig.git.folder, env: { KUBECONFIG: kubeconfig }, typing });
}

function kubeconfigOf({ server }: ReconcileRig): string {
  return join(server.folder, "kubeconfig.json");
}

interface Told {
  readonly event?: string;
  readonly problems?: readonly { readonly code: string }[];
}

function codesIn(stdout: string): string[] {
  const last = stdout.trim().split("\n").at(-1) ?? "";
  try {
    return ((JSON.parse(last) as Told).problems ?? []).map(({ code }) => code);
  } catch {
    return [];
  }
}

export async function reconcile(rig: ReconcileRig, ...argv: string[]): Promise<Ran> {
  return clusterloom(rig, ["--format", "json", "reconcile", "--yes", ...argv]);
}

/** Throws with what was printed when a run did not end as it should. */
export function expectCode(ran: Ran, code: number): void {
  if (ran.code === code) return;
  throw new Error(
    `ended with ${ran.code} instead of ${code}: ${ran.stdout.slice(-900)} ${ran.stderr.slice(-500)}`,
  );
}

/** The run failed, and told this reason, first of all where `first`. */
export function expectReason(ran: Ran, ...codes: string[]): void {
  expectCode(ran, 1);
  const lacking = codes.filter((code) => !ran.codes.includes(code));
  if (lacking.length === 0) return;
  const end = ran.stdout.trim().split("\n").at(-1) ?? "";
  throw new Error(
    `told ${ran.codes.join(", ") || "nothing"} and not ${lacking.join(", ")}: ${end.slice(0, 500)}`,
  );
}

/** No kubelet runs here: Deployments say what runs beside the API server instead. */
export async function standInControllers(rig: ReconcileRig, tools: FluxTools): Promise<void> {
  const namespace = "flux-system";
  await mustApply(rig.server.ask, rig.resources, {
    apiVersion: "v1",
    kind: "Namespace",
    metadata: { name: namespace },
  });
  for (const [name, { version }] of [
    ["source-controller", tools.source],
    ["kustomize-controller", tools.kustomize],
  ] as const) {
    const deployment = deploymentOf(name, namespace, `ghcr.io/fluxcd/${name}:v${version.replace(/^v/, "")}`);
    await mustApply(rig.server.ask, rig.resources, deployment);
    const status = { replicas: 1, readyReplicas: 1, observedGeneration: 1 };
    const type = "application/merge-patch+json";
    await rig.server.ask(`${pathOf(rig.resources, deployment)}/status`, {
      method: "PATCH",
      type,
      body: { status },
    });
  }
}

export function deploymentOf(name: string, namespace: string, image: string): KubeObject {
  const labels = { app: name };
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name, namespace },
    spec: {
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: "main", image }] } },
    },
  };
}

/** The stand-ins act as long as the rig is there. */
export function keepStandingIn({ server, resources, later }: ReconcileRig): void {
  let isOver = false;
  const act = async () => {
    while (!isOver) {
      await actStandIns(server.ask, resources).catch(() => undefined);
      await new Promise((done) => setTimeout(done, 400));
    }
  };
  const acting = act();
  later(async () => {
    isOver = true;
    await acting;
  });
}

function neighbourFolder({ git }: ReconcileRig): string {
  return join(git.folder, "kubernetes/apps/neighbour");
}

/** Puts a neighbour's app into the repository instead of the one that is there, commits and pushes. */
export async function putNeighbour(
  rig: ReconcileRig,
  files: Readonly<Record<string, string>>,
): Promise<void> {
  const folder = neighbourFolder(rig);
  await rm(folder, { recursive: true, force: true });
  const all = { "kustomization.yaml": "resources:\n  - ./ks.yaml\n", ...files };
  for (const [path, text] of Object.entries(all)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  await rig.git.commit("neighbour");
}

/** Checks while a neighbour's app is in the repository, and takes it out again. */
export async function withNeighbour(
  rig: ReconcileRig,
  files: Readonly<Record<string, string>>,
  check: () => Promise<void>,
): Promise<void> {
  await putNeighbour(rig, files);
  try {
    await check();
  } finally {
    await rm(neighbourFolder(rig), { recursive: true });
    await rig.git.commit("no neighbour");
  }
}

/** A Flux Kustomization of the neighbour's. */
export function neighbourKs(name: string, spec: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({
    apiVersion: "kustomize.toolkit.fluxcd.io/v1",
    kind: "Kustomization",
    metadata: { name, namespace: "flux-system" },
    spec: {
      interval: "1h",
      retryInterval: "1h",
      timeout: "3s",
      path: `./kubernetes/apps/neighbour/${name}`,
      prune: true,
      targetNamespace: "default",
      sourceRef: { kind: "GitRepository", name: "flux-system" },
      ...spec,
    },
  });
}

/** Changes the GitRepository, runs, and puts it back. */
export async function withSource(
  rig: ReconcileRig,
  spec: Readonly<Record<string, unknown>>,
  check: () => Promise<void>,
): Promise<void> {
  const source = (more: Readonly<Record<string, unknown>>): KubeObject => ({
    apiVersion: "source.toolkit.fluxcd.io/v1",
    kind: "GitRepository",
    metadata: { name: "flux-system", namespace: "flux-system" },
    spec: { interval: "5m", url: rig.url, ref: { branch: "main" }, ...more },
  });
  const put = async (object: KubeObject) => {
    const answer = await apply(rig.server.ask, rig.resources, object);
    if (answer.status >= 300) throw new Error(reasonOf(answer));
  };
  await put(source(spec));
  try {
    await check();
  } finally {
    await put(source({}));
  }
}
