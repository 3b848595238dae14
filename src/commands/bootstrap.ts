import { join } from "node:path";
import { dirname } from "node:path/posix";
import { bootstrapObjects, fluxInstance, shownObject } from "../bootstrap/objects.ts";
import { problemsOf } from "../doctor/diagnosis.ts";
import type { Io } from "../io.ts";
import { isKubeError, type KubeApi } from "../kubernetes/api.ts";
import { kinds, refTo } from "../kubernetes/kinds.ts";
import { type KubeObject, refOf, shownRef } from "../kubernetes/object.ts";
import { bootstrapPreflight } from "../preflight/preflight.ts";
import { treeNeeds } from "../preflight/tree-needs.ts";
import { hasErrors, type Outcome, type Problem } from "../problem.ts";
import { reporterFor } from "../reconcile/reporter.ts";
import { clean } from "../report/clean.ts";
import { wrapAll } from "../report/wrap.ts";
import { ageKeysFor } from "./age-key-text.ts";
import { agreed, apiProblem, type ClusterOptions, wiringOf } from "./cluster.ts";
import type { Globals, Result, Run } from "./command.ts";
import { connectionOf } from "./connection.ts";
import { readText } from "./identities.ts";
import { gatherPreflight, type Wiring } from "./preflight-facts.ts";
import { type RepositoryTree, repositoryTree } from "./repository-tree.ts";
import { readSettings } from "./settings.ts";

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
  const connected = await connectionOf(io, options.context);
  if (!connected.value) return failed(connected.problems);
  const { api } = connected.value;
  try {
    const repository = await repositoryTree(globals, io);
    const facts = await gatherPreflight(connected.value, wiring, repository, globals.root, false);
    const { missingKinds } = facts.flux;
    if (missingKinds.length > 0 && (await api.serves(kinds.fluxInstance)))
      return await installFlux(api, wiring, options, io);
    const diagnoses = bootstrapPreflight(facts);
    const quiet = globals.quiet || globals.format !== "text";
    reporterFor(io, { format: "text", color: globals.color, quiet, mask: (text) => text }).checks(diagnoses);
    const found = problemsOf(diagnoses);
    if (hasErrors(found)) return { exitCode: 1, problems: found, problemsInText: !quiet };
    const objects = await objectsFor(wiring, repository, options, globals, io);
    if (!objects.value) return failed(objects.problems);
    const refused = await agreed(connected.value, wiring, options, io);
    return refused ? failed([refused]) : await applyAll(api, objects.value, options, io);
  } catch (error) {
    if (!isKubeError(error)) throw error;
    return failed([apiProblem(error)]);
  }
};

function wiredBy(wiring: Wiring, { url = wiring.url, branch = wiring.branch }: Options): Wiring {
  return { ...wiring, url, branch };
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

async function applyAll(
  api: KubeApi,
  objects: readonly KubeObject[],
  options: Options,
  io: Io,
): Promise<Result> {
  const verbs = await Promise.all(objects.map((object) => verbFor(api, object)));
  const lines = objects.map((object, index) => `${clean(shownObject(object, verbs[index] ?? ""))}\n`);
  const columns = io.terminal.stdout ? io.screen?.().columns : undefined;
  const shown = wrapAll(lines.join(""), { columns, indent: 8 });
  if (options.dryRun) return { exitCode: 0, problems: [], text: shown };
  if (!options.yes) {
    if (!io.ask) return { ...failed([unconfirmed]), text: shown };
    io.stderr(shown);
    const answer = await io.ask("apply this? [y/N] ");
    if (!/^y(es)?$/i.test(answer))
      return failed([{ ...unconfirmed, code: "declined", message: "nothing was done" }]);
  }
  const applied: string[] = [];
  for (const object of objects) {
    await api.apply(object, false);
    applied.push(shownRef(refOf(object)));
  }
  const text = options.yes ? shown : "";
  const talk = "the cluster follows the repository now\nnext: clusterloom reconcile\n";
  return { exitCode: 0, problems: [], text, talk, report: { applied } };
}

async function verbFor(api: KubeApi, object: KubeObject): Promise<string> {
  const there = await api.get(refOf(object));
  if (!there) return "create";
  const would = await api.apply(object, true);
  const content = ({ metadata: { labels, annotations }, spec, data }: KubeObject) =>
    JSON.stringify([labels, annotations, spec, data]);
  return content(there) === content(would) ? "keep" : "change";
}

const unconfirmed: Problem = {
  code: "not-confirmed",
  severity: "error",
  message: "nobody is here to confirm what would be applied",
  hint: "say --yes",
};

/** Milliseconds for the operator to install Flux, and between two looks. */
const patience = { whole: 300_000, look: 3000 };

/** Where Flux's operator runs and Flux does not: asks it for Flux, and waits until its kinds are served. */
async function installFlux(api: KubeApi, { namespace }: Wiring, options: Options, io: Io): Promise<Result> {
  const instance = fluxInstance(namespace);
  const first = await applyAll(api, [instance], options, io);
  if (first.exitCode !== 0 || options.dryRun) return first;
  io.stderr("Flux is being installed\n");
  const end = io.now().getTime() + patience.whole;
  while (io.now().getTime() < end) {
    if (await api.serves(kinds.kustomization)) {
      const text = `${first.text ?? ""}Flux is installed\n`;
      return { exitCode: 0, problems: [], text, talk: "next: run clusterloom bootstrap again\n" };
    }
    await new Promise((resolve) => setTimeout(resolve, patience.look));
  }
  const ready = await api.get(refTo(kinds.fluxInstance, "flux", namespace));
  const hint = `kubectl -n ${clean(namespace)} describe fluxinstance flux tells why`;
  const message = ready ? "Flux was not installed within 5 minutes" : "the FluxInstance is gone";
  return failed([{ code: "flux-not-installed", severity: "error", message, hint }]);
}
