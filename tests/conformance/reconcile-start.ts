import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Later } from "./cleanup.ts";
import type { Context } from "./context.ts";
import { installCrds, readCrds } from "./crds.ts";
import { type FluxTools, fluxTools, startFlux } from "./flux-controllers.ts";
import { serveGit } from "./git-server.ts";
import { gitWork } from "./git-work.ts";
import { type ApiServerTools, apiServerTools, startApiServer } from "./kube-api-server.ts";
import type { KubeObject } from "./kube-object.ts";
import { scriptProgram } from "./pseudo-terminal.ts";
import { keepStandingIn, type ReconcileRig, standInControllers } from "./reconcile-rig.ts";

/** What a cluster that reconciles, and somebody at a terminal before it, is made of. */
export interface ReconcileTools {
  readonly crds: readonly KubeObject[];
  readonly apiServer: ApiServerTools;
  readonly flux: FluxTools;
  readonly script: string;
}

/** Finds or builds them. Throws with the reason when one cannot be had. */
export async function reconcileTools(context: Context): Promise<ReconcileTools> {
  const crds = await readCrds(context);
  const apiServer = await apiServerTools(context);
  return { crds, apiServer, flux: await fluxTools(context), script: await scriptProgram(context) };
}

/** For the table: `source v1.9.3, kustomize v1.9.5`. */
export function fluxVersions({ flux: { source, kustomize } }: ReconcileTools): string {
  return `source ${source.version}, kustomize ${kustomize.version}`;
}

/** A cluster in which Flux runs, beside a repository that nobody has told it of. */
export async function startReconcileRig(
  { crds, apiServer, flux, script }: ReconcileTools,
  log: (line: string) => void,
  later: Later,
): Promise<ReconcileRig> {
  const server = await startApiServer(apiServer, later);
  const resources = await installCrds(server.ask, crds);
  const repositories = join(server.folder, "git");
  await mkdir(repositories);
  const git = await gitWork(repositories, "home.git");
  const url = `${await serveGit(repositories, later)}/home.git`;
  const controllers = await startFlux(flux, server, later);
  const rig: ReconcileRig = { server, resources, git, controllers, url, script, later, log };
  await standInControllers(rig, flux);
  keepStandingIn(rig);
  return rig;
}
