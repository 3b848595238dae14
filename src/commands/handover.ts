import { handoverPage } from "../handover/page.ts";
import { handoverSteps } from "../handover/steps.ts";
import { hasErrors } from "../problem.ts";
import type { Run } from "./command.ts";
import { readSettings } from "./settings.ts";

/**
 * Prints the hand-over page and writes nothing. It is there also while a rule misses something, such as the keys of a
 * bucket that has yet to be made; settings that are wrong by themselves give no page.
 */
export const run: Run<unknown> = async (_options, globals, io) => {
  const { variables, problems, quoting } = await readSettings(globals, io);
  const exitCode = hasErrors(problems) ? 1 : 0;
  if (!variables) return { exitCode: 1, problems, ...quoting };
  const steps = handoverSteps(variables);
  const text = handoverPage(steps);
  if (text === undefined)
    return { exitCode, problems, ...quoting, report: { steps }, talk: "nothing is to do\n" };
  return { exitCode, problems, ...quoting, report: { steps }, text };
};
