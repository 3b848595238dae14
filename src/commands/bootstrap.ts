import { join } from "node:path";
import { dirname } from "node:path/posix";
import { fluxInstanceOf, untilFlux } from "../bootstrap/install-flux.ts";
import { bootstrapObjects, fluxInstance } from "../bootstrap/objects.ts";
import { judgeSourceSecret } from "../bootstrap/source-secret.ts";
import { judgeUrl } from "../bootstrap/url.ts";
import { type Diagnosis, problemsOf } from "../doctor/diagnosis.ts";
import type { Io } from "../io.ts";
import { isKubeError } from "../kubernetes/api.ts";
import { kinds } from "../kubernetes/kinds.ts";
import type { Connection } from "../kubernetes/kubeconfig.ts";
import type { KubeObject } from "../kubernetes/object.ts";
import type { PreflightFacts } from "../preflight/facts.ts";
import { bootstrapPreflight } from "../preflight/preflight.ts";
import { treeNeeds } from "../preflight/tree-needs.ts";
import { hasErrors, type Outcome, type Problem } from "../problem.ts";
import { reporterFor } from "../reconcile/reporter.ts";
import { ageKeysFor } from "./age-key-text.ts";
import { applyAll } from "./apply-shown.ts";
import { agreed, apiProblem, type ClusterOptions, notThatCluster, wiringOf } from "./cluster.ts";
import type { Globals, Result, Run } from "./command.ts";
import { connectionOf } from "./connection.ts";
import { readText } from "./identities.ts";
import { gatherPreflight, type Wiring } from "./preflight-facts.ts";
import { replacedKeys } from "./replaced-keys.ts";
import { type RepositoryTree, repositoryTree } from "./repository-tree.ts";
import { readSettings } from "./settings.ts";
import { sourceSecretOf } from "./source-secret-facts.ts";

interface Options extends ClusterOptions {
  readonly url?: string;
  readonly branch?: string;
  readonly sourceSecret?: string;
  readonly dryRun?: boolean;
}

/** Applies once what makes a cluster follow the repository; shown first, and confirmed. */
export const run: Run<Options> = async (options, globals, io) => {
  const settings = await readSettings(globals, io);
  if (!settings.variables) return { exitCode: 1, problems: settings.problems, ...settings.quoting };
  const wiring = wiredBy(wiringOf(settings.variables), options);
  if (wiring.url === undefined) return failed([noUrl]);
  const url = judgeUrl(wiring.url);
  if (url.status === "error") return failed(problemsOf([url]));
  const connected = await connectionOf(io, options.context);
  if (!connected.value) return failed(connected.problems);
  const other = notThatCluster(connected.value, wiring, options);
  if (other) return failed([other]);
  try {
    const repository = await repositoryTree(globals, io);
    return await wire({ connection: connected.value, wiring, repository, url, options, globals, io });
  } catch (error) {
    if (!isKubeError(error)) throw error;
    return failed([apiProblem(error)]);
  }
};

/** Everything that a bootstrap goes by. */
interface Task {
  readonly connection: Connection;
  readonly wiring: Wiring;
  readonly repository: RepositoryTree;
  /** What is to be said of the repository's URL. */
  readonly url: Diagnosis;
  readonly options: Options;
  readonly globals: Globals;
  readonly io: Io;
}

async function wire(task: Task): Promise<Result> {
  const { connection, wiring, repository, options, globals, io } = task;
  const gather = () => gatherPreflight(connection, wiring, repository, globals.root, false);
  const first = await gather();
  const needsFlux = first.flux.missingKinds.length > 0 && (await connection.api.serves(kinds.fluxInstance));
  if (!needsFlux) return wireTo(first, task);
  const early = problemsOf(bootstrapPreflight(first)).filter(
    ({ code, severity }) => severity === "error" && code !== "flux-missing",
  );
  if (early.length > 0) return failed(early);
  const refused = await agreed(connection, wiring, options, io);
  if (refused) return failed([refused]);
  const flux = await installFlux(task);
  if (flux.exitCode !== 0 || options.dryRun) return flux;
  const rest = await wireTo(await gather(), {
    ...task,
    options: { ...options, context: connection.context },
  });
  const applied = [flux, rest].flatMap(({ report }) => (report?.applied as readonly string[]) ?? []);
  return { ...rest, text: `${flux.text ?? ""}${rest.text ?? ""}`, report: { ...rest.report, applied } };
}

