import { githubPath, githubWorkflow } from "../ci/github.ts";
import { type CiOptions, writeCi } from "./ci.ts";
import type { Run } from "./command.ts";

/** Writes a workflow for GitHub Actions. */
export const run: Run<CiOptions> = (options, globals, io) =>
  writeCi(options, globals, io, (choices) => [{ path: githubPath, text: githubWorkflow(choices) }]);
