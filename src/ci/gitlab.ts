import { type Choices, environmentLines, installCommand } from "./choices.ts";
import { nodeVersion } from "./pins.ts";

/** Where a pipeline includes it from. */
export const gitlabPath = ".gitlab/clusterloom.yaml";
export const gitlabPipeline = ".gitlab-ci.yml";

/** A pipeline that has nothing but our jobs; written where there is none. */
export const gitlabInclude = `---\ninclude:\n  - local: ${gitlabPath}\n`;

/**
 * A job that validates cluster.yaml, compares the tree with it, and keeps what `configure` would change as an
 * artifact, or as a comment where the project has a token that may write one. Findings are a Code Quality report,
 * which merge requests show beside the lines. npm stands outside of the repository while it installs.
 */
export function gitlabPipelineOf(choices: Choices): string {
  const { install } = choices;
  const isPath = /^[./]/.test(install);
  const command = installCommand(choices);
  return `${[
    "---",
    "clusterloom:",
    "  stage: test",
    `  image: node:${nodeVersion}-bookworm-slim`,
    "  rules:",
    "    - if: $CI_PIPELINE_SOURCE == 'merge_request_event'",
    "  variables:",
    ...environmentLines(choices, "    "),
    ...(choices.key
      ? ["    # SOPS_AGE_KEY comes from the project's CI/CD variables: masked, and not protected."]
      : []),
    "  before_script:",
    `    - ${isPath ? command : `cd / && ${command} && cd "$CI_PROJECT_DIR"`}`,
    "  script:",
    "    - code=0",
    "    - clusterloom --format gitlab validate > gl-code-quality-report.json || code=$?",
    "    - clusterloom validate || code=$?",
    "    - clusterloom configure --check || code=$?",
    "    - clusterloom --no-color --quiet diff > clusterloom.diff || true",
    ...comment,
    "    - exit $code",
    "  artifacts:",
    "    when: always",
    "    expire_in: 1 week",
    "    paths: [clusterloom.diff]",
    "    reports:",
    "      codequality: gl-code-quality-report.json",
  ].join("\n")}\n`;
}

/** The job's own token may not write comments. The header with the token stays out of the list of processes. */
const comment = [
  "    - |",
  "      # An access token of the project with the scope api, as a masked variable, makes the diff a comment.",
  '      if [ -n "${CLUSTERLOOM_GITLAB_TOKEN:-}" ] && [ -s clusterloom.diff ]; then',
  "        node --input-type=module <<'END' || echo 'the comment could not be written'",
  '      import { readFileSync } from "node:fs";',
  "      const { CI_API_V4_URL, CI_PROJECT_ID, CI_MERGE_REQUEST_IID, CLUSTERLOOM_GITLAB_TOKEN } = process.env;",
  "      const url = `${CI_API_V4_URL}/projects/${CI_PROJECT_ID}/merge_requests/${CI_MERGE_REQUEST_IID}/notes`;",
  '      const headers = { "PRIVATE-TOKEN": CLUSTERLOOM_GITLAB_TOKEN, "content-type": "application/json" };',
  '      const mark = "<!-- clusterloom diff -->";',
  '      const diff = readFileSync("clusterloom.diff", "utf8").slice(0, 500000);',
  '      const fence = "~".repeat(16);',
  "      const said = `\\`clusterloom configure\\` would change this; secrets are masked.`;",
  '      const body = [mark, said, "", `${fence}diff`, diff, fence].join("\\n");',
  "      const notes = await (await fetch(`${url}?per_page=100`, { headers })).json();",
  "      const ours = notes.find((note) => note.body.startsWith(mark));",
  '      const method = ours ? "PUT" : "POST";',
  "      const to = ours ? `${url}/${ours.id}` : url;",
  "      const answer = await fetch(to, { method, headers, body: JSON.stringify({ body }) });",
  "      if (!answer.ok) process.exit(1);",
  "      END",
  "      fi",
];
