import { join } from "node:path";
import { shownChanges } from "../configure/changes.ts";
import type { Pending } from "../configure/pending.ts";
import { isSealedPath } from "../files.ts";
import { handoverPath } from "../handover/page.ts";
import type { Io } from "../io.ts";
import { isClean, type Plan } from "../output/plan/types.ts";
import { write } from "../output/write/write.ts";
import { hasErrors } from "../problem.ts";
import type { Tree } from "../render/layout.ts";
import type { Globals, Result, Run } from "./command.ts";
import { type PendingRun, pendingRun } from "./pending.ts";
import { shownPath } from "./shown-path.ts";
import { placedBelow } from "./shown-problems.ts";

interface Options {
  readonly check?: boolean;
  readonly dryRun?: boolean;
  readonly force?: boolean;
  readonly prune?: string;
}

/** The whole line: from cluster.yaml to the files on disk. */
export const run: Run<Options> = async (options, globals, io) => {
  const prune = options.prune;
  if (prune !== undefined && !/^(yes|no|true|false)$/.test(prune)) return wrongPrune;
  const changesNothing = options.check === true || options.dryRun === true;
  const pending = await pendingRun(globals, io, {
    force: options.force === true,
    prune: prune !== "no" && prune !== "false",
    settle: !changesNothing,
  });
  const { value, desired, problems, quoting } = pending;
  if (!value || !desired || hasErrors(problems)) return refused(pending, globals, io);
  const report = reportOf(value, desired);
  if (changesNothing) return preview(pending, value, report, options, globals);
  const written = await write(globals.root, value.operations);
  const all = [...problems, ...placedBelow(globals.root, io, written.problems)];
  if (!written.value) return { exitCode: 1, problems: all, ...quoting };
  const talk = account(value, desired, shownPath(globals.root, io));
  return { exitCode: 0, problems: all, ...quoting, report, talk };
};

const wrongPrune: Result = {
  exitCode: 3,
  problems: [
    {
      code: "usage",
      severity: "error",
      message: "--prune takes yes or no",
      hint: "write --prune=no to keep files that are no longer wanted",
    },
  ],
};

/** What stands in the way of a file, with its differences: the minus lines are what the hand has written. */
function refused({ value, problems, quoting, secrets }: PendingRun, globals: Globals, io: Io): Result {
  const inTheWay = new Set(
    problems.flatMap(({ severity, at }) => (severity === "error" && at ? [at.file] : [])),
  );
  const kept = (value?.plan.changes ?? []).filter(({ path }) =>
    inTheWay.has(shownPath(join(globals.root, path), io)),
  );
  const talk = shownChanges(kept, secrets, globals.color).map((change) => change.diff);
  const report = { changes: shownChanges(kept, secrets) };
  return { exitCode: 1, problems, ...quoting, ...(talk.length > 0 && { talk: talk.join(""), report }) };
}

function preview(
  { problems, quoting, secrets }: PendingRun,
  { plan, operations }: Pending,
  report: Record<string, unknown>,
  { check }: Options,
  { verbose, resultColor }: Globals,
): Result {
  const clean = isClean(plan) && operations.length === 0;
  const changed = changedPaths(plan);
  const text = changed.map(({ path, action }) => `${action} ${path}\n`);
  if (verbose) text.push(...shownChanges(changed, secrets, resultColor).map((change) => change.diff));
  const talk = clean ? "nothing would change\n" : `${counted(changed.length, "file")} would change\n`;
  return { exitCode: check && !clean ? 2 : 0, problems, ...quoting, report, text: text.join(""), talk };
}

function changedPaths({ changes }: Plan): Plan["changes"] {
  return changes.filter(({ action }) => action === "create" || action === "update" || action === "delete");
}

function reportOf({ plan, operations }: Pending, { apps }: Tree): Record<string, unknown> {
  const changes = changedPaths(plan).map(({ path, action }) => ({ path, action }));
  return { apps, changes, clean: operations.length === 0 };
}

/** What was done and what comes next, in a few lines. */
function account({ plan, sealed, operations }: Pending, { files, apps, shared }: Tree, root: string): string {
  const count = (action: string) => plan.changes.filter((change) => change.action === action).length;
  const total = files.size + shared.filter(({ skeleton }) => skeleton).length;
  const news = `${count("create")} new, ${count("update")} changed, ${count("delete")} deleted`;
  const secrets = [...files.keys()].filter(isSealedPath).length;
  const fresh = [...sealed.values()].filter((file) => file.changed).length;
  const lines = [
    `${root === "." ? "" : `${root}: `}${counted(total, "file")} for ${counted(apps.length, "app")}${apps.length ? ` (${apps.join(", ")})` : ""}`,
    `${operations.length === 0 ? "nothing changed" : news}; ${counted(secrets, "secret file")}, ${fresh} encrypted anew`,
  ];
  const next =
    "next: look at the change with git diff, commit it and push; Flux follows kubernetes/flux/cluster";
  const told = [...(operations.length > 0 && apps.length > 0 ? [next] : []), ...pageLine(plan)];
  return `${[...lines, ...told].join("\n")}\n`;
}

function pageLine(plan: Plan): string[] {
  const changed = changedPaths(plan).find(({ path }) => path === handoverPath);
  return changed && changed.action !== "delete" ? [`${handoverPath} tells what is left to do by hand`] : [];
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
