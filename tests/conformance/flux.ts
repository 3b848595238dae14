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

const golden = "tests/goldens/full/cluster.yaml";

/** Lets the real controllers of Flux apply what configure writes, and take it away again. */
export async function run(context: Context): Promise<readonly Row[]> {
  const [tools, crds] = [await apiServerTools(context), await readCrds(context)];
  const flux = await fluxTools(context);
  const version = `source ${flux.source.version}, kustomize ${flux.kustomize.version}`;
  const checks = await withCleanup(async (later) => {
    const server = await startApiServer(tools, later);
    const resources = await installCrds(server.ask, crds);
    const repositories = join(server.folder, "git");
    await mkdir(repositories);
    const git = await gitWork(repositories, "home.git");
    const url = `${await serveGit(repositories, later)}/home.git`;
    const controllers = await startFlux(flux, server, later);
    return lifeOf({ server, resources, git, controllers }, url, context);
  });
  const failures = checks.flatMap(({ failure }) => (failure === undefined ? [] : [failure]));
  const passed = checks.length - failures.length;
  const reason = `stand-ins set the status of ${standInKinds.join(", ")}`;
  return [{ counterpart: "flux", version, cases: checks.length, passed, skipped: 0, reason, failures }];
}

/** Everything on; then one app off; then it comes back; then all off. */
async function lifeOf(platform: FluxPlatform, url: string, context: Context): Promise<Checks> {
  const checks: { failure?: string }[] = [];
  await initialise(platform, await readFile(golden, "utf8"));
  const whole = await release(platform, (config) => config);
  await bootstrap(platform, url);
  await settled(platform, whole.revision, whole.objects);
  checks.push(...(await compareWithCluster(platform, whole.objects)));
  context.log(`${whole.objects.length} objects are there`);
  await mustApply(platform.server.ask, platform.resources, neighbour);
  const before = await snapshotOf(platform, [...whole.objects, { path: "neighbour", object: neighbour }]);
  const less = await release(platform, (config) => set(config, "litellm_enabled", false));
  await settled(platform, less.revision, less.objects);
  checks.push(...(await compareWithCluster(platform, less.objects)));
  checks.push(...(await goneFrom(platform, whole.objects, less.objects)));
  checks.push(...(await untouched(platform, before, whole.objects, less.objects)));
  context.log("an app is gone");
  const again = await release(platform, (config) => set(config, "litellm_enabled", true));
  await settled(platform, again.revision, again.objects);
  checks.push(...(await compareWithCluster(platform, again.objects)));
  context.log("it is back");
  const none = await release(platform, (config) =>
    set(set(set(config, "litellm_enabled", false), "dragonfly_enabled", false), "cnpg_enabled", false),
  );
  context.log(none.objects.map((o) => o.path).join());
  await settled(platform, none.revision, none.objects);
  checks.push(...(await goneFrom(platform, whole.objects, none.objects)));
  return checks;
}

/** Somebody else's, in a namespace of ours. */
const neighbour = {
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name: "neighbour", namespace: "ai-system" },
  data: { of: "somebody else" },
};

function set(config: string, setting: string, value: boolean): string {
  return config.replace(new RegExp(`^${setting}:.*$`, "m"), `${setting}: ${value}`);
}
