import { shownObject } from "../bootstrap/objects.ts";
import type { Io } from "../io.ts";
import type { KubeApi } from "../kubernetes/api.ts";
import { type KubeObject, refOf, shownRef } from "../kubernetes/object.ts";
import type { Problem } from "../problem.ts";
import { clean } from "../report/clean.ts";
import { wrapAll } from "../report/wrap.ts";
import type { Result } from "./command.ts";

/** Whether to ask a person, and whether to do anything. */
export interface ApplyOptions {
  readonly yes?: boolean;
  readonly dryRun?: boolean;
}

/** Applies objects in their order, after they were shown and confirmed. Problems: `not-confirmed`, `declined`. */
export async function applyAll(
  api: KubeApi,
  objects: readonly KubeObject[],
  options: ApplyOptions,
  io: Io,
): Promise<Result> {
  const verbs = await Promise.all(objects.map((object) => verbFor(api, object)));
  const lines = objects.map((object, index) => `${clean(shownObject(object, verbs[index] ?? ""))}\n`);
  const columns = io.terminal.stdout ? io.screen?.().columns : undefined;
  const shown = wrapAll(lines.join(""), { columns, indent: 8 });
  if (options.dryRun) return { exitCode: 0, problems: [], text: shown };
  if (!options.yes) {
    if (!io.ask) return { exitCode: 1, problems: [unconfirmed], text: shown };
    io.stderr(shown);
    const answer = await io.ask("apply this? [y/N] ");
    if (!/^y(es)?$/i.test(answer))
      return { exitCode: 1, problems: [{ ...unconfirmed, code: "declined", message: "nothing was done" }] };
  }
  const applied: string[] = [];
  for (const object of objects) {
    await api.apply(object, false);
    applied.push(shownRef(refOf(object)));
  }
  const text = options.yes ? shown : "";
  const talk = "the cluster follows the repository now\nnext: clusterloom reconcile\n";
  return { exitCode: 0, problems: [], text, talk, report: { applied } };
}

async function verbFor(api: KubeApi, object: KubeObject): Promise<string> {
  const there = await api.get(refOf(object));
  if (!there) return "create";
  const would = await api.apply(object, true);
  const content = ({ metadata: { labels, annotations }, spec, data }: KubeObject) =>
    JSON.stringify([labels, annotations, spec, data]);
  return content(there) === content(would) ? "keep" : "change";
}

const unconfirmed: Problem = {
  code: "not-confirmed",
  severity: "error",
  message: "nobody is here to confirm what would be applied",
  hint: "say --yes",
};
