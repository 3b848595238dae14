import { hasErrors } from "../problem.ts";
import type { Run } from "./command.ts";
import { readSettings } from "./settings.ts";
import { shownPath } from "./shown-path.ts";

/** Schema and rules of cluster.yaml; touches nothing else. */
export const run: Run<object> = async (_options, globals, io) => {
  const { problems, quoting } = await readSettings(globals, io);
  const failed = hasErrors(problems);
  const file = shownPath(globals.config, io);
  return {
    exitCode: failed ? 1 : 0,
    problems,
    problemsAreResult: true,
    ...quoting,
    ...(failed ? {} : { talk: `${file} is valid\n` }),
    report: { valid: !failed },
  };
};
