import { type KubeObject, keyOf, type Ref, refOf, textOf } from "../kubernetes/object.ts";
import type { Problem } from "../problem.ts";
import { followers, follows } from "./followers.ts";
import { appOf, inventoryOf, isKustomization, pathOf } from "./kustomization.ts";
import { outcomeOf } from "./outcome.ts";
import { planOf, type Step } from "./plan.ts";
import { shortRevisions } from "./revision.ts";
import { kustomizationState, releaseState, type State, sourceState } from "./state.ts";
import type { World } from "./world.ts";

/** What a run wants of the cluster. */
export interface Goal {
  readonly source: Ref;
  /** The commit that the source must have; undefined where nobody knows it. */
  readonly commit: string | undefined;
  /** Names of apps; none for all. */
  readonly apps: readonly string[];
  /** Folders that Kustomizations of ours apply, without `./`; undefined where the tree is not known. */
  readonly ours?: ReadonlySet<string>;
  /** What `reconcile.fluxcd.io/requestedAt` is set to. */
  readonly token: string;
}

/** One line of the picture: an object, its state, and what stands below it. */
export interface Line {
  readonly key: string;
  readonly ref: Ref;
  readonly state: State;
  /** Keys of what it waits for. */
  readonly on: readonly string[];
  readonly below: readonly Line[];
  /** True for a neighbour's that is suspended, which somebody meant. */
  readonly aside?: boolean;
}

/** What a moment means. */
export interface Verdict {
  readonly source: Line | undefined;
  readonly lines: readonly Line[];
  /** The revision that everything must have; undefined until the source has been fetched. */
  readonly revision: string | undefined;
  /** What is to be asked now. */
  readonly ask: readonly Ref[];
  readonly outcome: "going" | "ready" | "failed";
  readonly problems: readonly Problem[];
}

/** Looks at a moment: what to ask next, and whether it is over. Pure; `asked` holds keys of what was asked before. */
export function decide(world: World, goal: Goal, asked: ReadonlySet<string>): Verdict {
  const sourceKey = keyOf(goal.source);
  const source = world.sources?.get(sourceKey);
  const nothing = { source: undefined, lines: [], revision: undefined, ask: [], problems: [] };
  if (!world.sources || !world.kustomizations) return { ...nothing, outcome: "going" };
  if (!source) return { ...nothing, outcome: "failed", problems: [noSource(goal.source)] };
  const aim = asked.has(sourceKey) ? { token: goal.token } : {};
  const state = sourceState(source, aim);
  const line: Line = { key: sourceKey, ref: refOf(source), state, on: [], below: [] };
  const ask = asked.has(sourceKey) ? [] : [goal.source];
  if (ask.length > 0 || state.stage !== "ready")
    return { ...nothing, source: line, ask, outcome: isOver(state) ? "failed" : "going" };
  const revision = textOf(source.status, "artifact", "revision");
  const wrong = otherCommit(revision, goal.commit);
  if (wrong) return { ...nothing, source: line, revision, outcome: "failed", problems: [wrong] };
  return { source: line, revision, ...judge(world, goal, asked, revision) };
}

function isOver({ stage }: State): boolean {
  return stage === "failed" || stage === "suspended";
}

type Judgement = Pick<Verdict, "lines" | "ask" | "outcome" | "problems">;

function judge(
  world: World,
  goal: Goal,
  asked: ReadonlySet<string>,
  revision: string | undefined,
): Judgement {
  const ours = followers(world, goal.source);
  const plan = planOf(ours, goal.apps);
  if (!plan.value) return judgeRoots(world, { ...goal, apps: [] }, asked, revision, plan.problems);
  if (plan.value.length === 0)
    return { lines: [], ask: [], outcome: "failed", problems: [nothingFollows(goal)] };
  return judgePlan(plan.value, world, goal, asked, revision);
}

/** An app that nobody knows may be one that this revision brings: what applies apps must be through first. */
function judgeRoots(
  world: World,
  goal: Goal,
  asked: ReadonlySet<string>,
  revision: string | undefined,
  problems: readonly Problem[],
): Judgement {
  const roots = new Map(
    [...followers(world, goal.source)].filter(
      ([, object]) => appOf(object) === undefined && follows(object, goal.source),
    ),
  );
  const steps = planOf(roots, []).value ?? [];
  const judged = judgePlan(steps, world, goal, asked, revision);
  return judged.outcome === "ready" ? { lines: [], ask: [], outcome: "failed", problems } : judged;
}

