import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { askAll, rowsOf } from "./cases.ts";
import { withCleanup } from "./cleanup.ts";
import type { Context, Row } from "./context.ts";
import { installCrds, readCrds } from "./crds.ts";
import { fluxTools, startFlux } from "./flux-controllers.ts";
import { serveGit } from "./git-server.ts";
import { gitWork } from "./git-work.ts";
import { apiServerTools, startApiServer } from "./kube-api-server.ts";
import { causeCases } from "./reconcile-causes.ts";
import { failureCases } from "./reconcile-failures.ts";
import { lifeCases } from "./reconcile-life.ts";
import { keepStandingIn, type ReconcileRig, standInControllers } from "./reconcile-rig.ts";
import { standInKinds } from "./stand-ins.ts";

export const name = "reconcile";

/** bootstrap and reconcile of the sample against the real API server and the real controllers of Flux. */
export async function run(context: Context): Promise<readonly Row[]> {
  const crds = await readCrds(context);
  const tools = await apiServerTools(context);
  const flux = await fluxTools(context);
  const version = `source ${flux.source.version}, kustomize ${flux.kustomize.version}`;
  const of = { counterpart: "reconcile", version };
  return rowsOf(of, () =>
    withCleanup(async (later) => {
      const server = await startApiServer(tools, later);
      const resources = await installCrds(server.ask, crds);
      const repositories = join(server.folder, "git");
      await mkdir(repositories);
      const git = await gitWork(repositories, "home.git");
      const url = `${await serveGit(repositories, later)}/home.git`;
      const controllers = await startFlux(flux, server, later);
      const rig: ReconcileRig = { server, resources, git, controllers, url, later, log: context.log };
      await standInControllers(rig, flux);
      keepStandingIn(rig);
      const row = await askAll(of, [...lifeCases(rig), ...causeCases(rig, context), ...failureCases(rig)]);
      context.log(`${row.passed} of ${row.cases}`);
      const reason = `stand-ins set the status of ${standInKinds.join(", ")}, and Deployments stand for Flux's own`;
      return [{ ...row, reason }];
    }),
  );
}
