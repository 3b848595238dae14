import { askAll, rowsOf } from "./cases.ts";
import { makeCertificate } from "./certificate.ts";
import { withCleanup } from "./cleanup.ts";
import type { Context, Row } from "./context.ts";
import { chainCases } from "./platform-chain.ts";
import { postgresTools } from "./postgres-server.ts";
import { startProvider } from "./provider.ts";
import { pythonPrograms } from "./python.ts";
import { fluxVersions, reconcileTools, startReconcileRig } from "./reconcile-start.ts";
import { redisProgram } from "./redis-server.ts";
import { standInKinds } from "./stand-ins.ts";
import { webuiPython } from "./verify.ts";
import { kept } from "./verify-rig.ts";

export const name = "platform";

const reason =
  `stand-ins set the status of ${standInKinds.join(", ")}; Redis stands in for Dragonfly, a page for Headlamp, ` +
  "a few lines for kubelet and provider; no Gateway, so that routes are not asked";

/** From nothing to a platform that does what was asked, typed at a terminal, and a change on top. */
export async function run(context: Context): Promise<readonly Row[]> {
  const flux = await reconcileTools(context);
  const webui = await pythonPrograms(context, webuiPython);
  const litellm = await pythonPrograms(context);
  const { path: redis } = await redisProgram(context);
  const postgres = await postgresTools(context);
  const of = { counterpart: name, version: fluxVersions(flux) };
  return rowsOf(of, () =>
    withCleanup(async (later) => {
      const certificate = await makeCertificate(context);
      later(certificate.remove);
      const provider = await kept(startProvider(certificate), later);
      const rig = await startReconcileRig(flux, context.log, later);
      const tools = { webui, litellm, redis, postgres, certificate };
      const row = await askAll(of, chainCases({ rig, tools, provider }));
      context.log(`${row.passed} of ${row.cases}`);
      return [{ ...row, reason }];
    }),
  );
}
