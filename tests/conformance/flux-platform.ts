import { readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { execa } from "execa";
import { parseAllDocuments } from "yaml";
import { apply } from "./apply.ts";
import type { GitWork } from "./git-work.ts";
import type { ApiServer } from "./kube-api-server.ts";
import { type KubeClient, reasonOf } from "./kube-client.ts";
import { isKubeObject, type KubeObject } from "./kube-object.ts";
import { isNamespaced, pathOf, type Resources } from "./kube-resources.ts";
import { type Placed, placedObjects } from "./placed.ts";
import type { Running } from "./process.ts";
import { renderConfig } from "./rendered.ts";
import { actStandIns } from "./stand-ins.ts";
import { waitFor } from "./wait-for.ts";

/** A repository that a cluster follows. */
export interface FluxPlatform {
  readonly server: ApiServer;
  readonly resources: Resources;
  readonly git: GitWork;
  readonly controllers: readonly Running[];
}

const fluxNamespace = "flux-system";
const age = "age.key";

/** Makes the repository from this cluster.yaml, with a key of its own. */
export async function initialise({ git }: Pick<FluxPlatform, "git">, config: string): Promise<void> {
  await writeFile(join(git.folder, "cluster.yaml"), config);
  await clusterloom(git.folder, "init", "--yes");
}

/** Puts into the cluster what bootstrap does: the age key, the source, and the root Kustomization. */
export async function bootstrap({ server, resources, git }: FluxPlatform, url: string): Promise<void> {
  const key = await readFile(join(git.folder, age), "utf8");
  const metadata = (name: string) => ({ name, namespace: fluxNamespace });
  const objects: KubeObject[] = [
    { apiVersion: "v1", kind: "Namespace", metadata: { name: fluxNamespace } },
    {
      apiVersion: "v1",
      kind: "Secret",
      metadata: metadata("sops-age"),
      stringData: { "age.agekey": key },
    },
    {
      apiVersion: "source.toolkit.fluxcd.io/v1",
      kind: "GitRepository",
      metadata: metadata("flux-system"),
      spec: { interval: "1h", url, ref: { branch: "main" } },
    },
    ...objectsIn(await readFile(join(git.folder, "kubernetes/flux/cluster/ks.yaml"), "utf8")),
  ];
  for (const object of objects) await mustApply(server.ask, resources, object);
}

export async function mustApply(ask: KubeClient, resources: Resources, object: KubeObject): Promise<void> {
  const answer = await apply(ask, resources, object);
  if (answer.status >= 300) throw new Error(`${object.kind} was refused: ${reasonOf(answer)}`);
}

function objectsIn(text: string): KubeObject[] {
  return parseAllDocuments(text)
    .map((document): unknown => document.toJS())
    .filter(isKubeObject);
}

/** What was pushed. */
export interface Released {
  readonly revision: string;
  readonly objects: readonly Placed[];
}

/** Writes cluster.yaml, runs configure, pushes; gives what the cluster should hold, secrets in plain. */
export async function release(
  { git, resources }: FluxPlatform,
  change: (config: string) => string,
): Promise<Released> {
  const path = join(git.folder, "cluster.yaml");
  const config = change(await readFile(path, "utf8"));
  await writeFile(path, config);
  await clusterloom(git.folder, "configure");
  const { value, problems } = renderConfig("cluster.yaml", config);
  if (!value) throw new Error(problems.map(({ message }) => message).join("; "));
  const objects = placedObjects(value, (object) => isNamespaced(resources, object) === true);
  return { revision: await git.commit("change"), objects };
}

/** The bundled command line, as a user has it. */
async function clusterloom(folder: string, ...argv: string[]): Promise<void> {
  const options = { cwd: folder, stdin: "ignore", reject: false } as const;
  const { exitCode, stderr } = await execa(
    process.execPath,
    [resolve("dist/clusterloom.js"), ...argv],
    options,
  );
  if (exitCode !== 0) throw new Error(`clusterloom ${argv[0]} ended with ${exitCode}: ${stderr}`);
}

/** Tells Flux to look now, and waits until every Kustomization there should be, and no other, is at the revision. */
export async function settled(platform: FluxPlatform, { revision, objects }: Released): Promise<void> {
  const { server, resources, controllers } = platform;
  await lookNow(platform);
  const wanted = objects.map(({ object }) => object).filter(isFluxKustomization);
  const keys = wanted.map(keyOf).sort();
  let seen = "";
  const look = async () => {
    await actStandIns(server.ask, resources);
    const there = await kustomizations(platform);
    seen = there.map((object) => `${keyOf(object)} ${stateOf(object, revision) ?? "ready"}`).join("; ");
    const complete = there.map(keyOf).sort().join() === keys.join();
    return complete && there.every((object) => stateOf(object, revision) === undefined) ? true : undefined;
  };
  const needs = [...server.processes, ...controllers];
  await waitFor("reconciled tree", look, { seconds: 180, every: 400, needs }).catch((error: Error) => {
    throw new Error(`${error.message}: ${seen}`);
  });
}

async function lookNow({ server, resources }: FluxPlatform): Promise<void> {
  const path = pathOf(resources, {
    apiVersion: "source.toolkit.fluxcd.io/v1",
    kind: "GitRepository",
    metadata: { name: "flux-system", namespace: fluxNamespace },
  });
  const annotations = { "reconcile.fluxcd.io/requestedAt": new Date().toISOString() };
  const body = { metadata: { annotations } };
  await server.ask(path ?? "", { method: "PATCH", type: "application/merge-patch+json", body });
}

function isFluxKustomization({ apiVersion, kind }: KubeObject): boolean {
  return kind === "Kustomization" && apiVersion.startsWith("kustomize.toolkit.fluxcd.io/");
}

function keyOf({ metadata: { name, namespace } }: KubeObject): string {
  return `${namespace}/${name}`;
}

async function kustomizations({ server }: FluxPlatform): Promise<KubeObject[]> {
  const { body } = await server.ask("/apis/kustomize.toolkit.fluxcd.io/v1/kustomizations");
  return (body as { items: KubeObject[] }).items;
}

interface Status {
  readonly lastAppliedRevision?: string;
  readonly conditions?: readonly {
    readonly type: string;
    readonly status: string;
    readonly message: string;
  }[];
}

/** What is not yet as it should be. */
function stateOf({ status = {} }: KubeObject, revision: string): string | undefined {
  const { lastAppliedRevision, conditions = [] } = status as Status;
  const ready = conditions.find(({ type }) => type === "Ready");
  if (ready?.status !== "True") return ready?.message ?? "has no status";
  return lastAppliedRevision === revision ? undefined : "is at an older revision";
}