/** A cluster where Flux runs, or where the preflight says that it does not. */
async function wireTo(facts: PreflightFacts, task: Task): Promise<Result> {
  const { connection, wiring, repository, url, options, globals, io } = task;
  const secret = await sourceSecretOf(connection.api, wiring, options.sourceSecret);
  const places = facts.keys.map(({ namespace, secret: name }) => ({ namespace, secret: name }));
  const replaced = await replacedKeys(connection.api, places, repository.sealed);
  const diagnoses = [url, ...bootstrapPreflight(facts), ...judgeSourceSecret(secret), ...replaced];
  const quiet = globals.quiet || globals.format !== "text";
  reporterFor(io, { format: "text", color: globals.color, quiet, mask: (text) => text }).checks(diagnoses);
  const found = problemsOf(diagnoses);
  if (hasErrors(found)) return { exitCode: 1, problems: found, problemsInText: !quiet };
  const objects = await objectsFor(wiring, repository, options, globals, io);
  if (!objects.value) return failed(objects.problems);
  const refused = await agreed(connection, wiring, options, io);
  if (refused) return failed([refused]);
  const result = await applyAll(connection.api, objects.value, options, io);
  // In text they were told already, in their order.
  return { ...result, problems: [...(quiet ? found : []), ...result.problems] };
}

function wiredBy(wiring: Wiring, { url = wiring.url, branch = wiring.branch }: Options): Wiring {
  return { ...wiring, url: url?.trim() || undefined, branch: branch.trim() };
}

function failed(problems: readonly Problem[]): Result {
  return { exitCode: 1, problems };
}

const noUrl: Problem = {
  code: "url-missing",
  severity: "error",
  message: "nobody says which Git repository the cluster is to follow",
  hint: "set repository_url in cluster.yaml, or say --url",
};

const rootPath = "kubernetes/flux/cluster/ks.yaml";

async function objectsFor(
  { namespace, source, url = "", branch, keySecret }: Wiring,
  { tree, sealed }: RepositoryTree,
  { sourceSecret }: Options,
  globals: Globals,
  io: Io,
): Promise<Outcome<readonly KubeObject[]>> {
  const root = await readText(join(globals.root, rootPath));
  if (root === undefined) return { value: undefined, problems: [noRoot] };
  const keys = await ageKeysFor(new Set(sealed.flatMap(({ recipients }) => recipients)), globals, io);
  if (keys.value === undefined) return { value: undefined, problems: keys.problems };
  const files = new Map([...(tree?.files ?? [])].map(([path, { text }]) => [path, text]));
  const named = treeNeeds(new Map([...files, [rootPath, root]])).keys;
  const keyPlaces = named.length > 0 ? named : [{ namespace, secret: keySecret ?? "sops-age" }];
  const input = { namespace, source, url, branch, keyPlaces, ageKeys: keys.value, folder: dirname(rootPath) };
  return {
    value: bootstrapObjects({ ...input, ...(sourceSecret !== undefined && { sourceSecret }) }),
    problems: [],
  };
}

const noRoot: Problem = {
  code: "root-missing",
  severity: "error",
  message: `there is no ${rootPath}, with which a cluster begins`,
  hint: "run clusterloom configure; where another Flux Kustomization applies kubernetes/apps already, no bootstrap is needed",
};

/** Where Flux's operator runs and Flux does not: asks it for Flux, and waits until that runs. */
async function installFlux({ connection: { api }, wiring, options, globals, io }: Task): Promise<Result> {
  const isAsked = (await fluxInstanceOf(api)) !== undefined;
  const first = isAsked ? nothingToDo : await applyAll(api, [fluxInstance(wiring.namespace)], options, io);
  if (first.exitCode !== 0) return first;
  if (options.dryRun)
    return { ...first, talk: "with Flux installed, clusterloom bootstrap goes on and shows the rest\n" };
  if (!globals.quiet) io.stderr("Flux is being installed by its operator\n");
  const sleep = (milliseconds: number) => new Promise<void>((done) => setTimeout(done, milliseconds));
  const problem = await untilFlux(api, { now: io.now, sleep });
  return problem ? { ...first, ...failed([problem]) } : first;
}

const nothingToDo: Result = { exitCode: 0, problems: [] };
