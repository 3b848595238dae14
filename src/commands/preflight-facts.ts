import { isKubeError, type KubeApi, type Right } from "../kubernetes/api.ts";
import { kinds, refTo } from "../kubernetes/kinds.ts";
import type { Connection } from "../kubernetes/kubeconfig.ts";
import { fieldOf, type KubeObject, listOf, textOf } from "../kubernetes/object.ts";
import { askCheckout } from "../preflight/checkout.ts";
import type {
  ControllerFacts,
  DecryptionKey,
  FluxFacts,
  MissingKind,
  PreflightFacts,
  RightFacts,
  Trouble,
} from "../preflight/facts.ts";
import { type NeededKind, treeNeeds } from "../preflight/tree-needs.ts";
import type { Problem } from "../problem.ts";
import { readIdentities } from "../sops/identity.ts";
import { gitIn } from "./git.ts";
import type { RepositoryTree } from "./repository-tree.ts";

/** What cluster.yaml says about the cluster's wiring. */
export interface Wiring {
  readonly namespace: string;
  readonly source: string;
  readonly branch: string;
  readonly url: string | undefined;
  readonly context: string | undefined;
  /** The Secret with the age key; undefined where the controllers are told by themselves. */
  readonly keySecret: string | undefined;
}

/** Milliseconds that the Git remote gets to answer. */
const gitPatience = 15_000;

/**
 * Asks the cluster and Git for everything that the preflight judges by. Changes nothing. Before the cluster is wired, or
 * wired anew, what it follows now does not count.
 */
export async function gatherPreflight(
  { api, context, server }: Connection,
  wiring: Wiring,
  repository: RepositoryTree,
  root: string,
  isWired = true,
): Promise<PreflightFacts> {
  const files = new Map([...(repository.tree?.files ?? [])].map(([path, { text }]) => [path, text]));
  const needs = treeNeeds(files);
  const version = await api.version().catch(asTrouble);
  const reached = typeof version === "string";
  const source = reached && isWired ? await sourceOf(api, wiring) : undefined;
  const known = source === "hidden" ? undefined : source;
  const branch = known?.branch ?? wiring.branch;
  const [rights, flux, missingKinds, keys, checkout] = await Promise.all([
    reached ? rightsOf(api, wiring.namespace) : [],
    reached ? fluxOf(api, wiring.namespace) : noFlux(wiring.namespace),
    reached ? missing(api, needs.kinds) : [],
    reached ? keysOf(api, namedKeys(needs.keys, wiring)) : [],
    askCheckout(gitIn(root, gitPatience), { branch, url: known?.url ?? wiring.url }),
  ]);
  return {
    ...{ context, server, expectedContext: wiring.context, version, rights, flux, source, keys, checkout },
    sourceName: `${wiring.namespace}/${wiring.source}`,
    wantedBranch: wiring.branch,
    wantedUrl: wiring.url,
    missingKinds,
    kindCount: needs.kinds.length,
    folders: repository.tree && needs.folders,
    sealed: repository.sealed,
    stale: repository.stale,
    configProblems: repository.problems.filter(isError),
  };
}

function isError({ severity }: Problem): boolean {
  return severity === "error";
}

function asTrouble(error: unknown): Trouble {
  if (!isKubeError(error)) throw error;
  return { reason: error.reason, message: error.message };
}

/** What the server refuses to tell is as good as not there: the rights say so in their own line. */
async function orNothing<T>(asked: Promise<T>): Promise<T | undefined> {
  return asked.catch((error: unknown) => {
    if (!isKubeError(error)) throw error;
    return undefined;
  });
}

async function sourceOf(api: KubeApi, { namespace, source }: Wiring): Promise<PreflightFacts["source"]> {
  const asked = api.get(refTo(kinds.gitRepository, source, namespace));
  const object = await asked.catch((error: unknown) => {
    if (!isKubeError(error)) throw error;
    return error.reason === "forbidden" ? "hidden" : undefined;
  });
  if (!object || object === "hidden") return object;
  return {
    url: textOf(object.spec, "url") ?? "",
    branch: textOf(object.spec, "ref", "branch"),
    isSuspended: fieldOf(object.spec, "suspend") === true,
  };
}

const flux = { source: "source.toolkit.fluxcd.io", kustomize: "kustomize.toolkit.fluxcd.io" };

