import type { KubeApi } from "../kubernetes/api.ts";
import { kinds } from "../kubernetes/kinds.ts";
import { conditionOf, type KubeObject } from "../kubernetes/object.ts";
import type { Problem } from "../problem.ts";
import { clean } from "../report/clean.ts";

export interface Clock {
  readonly now: () => Date;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** Milliseconds for the operator to install Flux, and between two looks. */
const patience = { whole: 300_000, look: 2000 };

/** The FluxInstance of the cluster, wherever it is: there can be one. */
export async function fluxInstanceOf(api: KubeApi): Promise<KubeObject | undefined> {
  return (await api.list(kinds.fluxInstance)).items[0];
}

/**
 * Waits until the operator has installed Flux and says that its controllers are ready. Gives the problem
 * `flux-not-installed`, with the operator's own words, when that takes more than five minutes.
 */
export async function untilFlux(api: KubeApi, { now, sleep }: Clock): Promise<Problem | undefined> {
  const end = now().getTime() + patience.whole;
  for (;;) {
    const instance = await fluxInstanceOf(api);
    const ready = instance && conditionOf(instance, "Ready");
    if (ready?.status === "True" && (await api.serves(kinds.kustomization))) return undefined;
    if (now().getTime() >= end) return notInstalled(instance, ready?.message);
    await sleep(patience.look);
  }
}

function notInstalled(instance: KubeObject | undefined, said: string | undefined): Problem {
  const namespace = instance?.metadata.namespace ?? "flux-system";
  const why = instance === undefined ? ": the FluxInstance is gone" : said ? `: ${clean(said)}` : "";
  return {
    code: "flux-not-installed",
    severity: "error",
    message: `Flux was not installed within ${patience.whole / 60_000} minutes${why}`,
    hint: `kubectl -n ${clean(namespace)} describe fluxinstance flux tells more; then run clusterloom bootstrap again`,
  };
}
