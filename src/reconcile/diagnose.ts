import { isKubeError, type KubeApi } from "../kubernetes/api.ts";
import { kinds } from "../kubernetes/kinds.ts";
import {
  conditionsOf,
  fieldOf,
  type KubeObject,
  keyOf,
  listOf,
  type Ref,
  shownRef,
  textOf,
} from "../kubernetes/object.ts";
import { shortened } from "../report/wrap.ts";
import { type Cause, causeOf } from "./causes.ts";
import type { Line } from "./decide.ts";
import { isHealthy, mayWait } from "./health.ts";
import { inventoryOf } from "./kustomization.ts";
import { namedObjects } from "./named-objects.ts";
import { type PodTrouble, podsOf, podTrouble } from "./pods.ts";

/** Why something is not ready: from what Flux says down to the object that is the matter. */
export interface Finding {
  /** What Flux says is not ready. */
  readonly ref: Ref;
  /** The objects on the way down, the one that is the matter last. */
  readonly objects: readonly Ref[];
  /** What each of them says, from the symptom to the reason; one line each, secrets hidden. */
  readonly trail: readonly string[];
  /** The last lines of the log that tells the reason; none where no container has one. */
  readonly log: readonly string[];
  readonly cause: Cause | undefined;
  /** The stage that brought it here: one that failed, or one that never came to an end. */
  readonly stage: Line["state"]["stage"];
}

/** How a finding reads the cluster, and hides what nobody may see. */
export interface Reading {
  readonly api: KubeApi;
  readonly mask: (text: string) => string;
}

/** Longer messages hold whole objects; their beginning and end say enough. */
const longest = 600;
/** More would push the reason off the screen. */
const most = { objects: 3, events: 3, lines: 8 };

/** Goes from a line that is not ready down to the reason. What cannot be read is passed over. */
export async function diagnose(line: Line, reading: Reading): Promise<Finding> {
  const trail: string[] = [`${shownRef(line.ref)}: ${saidOf(line.state.reason, line.state.message)}`];
  const object = await orNothing(reading.api.get(line.ref));
  const deeper = object ? await suspects(object, line, reading) : [];
  const found: Descent[] = [];
  for (const suspect of deeper.slice(0, most.objects)) found.push(await descend(suspect, reading));
  const worst = found.find(({ cause }) => cause !== undefined) ?? found.find(({ lines }) => lines.length > 0);
  const seen = [...trail, ...(worst?.lines ?? [])];
  const own = causeOf([line.state.message, line.state.reason]);
  const isSpecial = own !== undefined && !general.has(own.code);
  const cause = isSpecial ? own : (worst?.cause ?? own);
  const { mask } = reading;
  return {
    ref: line.ref,
    objects: [line.ref, ...(worst?.objects ?? [])],
    trail: seen.map((text) => short(mask(text))),
    log: (worst?.log ?? []).map((text) => short(mask(text))),
    cause,
    stage: line.state.stage,
  };
}

/** Causes that only say that something below is not well. */
const general = new Set(["health-check-failed", "helm-failed", "crash-loop", "earlier-commit"]);

/** For an object that no controller has said anything about. */
export const noStatus = "has no status yet";

function saidOf(reason: string, message: string): string {
  const said = [reason, message].filter((text) => text !== "").join(": ");
  return said === "" ? noStatus : said;
}

/** In one line; what SOPS says stands in a box of its own. */
function short(text: string): string {
  const line = text.trim().replaceAll(/\s*\n\s*(?:- )?\|\s*/g, " ");
  return shortened(line.replaceAll(/(?<![,;:.])\s*\n\s*/g, "; ").replaceAll(/\s*\n\s*/g, " "), longest);
}

/** The objects that the message names; else those that a health check waits for and are not ready. */
async function suspects(object: KubeObject, line: Line, { api }: Reading): Promise<readonly KubeObject[]> {
  const releases = line.below.filter(({ state }) => state.stage !== "ready").map(({ ref }) => ref);
  const inventory = inventoryOf(object);
  const checked = listOf(object.spec, "healthChecks").map((each) => each as Ref);
  const known = [...releases, ...checked, ...inventory];
  const named = namedObjects(line.state.message).flatMap((name) => {
    const match = known.find(
      (ref) =>
        ref.kind === name.kind && ref.name === name.name && (ref.namespace ?? "") === (name.namespace ?? ""),
    );
    return match ? [match] : [];
  });
  const isWaiting = line.state.stage === "progressing" || line.state.stage === "ready";
  const all =
    named.length > 0 ? named : isWaiting ? [...releases, ...checked, ...inventory.filter(mayWait)] : releases;
  const refs = [...new Map(all.map((ref) => [keyOf(ref), ref])).values()];
  const there = await Promise.all(refs.map((ref) => orNothing(api.get(ref))));
  return there.flatMap((found) => (found && !isHealthy(found) ? [found] : []));
}

interface Descent {
  readonly objects: readonly Ref[];
  readonly lines: readonly string[];
  readonly log: readonly string[];
  readonly cause: Cause | undefined;
}

