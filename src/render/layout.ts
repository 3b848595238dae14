import type { App } from "../app.ts";
import type { Variables } from "../derive.ts";
import type { Files, RenderedFile } from "../files.ts";
import type { Outcome, Problem } from "../problem.ts";
import { outputOf } from "./compiled.ts";
import { appContext, appFolder, namespaceOf } from "./context.ts";
import { kustomizationsFor, kustomizationText, namespaceText } from "./kustomization.ts";

/** A template to render and where its output goes. */
export interface RenderJob {
  readonly template: string;
  readonly path: string;
  readonly context: Readonly<Record<string, unknown>>;
}

export type RenderAll = (jobs: readonly RenderJob[]) => Outcome<Files>;

/** What is already in the repository and not ours, as far as it decides what we write. */
export interface Neighbours {
  /** Namespaces that a manifest beside ours already declares. */
  readonly namespaces: ReadonlySet<string>;
  /** True when a Flux Kustomization beside ours already applies kubernetes/apps. */
  readonly root: boolean;
}

/** Entries of ours in a kustomization.yaml that may belong to a neighbour. */
export interface SharedEntries {
  readonly path: string;
  readonly entries: readonly string[];
  /** The whole file when nobody has made it yet; left out, the entries go in only where the file is there. */
  readonly skeleton?: (entries: readonly string[]) => string;
}

/** Everything that the repository should hold. */
export interface Tree {
  readonly files: Files;
  /** Paths that are written only where nothing of a neighbour's stands. */
  readonly seeds: ReadonlySet<string>;
  readonly shared: readonly SharedEntries[];
  /** Names of the apps that rendered something. */
  readonly apps: readonly string[];
}

const rootTemplate = "cluster/flux/cluster/ks.yaml.j2";
const rootPath = "kubernetes/flux/cluster/ks.yaml";
/** Without the folder Flux fails instead of pruning what the last app leaves in the cluster. */
const placeholder = {
  path: "kubernetes/apps/README.md",
  text: "Flux applies what lies in this folder; no app is on. Without the folder it could not prune the others.\n",
};

/** Renders every enabled app and the files around them. Pure. */
export function renderTree(
  variables: Variables,
  templates: readonly string[],
  neighbours: Neighbours,
  renderAll: RenderAll,
): Outcome<Tree> {
  const apps = variables.members.map(({ app }) => app).filter((app) => isActive(variables, app));
  const jobs = apps.flatMap((app) => jobsOf(variables, app, templates));
  if (!neighbours.root) jobs.push(rootJob(variables));
  const rendered = renderAll(jobs);
  if (!rendered.value) return { value: undefined, problems: rendered.problems };
  const problems: Problem[] = [...rendered.problems];
  return { value: assemble(variables, apps, rendered.value, neighbours), problems };
}

function isActive(variables: Variables, app: App<never>): boolean {
  return app.name !== "cluster" && variables.enabled(app.name);
}

function jobsOf(variables: Variables, app: App<never>, templates: readonly string[]): RenderJob[] {
  const prefix = `apps/${app.name}/`;
  const folder = appFolder(app.name, namespaceOf(variables, app));
  const context = { ...variables.all, app: appContext(variables, app) };
  return templates
    .filter((name) => name.startsWith(prefix) && name.endsWith(".j2") && outputOf(name) !== undefined)
    .map((name) => ({
      template: name,
      path: `${folder}/${name.slice(prefix.length, -".j2".length)}`,
      context,
    }));
}

function rootJob(variables: Variables): RenderJob {
  const cluster = variables.members[0]?.app;
  if (!cluster) throw new Error("no cluster among the members");
  const context = { ...variables.all, app: appContext(variables, cluster) };
  return { template: rootTemplate, path: rootPath, context };
}

function assemble(
  variables: Variables,
  apps: readonly App<never>[],
  rendered: Files,
  neighbours: Neighbours,
): Tree {
  const files = new Map<string, RenderedFile>(rendered);
  const seeds = new Set(rendered.has(rootPath) ? [rootPath] : []);
  const byNamespace = new Map<string, string[]>();
  const active: string[] = [];
  for (const app of apps) {
    const namespace = namespaceOf(variables, app);
    if (!rendered.has(`${appFolder(app.name, namespace)}/ks.yaml`)) continue;
    active.push(app.name);
    byNamespace.set(namespace, [...(byNamespace.get(namespace) ?? []), `./${app.name}/ks.yaml`]);
    addKustomizations(files, rendered, appFolder(app.name, namespace));
  }
  const shared = [...byNamespace].map(([namespace, entries]) =>
    namespaceFiles(files, seeds, namespace, entries, neighbours),
  );
  if (active.length > 0) shared.push(appsEntries([...byNamespace.keys()]));
  else if (rendered.has(rootPath)) files.set(placeholder.path, { text: placeholder.text });
  return { files, seeds, shared, apps: active };
}

function addKustomizations(files: Map<string, RenderedFile>, rendered: Files, folder: string): void {
  const below = [...rendered.keys()].filter((path) => path.startsWith(`${folder}/`));
  const manifests = below.filter((path) => path !== `${folder}/ks.yaml`);
  for (const [path, text] of kustomizationsFor(manifests)) files.set(path, { text });
}

function namespaceFiles(
  files: Map<string, RenderedFile>,
  seeds: Set<string>,
  namespace: string,
  apps: readonly string[],
  neighbours: Neighbours,
): SharedEntries {
  const folder = `kubernetes/apps/${namespace}`;
  const entries = [...apps].sort();
  if (!neighbours.namespaces.has(namespace)) {
    const path = `${folder}/namespace.yaml`;
    files.set(path, { text: namespaceText(namespace) });
    seeds.add(path);
    entries.unshift("./namespace.yaml");
  }
  return { path: `${folder}/kustomization.yaml`, entries, skeleton: kustomizationText };
}

/** Flux finds the folders below kubernetes/apps by itself, unless somebody has put a list there. */
function appsEntries(namespaces: readonly string[]): SharedEntries {
  const entries = namespaces.map((namespace) => `./${namespace}`).sort();
  return { path: "kubernetes/apps/kustomization.yaml", entries };
}
