import { conditionOf, fieldOf, type KubeObject, textOf } from "../kubernetes/object.ts";
import { shortRevisions } from "./revision.ts";

/** How far an object is, as Flux and kstatus tell it. */
export type Stage = "pending" | "progressing" | "waiting" | "ready" | "failed" | "suspended" | "removing";

/** An object's stage and why. */
export interface State {
  readonly stage: Stage;
  /** The reason and message of the condition that says so. */
  readonly reason: string;
  readonly message: string;
  /** When the condition came about. */
  readonly since?: string;
}

/** What a reconcile asks for. */
export interface Aim {
  /** What `reconcile.fluxcd.io/requestedAt` was set to; undefined where it was not asked yet. */
  readonly token?: string;
  /** The revision that must be there; undefined where any will do. */
  readonly revision?: string;
}

/** Failures that go by themselves while other things come up; Flux tries again. */
const transient =
  /no endpoints available for service|connection refused|connection reset|i\/o timeout|TLS handshake timeout|EOF$|etcdserver|the object has been modified|Source artifact not found, retrying/i;

/** The state of a Kustomization at a revision, after it was asked. */
export function kustomizationState(object: KubeObject, aim: Aim): State {
  const general = generalState(object, aim);
  const { revision } = aim;
  if (general.stage === "progressing") return { ...general, message: sinceWhen(general.message, revision) };
  if (general.stage !== "ready" && general.stage !== "failed") return general;
  const attempted =
    textOf(object.status, "lastAttemptedRevision") ?? textOf(object.status, "lastAppliedRevision");
  const isOld = revision !== undefined && attempted !== revision;
  if (general.stage === "ready") return isOld ? { ...general, stage: "pending" } : general;
  if (general.reason === "DependencyNotReady") return { ...general, stage: "waiting" };
  // A source that is not there was never attempted, so that its failure has no revision.
  if (isOld && general.reason !== "ArtifactFailed") return { ...general, stage: "pending" };
  return transient.test(general.message) ? { ...general, stage: "progressing" } : general;
}

/** What a Kustomization that applies an earlier commit says first; it takes up no other before that one is through. */
export const atEarlier = "still at an earlier commit";

function sinceWhen(message: string, wanted: string | undefined): string {
  const [, revision] = /\brevision (\S+)/.exec(message) ?? [];
  const short = shortRevisions(message);
  return revision === undefined || wanted === undefined || revision === wanted
    ? short
    : `${atEarlier}: ${short}`;
}

/** The state of a source; ready means that it was fetched since it was asked. */
export function sourceState(object: KubeObject, aim: Aim): State {
  const state = generalState(object, aim);
  const fetched = conditionOf(object, "FetchFailed");
  if (fetched?.status !== "True" || !isHandled(object, aim)) return state;
  const { reason = "", message = "" } = fetched;
  return { stage: "failed", reason, message };
}

/** The state of a HelmRelease. */
export function releaseState(object: KubeObject): State {
  const state = generalState(object, {});
  return state.stage === "failed" && state.reason === "DependencyNotReady"
    ? { ...state, stage: "waiting" }
    : state;
}

function generalState(object: KubeObject, aim: Aim): State {
  const { deletionTimestamp, generation } = object.metadata;
  if (deletionTimestamp !== undefined)
    return { stage: "removing", reason: "", message: "being deleted", since: deletionTimestamp };
  if (fieldOf(object.spec, "suspend") === true) return { stage: "suspended", reason: "", message: "" };
  const ready = conditionOf(object, "Ready");
  if (!ready) return { stage: "pending", reason: "", message: "" };
  const { status, reason = "", message = "", observedGeneration, lastTransitionTime } = ready;
  const told = { reason, message, ...(lastTransitionTime !== undefined && { since: lastTransitionTime }) };
  if (status === "Unknown") return { stage: "progressing", ...told, message: step(object) ?? message };
  if (!isHandled(object, aim)) return { ...told, stage: "pending", message: "" };
  const isStale = observedGeneration !== undefined && observedGeneration !== generation;
  if (isStale) return { stage: "pending", ...told };
  if (conditionOf(object, "Stalled")?.status === "True") return { stage: "failed", ...told };
  if (status === "True") return { stage: "ready", ...told };
  return { stage: "failed", ...told };
}

/** What Flux is at; its Ready condition only says that it is at something. */
function step(object: KubeObject): string | undefined {
  const reconciling = conditionOf(object, "Reconciling");
  return reconciling?.status === "True" && reconciling.message ? reconciling.message : undefined;
}

/** Flux writes back the token that it has acted upon. A later one of somebody else's, also a time, has replaced ours. */
function isHandled({ status }: KubeObject, { token }: Aim): boolean {
  if (token === undefined) return true;
  const handled = textOf(status, "lastHandledReconcileAt");
  return handled !== undefined && (handled === token || Date.parse(handled) >= Date.parse(token));
}