function wantedRights(namespace: string): readonly (Right & { what: string; isNeeded: boolean })[] {
  const gits = { group: flux.source, resource: "gitrepositories" };
  const parts = { group: flux.kustomize, resource: "kustomizations" };
  const releases = { group: "helm.toolkit.fluxcd.io", resource: "helmreleases" };
  const core = { group: "", isNeeded: false };
  return [
    { verb: "list", ...gits, what: "list GitRepositories", isNeeded: true },
    { verb: "watch", ...gits, what: "watch GitRepositories", isNeeded: true },
    { verb: "patch", ...gits, namespace, what: "annotate GitRepositories", isNeeded: true },
    { verb: "list", ...parts, what: "list Kustomizations", isNeeded: true },
    { verb: "watch", ...parts, what: "watch Kustomizations", isNeeded: true },
    { verb: "patch", ...parts, namespace, what: "annotate Kustomizations", isNeeded: true },
    { verb: "list", ...releases, what: "list HelmReleases", isNeeded: true },
    { verb: "watch", ...releases, what: "watch HelmReleases", isNeeded: true },
    { verb: "list", ...core, resource: "pods", what: "list pods" },
    { verb: "list", ...core, resource: "events", what: "list events" },
    { verb: "get", ...core, resource: "pods/log", what: "read logs" },
  ];
}

async function rightsOf(api: KubeApi, namespace: string): Promise<RightFacts[]> {
  return Promise.all(
    wantedRights(namespace).map(async ({ what, isNeeded, ...right }) => ({
      what,
      isNeeded,
      allowed: (await orNothing(api.mayI(right))) ?? false,
    })),
  );
}

function noFlux(namespace: string): FluxFacts {
  return { namespace, missingKinds: [], controllers: [], isAlive: false };
}

async function fluxOf(api: KubeApi, namespace: string): Promise<FluxFacts> {
  const wanted = [kinds.gitRepository, kinds.kustomization, kinds.helmRelease];
  const served = await Promise.all(wanted.map((kind) => orNothing(api.list(kind, {}))));
  const known = await Promise.all(wanted.map((kind) => serves(api, kind)));
  const missingKinds = wanted.filter((_kind, index) => known[index] === false).map(({ kind }) => kind);
  const sources = served[0]?.items ?? [];
  const deployments = await orNothing(api.list(kinds.deployment, { namespace }));
  const controllers = deployments?.items.filter(({ metadata: { name } }) =>
    /^(source|kustomize|helm)-controller$/.test(name),
  );
  const isAlive = sources.some(({ status }) => fieldOf(status, "observedGeneration") !== undefined);
  return { namespace, missingKinds, controllers: controllers?.map(controllerOf), isAlive };
}

function controllerOf({ metadata: { name }, spec, status }: KubeObject): ControllerFacts {
  const image = listOf(spec, "template", "spec", "containers").map((one) => textOf(one, "image") ?? "");
  const version = /:v?(\d+\.\d+\.\d+[^@]*)/.exec(
    image.find((one) => one.includes(name)) ?? image[0] ?? "",
  )?.[1];
  const ready = fieldOf(status, "readyReplicas");
  return { name, version, isReady: typeof ready === "number" && ready > 0 };
}

/** Undefined where we may not ask. */
async function serves(
  api: KubeApi,
  { apiVersion, kind }: { apiVersion: string; kind: string },
): Promise<boolean | undefined> {
  return (await orNothing(api.serves({ apiVersion, kind }))) ?? undefined;
}

async function missing(api: KubeApi, needed: readonly NeededKind[]): Promise<MissingKind[]> {
  const served = await Promise.all(needed.map((kind) => serves(api, kind)));
  return needed.filter((_kind, index) => served[index] === false);
}

/** Where no Kustomization names a Secret, kustomize-controller was told one, `sops-age` by custom. */
function namedKeys(
  named: readonly { namespace: string; secret: string }[],
  { namespace, keySecret }: Wiring,
) {
  return named.length > 0 ? named : [{ namespace, secret: keySecret ?? "sops-age" }];
}

async function keysOf(
  api: KubeApi,
  named: readonly { namespace: string; secret: string }[],
): Promise<DecryptionKey[]> {
  return Promise.all(named.map(async (key) => ({ ...key, publicKeys: await publicKeysOf(api, key) })));
}

/** The private key is read in memory and goes no further than its public key. */
async function publicKeysOf(
  api: KubeApi,
  { namespace, secret }: { namespace: string; secret: string },
): Promise<DecryptionKey["publicKeys"]> {
  try {
    const object = await api.get(refTo(kinds.secret, secret, namespace));
    if (!object) return undefined;
    const data = Object.entries((object.data ?? {}) as Readonly<Record<string, string>>);
    const texts = data.flatMap(([name, value]) =>
      name.endsWith(".agekey") ? [Buffer.from(value, "base64").toString("utf8")] : [],
    );
    const identities = texts.flatMap((text) => readIdentities(text, { name: secret }).value ?? []);
    return await Promise.all(identities.map((identity) => identity.publicKey()));
  } catch (error) {
    if (isKubeError(error)) return "hidden";
    throw error;
  }
}
