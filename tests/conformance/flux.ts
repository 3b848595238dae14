import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { withCleanup } from "./cleanup.ts";
import type { Context, Row } from "./context.ts";
import { installCrds, readCrds } from "./crds.ts";
import { type Checks, compareWithCluster, goneFrom, snapshotOf, untouched } from "./flux-checks.ts";
import { fluxTools, startFlux } from "./flux-controllers.ts";
import { bootstrap, type FluxPlatform, initialise, mustApply, release, settled } from "./flux-platform.ts";
import { serveGit } from "./git-server.ts";
import { gitWork } from "./git-work.ts";
import { apiServerTools, startApiServer } from "./kube-api-server.ts";
import { standInKinds } from "./stand-ins.ts";

export const name = "flux";

/** One keeps its Kustomizations beside the controllers, one beside the apps. */
const goldens = ["full", "hardened"];

/** Lets the real controllers of Flux apply what configure writes, and take it away again. */
export async function run(context: Context): Promise<readonly Row[]> {
  const crds = await readCrds(context);
  const tools = await apiServerTools(context);
  const flux = await fluxTools(context);
  const version = `source ${flux.source.version}, kustomize ${flux.kustomize.version}`;
  const reason = `stand-ins set the status of ${standInKinds.join(", ")}`;
  const rows: Row[] = [];
  for (const golden of goldens) {
    const work = withCleanup(async (later) => {
      const server = await startApiServer(tools, later);
      const resources = await installCrds(server.ask, crds);
      const repositories = join(server.folder, "git");
      await mkdir(repositories);
      const git = await gitWork(repositories, "home.git");
      const url = `${await serveGit(repositories, later)}/home.git`;
      const controllers = await startFlux(flux, server, later);
      const platform = { server, resources, git, controllers };
      return lifeOf(platform, url, await readFile(join("tests/goldens", golden, "cluster.yaml"), "utf8"));
    });
    const checks = await work.catch(asFailure);
    const failures = checks.flatMap(({ failure }) => (failure === undefined ? [] : [failure]));
    const cases = checks.length;
    context.log(`${golden}: ${cases - failures.length} of ${cases}`);
    const counted = { cases, passed: cases - failures.length, skipped: 0, failures };
    rows.push({ counterpart: `flux, ${golden}`, version, reason, ...counted });
  }
  return rows;
}

/** The counterparts are there, so that whatever goes wrong is a disagreement and not a reason to skip. */
function asFailure(error: unknown): Checks {
  return [{ failure: error instanceof Error ? error.message : String(error) }];
}

const apps = ["litellm_enabled", "dragonfly_enabled", "cnpg_enabled"];

/** Everything on; then one app off; then it comes back; then all off. */
async function lifeOf(platform: FluxPlatform, url: string, config: string): Promise<Checks> {
  const { server, resources } = platform;
  await initialise(platform, config);
  const whole = await release(platform, (text) => text);
  await bootstrap(platform, url);
  await settled(platform, whole);
  const there = await compareWithCluster(platform, whole.objects);
  await mustApply(server.ask, resources, neighbour);
  const before = await snapshotOf(platform, [...whole.objects, { path: "neighbour", object: neighbour }]);
  const less = await release(platform, (text) => switched(text, ["litellm_enabled"], false));
  await settled(platform, less);
  const gone = [
    ...(await compareWithCluster(platform, less.objects)),
    ...(await goneFrom(platform, whole.objects, less.objects)),
    ...(await untouched(platform, before, whole.objects, less.objects)),
  ];
  const again = await release(platform, (text) => switched(text, ["litellm_enabled"], true));
  await settled(platform, again);
  const back = await compareWithCluster(platform, again.objects);
  const none = await release(platform, (text) => switched(text, apps, false));
  await settled(platform, none);
  return [...there, ...gone, ...back, ...(await goneFrom(platform, whole.objects, none.objects))];
}

/** Somebody else's, in a namespace of ours. */
const neighbour = {
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name: "neighbour", namespace: "ai-system" },
  data: { of: "somebody else" },
};

function switched(config: string, settings: readonly string[], value: boolean): string {
  return settings.reduce(
    (text, setting) => text.replace(new RegExp(`^${setting}:.*$`, "m"), `${setting}: ${value}`),
    config,
  );
}
