import { bad, type Diagnosis, ok } from "../doctor/diagnosis.ts";
import { clean } from "../report/clean.ts";
import type { PreflightFacts, Trouble } from "./facts.ts";

/** Which cluster it is about, and whether it is the one that cluster.yaml names. */
export function context({ context, server, expectedContext }: PreflightFacts): Diagnosis[] {
  const named = `${clean(context)} at ${clean(server)}`;
  if (expectedContext === undefined || expectedContext === context)
    return [ok("context", `context ${named}`)];
  const message = `the context is ${named}, and cluster.yaml names ${clean(expectedContext)}`;
  const hint = `say --context ${clean(expectedContext)}, or change kubernetes_context in cluster.yaml`;
  return [bad("warning", "other-context", message, hint)];
}

/** The oldest and the newest version of Kubernetes for which Flux 2.9 and the operators are made. */
const range = { oldest: 34, newest: 36 };

/** Whether the API server answers, and is of a version that we know. */
export function server({ version }: PreflightFacts): Diagnosis[] {
  if (typeof version !== "string") return [unreachable(version)];
  const [, minor] = /^1\.(\d+)/.exec(version) ?? [];
  if (minor === undefined)
    return [
      bad(
        "warning",
        "kubernetes-unknown",
        `the API server answers, and calls its version ${clean(version)}`,
        `Kubernetes 1.${range.oldest} to 1.${range.newest} are known to work`,
      ),
    ];
  const found = Number(minor);
  if (found < range.oldest)
    return [
      bad(
        "error",
        "kubernetes-too-old",
        `Kubernetes ${clean(version)} is older than Flux 2.9 and CloudNativePG 1.30 support`,
        `upgrade to 1.${range.oldest} or newer`,
      ),
    ];
  if (found > range.newest)
    return [
      bad(
        "warning",
        "kubernetes-too-new",
        `Kubernetes ${clean(version)} is newer than what this was tried with`,
        `1.${range.oldest} to 1.${range.newest} are known to work`,
      ),
    ];
  return [ok("kubernetes", `Kubernetes ${clean(version)} answers`)];
}

const hints: Readonly<Record<string, string>> = {
  unreachable:
    "check that the cluster runs and that this machine reaches it (VPN, firewall, the kubeconfig's address)",
  certificate:
    "the kubeconfig is of another cluster or its certificate was renewed: fetch the kubeconfig again",
  credentials: "sign in again, or fetch a kubeconfig whose certificate or token has not run out",
  forbidden: "ask for a role that may read the kinds of Flux and annotate them",
};

/** One line for whatever kept the API server from answering. */
export function unreachable({ reason, message }: Trouble): Diagnosis {
  const code = `api-${reason}`;
  const hint = hints[reason] ?? "try kubectl get --raw /version with the same kubeconfig";
  return bad("error", code, `the API server does not answer: ${clean(message)}`, hint);
}

/** Whether we may do what is needed; what only a diagnosis needs is a warning. */
export function rights({ rights }: PreflightFacts): Diagnosis[] {
  const denied = rights.filter(({ allowed }) => !allowed);
  if (denied.length === 0) return [ok("rights", `${rights.length} rights are there`)];
  return [true, false].flatMap((isNeeded) => {
    const lacking = denied.filter((right) => right.isNeeded === isNeeded).map(({ what }) => what);
    if (lacking.length === 0) return [];
    const message = `you may not ${inFewWords(lacking)}`;
    const hint = isNeeded
      ? "ask for a role that allows it, or use another context"
      : "without these the reason of a failure may stay unknown";
    return [bad(isNeeded ? "error" : "warning", "rights-missing", message, hint)];
  });
}

/** `list Pods`, `watch Pods` and `list Jobs` as `list or watch Pods; list Jobs`: each object once. */
function inFewWords(rights: readonly string[]): string {
  const byObject = new Map<string, string[]>();
  for (const right of rights) {
    const [verb = "", ...object] = right.split(" ");
    byObject.set(object.join(" "), [...(byObject.get(object.join(" ")) ?? []), verb]);
  }
  const byVerbs = new Map<string, string[]>();
  for (const [object, verbs] of byObject) {
    const key = verbs.join(", ").replace(/, (\w+)$/, " or $1");
    byVerbs.set(key, [...(byVerbs.get(key) ?? []), object]);
  }
  return [...byVerbs].map(([verbs, objects]) => `${verbs} ${objects.join(", ")}`).join("; ");
}
