import { apply, refusal } from "./apply.ts";
import { type Later, withCleanup } from "./cleanup.ts";
import { type Configuration, writtenConfigurations } from "./configurations.ts";
import type { Context, Row } from "./context.ts";
import { installCrds, readCrds } from "./crds.ts";
import { type ApiServer, type ApiServerTools, apiServerTools, startApiServer } from "./kube-api-server.ts";
import { type KubeClient, reasonOf } from "./kube-client.ts";
import type { KubeObject } from "./kube-object.ts";
import { isNamespaced, type Resources } from "./kube-resources.ts";
import { type Placed, placedObjects } from "./placed.ts";
import { randomConfigurations } from "./random-configurations.ts";
import { releasePods, withDoubledVariable } from "./release-pods.ts";
import { renderConfig } from "./rendered.ts";

export const name = "api-server";

const seed = 20261121;
const generated = 200;

/** Where our check is stricter than any server, on purpose: such a configuration has nothing to ask about. */
const stricter = new Set(["live-substitution"]);

/** Asks a real API server about every object of every golden and of 200 random configurations. */
export async function run(context: Context): Promise<readonly Row[]> {
  const crds = await readCrds(context);
  const tools = await apiServerTools(context);
  const { version } = tools;
  try {
    return [await withCleanup((later) => askEverything(context, tools, crds, later))];
  } catch (error) {
    // The counterpart is there, so that whatever goes wrong is no reason to skip.
    const failures = [error instanceof Error ? error.message : String(error)];
    return [{ counterpart: "kube-apiserver", version, cases: 1, passed: 0, skipped: 0, failures }];
  }
}

async function askEverything(
  context: Context,
  tools: ApiServerTools,
  crds: readonly KubeObject[],
  later: Later,
): Promise<Row> {
  const server = await startApiServer(tools, later);
  const resources = await installCrds(server.ask, crds);
  const written = await writtenConfigurations();
  const random = randomConfigurations(seed, generated).map(
    (text, index): Configuration => ({ name: `random configuration ${index}`, text }),
  );
  const asked = [...written, ...random].map((configuration) => objectsOf(configuration, resources));
  const rendered = distinct(asked.flatMap((one) => one.objects));
  const pods = distinct(releasePods(rendered));
  const objects = [...rendered, ...pods];
  const refused = await askAbout(server, resources, objects, context);
  const control = await refusesDoubledVariable(server, resources, pods);
  const failures = [...asked.flatMap((one) => one.failures), ...refused, ...control];
  const cases = objects.length + asked.length + 1;
  const reason =
    `${rendered.length} objects of ${written.length} written and ${random.length} random configurations, ` +
    `and ${pods.length} Deployments that their HelmReleases become`;
  const row = { counterpart: "kube-apiserver", version: tools.version, cases, skipped: 0, reason };
  return { ...row, passed: cases - failures.length, failures };
}

/** Server-side apply fails where a name stands twice in an environment; here on purpose, so that the rest is proof. */
async function refusesDoubledVariable(
  { ask }: ApiServer,
  resources: Resources,
  pods: readonly Placed[],
): Promise<string[]> {
  const doubled = withDoubledVariable(pods);
  if (!doubled) return ["no HelmRelease has an environment"];
  const { reason = "nothing" } = await refusal(ask, resources, doubled);
  return /duplicate/i.test(reason) ? [] : [`a variable that stands twice: ${reason}`];
}

interface Asked {
  readonly objects: readonly Placed[];
  readonly failures: readonly string[];
}

/** A configuration that is valid by our schema and rules must come through the rest of the line, too. */
export function objectsOf({ name, text }: Configuration, resources: Resources): Asked {
  const { value: files, problems } = renderConfig(name, text);
  const known = (object: KubeObject) => isNamespaced(resources, object) === true;
  if (files) return { objects: placedObjects(files, known), failures: [] };
  const unexpected = problems.filter(({ severity, code }) => severity === "error" && !stricter.has(code));
  const [first] = unexpected;
  const place = first?.at ? `${first.at.file}:${first.at.line}: ` : "";
  return { objects: [], failures: first ? [`${name}: ${place}${first.code}: ${first.message}`] : [] };
}

export function distinct(objects: readonly Placed[]): Placed[] {
  return [...new Map(objects.map((placed) => [JSON.stringify(placed.object), placed])).values()];
}

async function askAbout(
  { ask }: ApiServer,
  resources: Resources,
  objects: readonly Placed[],
  context: Context,
): Promise<string[]> {
  await makeNamespaces(ask, resources, objects);
  const warnings = new Set<string>();
  const verdicts = await Promise.all(
    objects.map(async ({ path, object }) => {
      const verdict = await refusal(ask, resources, object);
      for (const warning of verdict.warnings) warnings.add(`${object.kind}: ${warning}`);
      return verdict.reason === undefined ? [] : [`${path}: ${verdict.reason}`];
    }),
  );
  for (const warning of warnings) context.log(`the server warns: ${warning}`);
  return verdicts.flat();
}

/** Even a dry run wants the namespace to be there. */
export async function makeNamespaces(
  ask: KubeClient,
  resources: Resources,
  objects: readonly Placed[],
): Promise<void> {
  const names = new Set(objects.flatMap(({ object }) => object.metadata.namespace ?? []));
  const answers = await Promise.all(
    [...names].map((name) =>
      apply(ask, resources, { apiVersion: "v1", kind: "Namespace", metadata: { name } }),
    ),
  );
  const failed = answers.find(({ status }) => status >= 300);
  if (failed) throw new Error(`a namespace was refused: ${reasonOf(failed)}`);
}
