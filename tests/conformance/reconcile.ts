import { askAll, rowsOf } from "./cases.ts";
import { withCleanup } from "./cleanup.ts";
import type { Context, Row } from "./context.ts";
import { causeCases } from "./reconcile-causes.ts";
import { failureCases } from "./reconcile-failures.ts";
import { lifeCases } from "./reconcile-life.ts";
import { fluxVersions, reconcileTools, startReconcileRig } from "./reconcile-start.ts";
import { watchedCases } from "./reconcile-watched.ts";
import { standInKinds } from "./stand-ins.ts";

export const name = "reconcile";

/** bootstrap and reconcile of the sample against the real API server and the real controllers of Flux. */
export async function run(context: Context): Promise<readonly Row[]> {
  const tools = await reconcileTools(context);
  const of = { counterpart: "reconcile", version: fluxVersions(tools) };
  return rowsOf(of, () =>
    withCleanup(async (later) => {
      const rig = await startReconcileRig(tools, context.log, later);
      const broken = [...causeCases(rig, context), ...failureCases(rig)];
      const row = await askAll(of, [...lifeCases(rig), ...broken, ...watchedCases(rig)]);
      context.log(`${row.passed} of ${row.cases}`);
      const reason = `stand-ins set the status of ${standInKinds.join(", ")}, and Deployments stand for Flux's own`;
      return [{ ...row, reason }];
    }),
  );
}
