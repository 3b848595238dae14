import { type ShownChange, shownChanges } from "../configure/changes.ts";
import { editorSchemaPath } from "../configure/editor-schema.ts";
import { isClean } from "../output/plan/types.ts";
import { hasErrors } from "../problem.ts";
import type { Run } from "./command.ts";
import { pendingRun } from "./pending.ts";

/** What configure would change, as unified diffs with masked secrets; 2 when it would change something. */
export const run: Run<object> = async (_options, globals, io) => {
  const pending = await pendingRun(globals, io, { force: false, prune: true, settle: false });
  const { value, problems, quoting, secrets } = pending;
  if (!value) return { exitCode: 1, problems, ...quoting };
  const { changes } = value.plan;
  const failed = hasErrors(problems);
  const clean = isClean(value.plan) && value.operations.length === 0;
  const text = shownChanges(changes, secrets, globals.resultColor).map(printed).join("");
  const report = { clean: clean && !failed, changes: shownChanges(changes, secrets) };
  const shown = changes.some(
    ({ action }) => action === "create" || action === "update" || action === "delete",
  );
  const talk = clean
    ? "nothing would change\n"
    : shown
      ? ""
      : "only encryption or the lock file would change\n";
  return {
    exitCode: failed ? 1 : clean ? 0 : 2,
    problems,
    ...quoting,
    text,
    report,
    talk: failed ? "" : talk,
  };
};

/** A line before a diff that would not be carried out; tools that read diffs pass over it. */
function printed({ path, action, diff }: ShownChange): string {
  if (path === editorSchemaPath) return `${action}, but not shown: ${path}, what editors read\n`;
  if (action === "edited") return `kept, because it was edited by hand: ${path}\n${diff}`;
  if (action === "foreign") return `kept, because it is not ours: ${path}\n${diff}`;
  return diff;
}
