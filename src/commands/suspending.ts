import type { Io } from "../io.ts";
import { isKubeError, type KubeApi } from "../kubernetes/api.ts";
import { kinds, refTo } from "../kubernetes/kinds.ts";
import { type Ref, shownRef } from "../kubernetes/object.ts";
import { followers } from "../reconcile/followers.ts";
import { inventoryOf } from "../reconcile/kustomization.ts";
import { namedOf } from "../reconcile/plan.ts";
import { emptyWorld, withAll } from "../reconcile/world.ts";
import { clean } from "../report/clean.ts";
import { agreed, apiProblem, type ClusterOptions, wiringOf } from "./cluster.ts";
import type { Globals, Result } from "./command.ts";
import { connectionOf } from "./connection.ts";
import { readSettings } from "./settings.ts";

export interface SuspendOptions extends ClusterOptions {
  readonly arguments: readonly string[];
}

/** Sets `spec.suspend` of the apps' Kustomizations and HelmReleases, and nothing else. */
export async function suspending(
  suspended: boolean,
  options: SuspendOptions,
  globals: Globals,
  io: Io,
): Promise<Result> {
  const settings = await readSettings(globals, io);
  if (!settings.variables) return { exitCode: 1, problems: settings.problems, ...settings.quoting };
  const wiring = wiringOf(settings.variables);
  const connected = await connectionOf(io, options.context);
  if (!connected.value) return { exitCode: 1, problems: connected.problems };
  const refused = await agreed(connected.value, wiring, options, io);
  if (refused) return { exitCode: 1, problems: [refused] };
  const { api } = connected.value;
  try {
    const source = refTo(kinds.gitRepository, wiring.source, wiring.namespace);
    return await setAll(api, source, options.arguments, suspended);
  } catch (error) {
    if (!isKubeError(error)) throw error;
    return { exitCode: 1, problems: [apiProblem(error)] };
  }
}

async function setAll(
  api: KubeApi,
  source: Ref,
  apps: readonly string[],
  suspended: boolean,
): Promise<Result> {
  const { items } = await api.list(kinds.kustomization);
  const ours = followers(withAll(emptyWorld, "kustomizations", items), source);
  const named = namedOf(ours, apps);
  if (!named.value) return { exitCode: 1, problems: named.problems };
  const chosen = named.value.flatMap((key) => ours.get(key) ?? []);
  const releases = chosen
    .flatMap((object) => inventoryOf(object))
    .filter(({ kind }) => kind === "HelmRelease");
  const refs = [
    ...chosen.map(({ metadata }) => refTo(kinds.kustomization, metadata.name, metadata.namespace)),
    ...releases,
  ];
  const word = suspended ? "suspended" : "resumed";
  const lines: string[] = [];
  for (const ref of refs) {
    const isThere = (await api.get(ref)) !== undefined;
    if (!isThere) continue;
    await api.suspend(ref, suspended);
    lines.push(`${word} ${clean(shownRef(ref))}\n`);
  }
  const talk = suspended
    ? "what runs goes on; nothing of it is updated until clusterloom resume\n"
    : "next: clusterloom reconcile lets Flux act upon it at once\n";
  return { exitCode: 0, problems: [], text: lines.join(""), talk, report: { [word]: refs.map(shownRef) } };
}