function judgePlan(
  steps: readonly Step[],
  world: World,
  goal: Goal,
  asked: ReadonlySet<string>,
  revision: string | undefined,
): Judgement {
  const all = world.kustomizations ?? new Map<string, KubeObject>();
  const lines = linesOf(steps, { world, all, goal, asked, revision });
  const ask = steps.filter((step) => isNext(step, lines, asked)).map(({ object }) => refOf(object));
  const expected = goal.apps.length === 0 ? missingChildren(steps, all) : [];
  const told = [...lines.values(), ...expected];
  return { lines: told, ask, outcome: outcomeOf(told, ask), problems: [] };
}

interface Moment {
  readonly world: World;
  readonly all: ReadonlyMap<string, KubeObject>;
  readonly goal: Goal;
  readonly asked: ReadonlySet<string>;
  readonly revision: string | undefined;
}

function linesOf(steps: readonly Step[], moment: Moment): Map<string, Line> {
  const { asked, goal, revision, world } = moment;
  const lines = new Map<string, Line>();
  for (const { key, object, after } of steps) {
    const aim = {
      ...(asked.has(key) && { token: goal.token }),
      ...(revision !== undefined && follows(object, goal.source) && { revision }),
    };
    const state = kustomizationState(object, aim);
    const on = after.filter((need) => !isReady(need, lines, moment));
    const isHeld = on.length > 0 && (state.stage === "pending" || state.stage === "waiting");
    const held: State = isHeld ? { ...state, stage: "waiting" } : state;
    const below = releasesOf(object, world);
    const aside = held.stage === "suspended" && isNeighbour(object, goal);
    lines.set(key, { key, ref: refOf(object), state: held, on, below, ...(aside && { aside }) });
  }
  return lines;
}

function isNeighbour(object: KubeObject, { ours, apps }: Goal): boolean {
  return apps.length === 0 && ours !== undefined && !ours.has(pathOf(object));
}

/** A dependency that follows another source is only asked whether it is ready. */
function isReady(key: string, lines: ReadonlyMap<string, Line>, { all }: Moment): boolean {
  const line = lines.get(key);
  if (line) return line.state.stage === "ready";
  const other = all.get(key);
  return other !== undefined && kustomizationState(other, {}).stage === "ready";
}

function releasesOf(object: KubeObject, { releases }: World): Line[] {
  return inventoryOf(object).flatMap((ref): Line[] => {
    const release = ref.kind === "HelmRelease" ? releases?.get(keyOf(ref)) : undefined;
    return release ? [{ key: keyOf(ref), ref, state: releaseState(release), on: [], below: [] }] : [];
  });
}

function isNext(
  { key, object }: Step,
  lines: ReadonlyMap<string, Line>,
  asked: ReadonlySet<string>,
): boolean {
  const line = lines.get(key);
  if (!line || asked.has(key) || line.on.length > 0) return false;
  return line.state.stage !== "suspended" && line.state.stage !== "removing" && object.metadata.name !== "";
}

/** What a Kustomization says about itself that was applied, and that the watch has not told of yet. */
export const notThere = "applied, and not there";

/** Mostly for a moment only; for good where it was still being deleted when it was applied anew. */
function missingChildren(steps: readonly Step[], there: ReadonlyMap<string, KubeObject>): Line[] {
  const refs = steps.flatMap(({ object }) => inventoryOf(object)).filter(isKustomization);
  const missing = refs.filter((ref) => !there.has(keyOf(ref)));
  const state: State = { stage: "pending", reason: "", message: notThere };
  return missing.map((ref) => ({ key: keyOf(ref), ref, state, on: [], below: [] }));
}

function otherCommit(revision: string | undefined, commit: string | undefined): Problem | undefined {
  if (revision === undefined || commit === undefined || revision.endsWith(commit)) return undefined;
  const [short, has] = [commit.slice(0, 8), shortRevisions(revision)];
  return {
    code: "other-commit",
    severity: "error",
    message: `the source is at ${has}, and your checkout is at ${short}`,
    hint: "push your commit to the branch that the source follows, or pull what others pushed",
  };
}

function noSource({ namespace, name }: Ref): Problem {
  return {
    code: "source-missing",
    severity: "error",
    message: `the cluster has no GitRepository ${namespace}/${name}`,
    hint: "run clusterloom bootstrap once, or set flux_source_name to the one that is there",
  };
}

function nothingFollows({ source: { namespace, name } }: Goal): Problem {
  return {
    code: "root-missing",
    severity: "error",
    message: `no Kustomization follows the GitRepository ${namespace}/${name}`,
    hint: "run clusterloom bootstrap once: it applies kubernetes/flux/cluster/ks.yaml",
  };
}