async function descend(object: KubeObject, reading: Reading): Promise<Descent> {
  const ref = { ...object.metadata, apiVersion: object.apiVersion, kind: object.kind } as Ref;
  const [events, pods] = await Promise.all([warnings(ref, reading), orNothing(podsOf(reading.api, object))]);
  const trouble = (pods ?? []).map(podTrouble).find((one) => one !== undefined);
  const below = trouble ? await podDescent(trouble, reading) : undefined;
  const own = [...conditionLines(object), ...events.map((event) => `${shownRef(ref)}: ${event}`)];
  const lines = [...own, ...(below?.lines ?? [])];
  const deepest = causeOf([...(below?.lines ?? []), ...(below?.log ?? [])]);
  const isSpecial = deepest !== undefined && !general.has(deepest.code);
  const cause = isSpecial ? deepest : (causeOf(own) ?? deepest);
  return { objects: [ref, ...(below ? below.objects : [])], lines, log: below?.log ?? [], cause };
}

function conditionLines(object: KubeObject): string[] {
  const bad = conditionsOf(object).filter(({ type, status }) =>
    /^(Failed|Stalled|ReplicaFailure)$/.test(type)
      ? status === "True"
      : status !== "True" && /^(Ready|Available|Complete|Released)$/.test(type),
  );
  const ref = { kind: object.kind, ...object.metadata };
  const told = bad.map(({ reason = "", message = "" }) => `${shownRef(ref)}: ${saidOf(reason, message)}`);
  const phase = textOf(object.status, "phase");
  const why = textOf(object.status, "phaseReason") ?? textOf(object.status, "message");
  const said = phase === undefined ? why : `${phase}${why === undefined ? "" : `: ${why}`}`;
  return told.length > 0 ? [...new Set(told)] : [`${shownRef(ref)}: ${said ?? replicasOf(object)}`];
}

/** For what has no condition: a workload that nobody runs has not even a status. */
function replicasOf({ kind, spec, status }: KubeObject): string {
  if (kind !== "Deployment" && kind !== "StatefulSet") return noStatus;
  const [ready, wanted] = [fieldOf(status, "readyReplicas") ?? 0, fieldOf(spec, "replicas") ?? 1];
  return `${String(ready)} of ${String(wanted)} replicas are ready`;
}

async function podDescent(trouble: PodTrouble, reading: Reading): Promise<Omit<Descent, "cause">> {
  const { pod, namespace, container, reason, message } = trouble;
  const ref: Ref = { apiVersion: "v1", kind: "Pod", name: pod, namespace };
  const where = container === undefined ? shownRef(ref) : `${shownRef(ref)}, container ${container}`;
  const [events, log, claims] = await Promise.all([
    warnings(ref, reading),
    lastLines(trouble, reading),
    /PersistentVolumeClaim/.test(message) ? unboundClaims(namespace, reading) : [],
  ]);
  const lines = [
    `${where}: ${saidOf(reason, message)}`,
    ...events.map((event) => `${shownRef(ref)}: ${event}`),
  ];
  return { objects: [ref], lines: [...lines, ...claims], log };
}

async function lastLines(trouble: PodTrouble, { api }: Reading): Promise<readonly string[]> {
  const { log, pod, namespace, container } = trouble;
  if (log === undefined || container === undefined) return [];
  const request = { namespace, pod, container, lines: most.lines * 4, previous: log === "previous" };
  const text = (await orNothing(api.log(request))) ?? "";
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "");
  return lines.slice(-most.lines);
}

async function unboundClaims(namespace: string, reading: Reading): Promise<readonly string[]> {
  const list = await orNothing(reading.api.list(kinds.claim, { namespace }));
  const pending = (list?.items ?? []).filter(({ status }) => status?.phase === "Pending");
  const told = await Promise.all(
    pending.slice(0, most.objects).map(async ({ metadata: { name }, spec }) => {
      const ref: Ref = { apiVersion: "v1", kind: "PersistentVolumeClaim", name, namespace };
      const wanted = textOf(spec, "storageClassName") ?? "the default class";
      const events = await warnings(ref, reading);
      return [
        `${shownRef(ref)}: Pending, wants ${wanted}`,
        ...events.map((event) => `${shownRef(ref)}: ${event}`),
      ];
    }),
  );
  return told.flat();
}

/** What the cluster warned of about an object, the newest last. */
async function warnings({ kind, name, namespace }: Ref, { api }: Reading): Promise<readonly string[]> {
  if (namespace === undefined) return [];
  const fields = `involvedObject.kind=${kind},involvedObject.name=${name},type=Warning`;
  const list = await orNothing(api.list(kinds.event, { namespace, fields }));
  const told = (list?.items ?? []).map((event) => ({
    at:
      textOf(event, "lastTimestamp") ?? textOf(event, "eventTime") ?? event.metadata.creationTimestamp ?? "",
    text: saidOf(textOf(event, "reason") ?? "", textOf(event, "message") ?? ""),
  }));
  told.sort((a, b) => (a.at < b.at ? -1 : 1));
  return [...new Set(told.map(({ text }) => text))].slice(-most.events);
}

/** Without the right to read something, a diagnosis is shorter, and no failure of its own. */
async function orNothing<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (isKubeError(error)) return undefined;
    throw error;
  }
}
