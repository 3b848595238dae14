import { gitlabInclude, gitlabPath, gitlabPipeline, gitlabPipelineOf } from "../ci/gitlab.ts";
import { type CiOptions, writeCi } from "./ci.ts";
import type { Run } from "./command.ts";

/** Writes a job for GitLab CI/CD, and a pipeline that includes it where there is none. */
export const run: Run<CiOptions> = (options, globals, io) =>
  writeCi(options, globals, io, (choices) => [
    { path: gitlabPath, text: gitlabPipelineOf(choices) },
    {
      path: gitlabPipeline,
      text: gitlabInclude,
      kept: `include it in your ${gitlabPipeline}, whose jobs are left alone: include: [{ local: ${gitlabPath} }]`,
    },
  ]);
