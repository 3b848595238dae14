import type { KubeApi, KubeError } from "../kubernetes/api.ts";
import { follow, type Sleep } from "../kubernetes/follow.ts";
import { type Kind, kinds } from "../kubernetes/kinds.ts";
import { keyOf } from "../kubernetes/object.ts";
import { decide, type Goal, type Verdict } from "./decide.ts";
import { emptyWorld, type Shelf, type World, withAll, withChange } from "./world.ts";

/** The annotation that makes Flux look at once. */
const requestedAt = "reconcile.fluxcd.io/requestedAt";
/** Milliseconds without an answer after which the API server counts as gone. */
const longSilence = 20_000;

export interface RunOptions {
  /** Milliseconds; how long to wait for everything to be ready. */
  readonly timeout: number;
  /** Goes on after everything is ready or has failed. */
  readonly watch: boolean;
  /** Ends the watching; the cluster goes on. */
  readonly signal: AbortSignal;
  readonly sleep: Sleep;
  readonly now: () => number;
  readonly silence?: number;
  /** Hears of every moment that differs from the one before. */
  readonly moment: (verdict: Verdict) => void;
}

/** How a run ended, and what was seen last. */
export interface Ending {
  readonly how: "ready" | "failed" | "timeout" | "interrupted" | "lost" | "refused";
  readonly verdict: Verdict;
  readonly error?: KubeError;
}

const shelves: readonly (readonly [Shelf, Kind])[] = [
  ["sources", kinds.gitRepository],
  ["kustomizations", kinds.kustomization],
  ["releases", kinds.helmRelease],
];

/** Asks Flux to reconcile and follows by watch until everything is ready, or cannot get ready by itself. */
export async function reconcile(api: KubeApi, goal: Goal, options: RunOptions): Promise<Ending> {
  const stop = new AbortController();
  const signal = AbortSignal.any([stop.signal, options.signal]);
  const seen = watchWorld(api, signal, options);
  try {
    return await untilOver(api, goal, seen, options);
  } finally {
    stop.abort();
    await seen.ended;
  }
}

interface Seen {
  world(): World;
  /** The failure and since when nothing was heard; undefined while the server answers. */
  silence(): { readonly error: KubeError; readonly since: number } | undefined;
  /** Resolves at the next change. */
  change(): Promise<void>;
  readonly ended: Promise<unknown>;
}

function watchWorld(api: KubeApi, signal: AbortSignal, { sleep, now }: RunOptions): Seen {
  let world = emptyWorld;
  const lost = new Map<Shelf, { error: KubeError; since: number }>();
  let wake = () => {};
  let changed = new Promise<void>((resolve) => {
    wake = resolve;
  });
  const tell = (next: World, shelf: Shelf) => {
    world = next;
    lost.delete(shelf);
    wake();
    changed = new Promise((resolve) => {
      wake = resolve;
    });
  };
  const listener = (shelf: Shelf) => ({
    all: (objects: Parameters<typeof withAll>[2]) => tell(withAll(world, shelf, objects), shelf),
    changed: (change: Parameters<typeof withChange>[2]) => tell(withChange(world, shelf, change), shelf),
    lost: (error: KubeError) => {
      // Without Helm's controller there are no releases to show.
      if (error.reason === "not-found" && shelf === "releases") return tell(withAll(world, shelf, []), shelf);
      lost.set(shelf, { error, since: lost.get(shelf)?.since ?? now() });
      wake();
    },
  });
  const ended = Promise.all(
    shelves.map(([shelf, kind]) => follow(api, kind, {}, listener(shelf), { signal, sleep })),
  );
  // A defect in one of them must end the run instead of hanging it.
  ended.catch(() => wake());
  return {
    world: () => world,
    silence: () => [...lost.values()].sort((a, b) => a.since - b.since)[0],
    change: () => Promise.race([changed, ended.then(() => {})]),
    ended,
  };
}

async function untilOver(api: KubeApi, goal: Goal, seen: Seen, options: RunOptions): Promise<Ending> {
  const { timeout, watch, signal, now, moment, silence = longSilence } = options;
  const end = now() + timeout;
  const asked = new Set<string>();
  let wanted = goal;
  for (;;) {
    const verdict = decide(seen.world(), wanted, asked);
    moment(verdict);
    // Once our commit was there, whoever watches follows what comes after it.
    if (watch && verdict.lines.length > 0) wanted = { ...goal, commit: undefined };
    if (signal.aborted) return { how: "interrupted", verdict };
    const quiet = seen.silence();
    if (quiet && isRefusal(quiet.error)) return { how: "refused", verdict, error: quiet.error };
    if (quiet && now() - quiet.since >= silence) return { how: "lost", verdict, error: quiet.error };
    const refused = quiet ? undefined : await askAll(api, goal, verdict, asked);
    if (refused && isRefusal(refused)) return { how: "refused", verdict, error: refused };
    if (!quiet && verdict.ask.length > 0 && !refused) continue;
    const { outcome } = verdict;
    if (outcome !== "going" && !watch && !quiet) return { how: outcome, verdict };
    if (now() >= end && !watch) return { how: "timeout", verdict };
    await changeOrClock(seen, options);
  }
}

function isRefusal({ reason }: KubeError): boolean {
  return (
    reason === "forbidden" || reason === "credentials" || reason === "certificate" || reason === "not-found"
  );
}

/** A look at the clock now and then: a time that is up makes no event. */
const tick = 500;

async function changeOrClock(seen: Seen, { sleep, signal }: RunOptions): Promise<void> {
  const awake = new AbortController();
  const clock = sleep(tick, AbortSignal.any([signal, awake.signal]));
  await Promise.race([seen.change(), clock]);
  awake.abort();
}

/** Sets the annotation on everything that is next; gives the failure of the first that was refused. */
async function askAll(
  api: KubeApi,
  { token }: Goal,
  { ask }: Verdict,
  asked: Set<string>,
): Promise<KubeError | undefined> {
  for (const ref of ask) {
    try {
      await api.annotate(ref, { [requestedAt]: token });
      asked.add(keyOf(ref));
    } catch (error) {
      // One that was pruned in the meantime is no failure.
      if ((error as KubeError).name !== "KubeError") throw error;
      if ((error as KubeError).reason !== "not-found") return error as KubeError;
      asked.add(keyOf(ref));
    }
  }
  return undefined;
}
