import { type Choices, environmentLines, installCommand, staleMessage } from "./choices.ts";
import { type CommentApi, commentLines, commentScript } from "./comment.ts";
import { isGitSource, isPathSource } from "./install.ts";
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
  return `${[
    "---",
    "clusterloom:",
    "  stage: test",
    // The slim image has no git, by which npm installs from a repository.
    `  image: node:${nodeVersion}-bookworm${isGitSource(choices.install) ? "" : "-slim"}`,
    "  rules:",
    "    - if: $CI_PIPELINE_SOURCE == 'merge_request_event'",
    "  variables:",
    ...environmentLines(choices, "    "),
    ...(choices.key
      ? ["    # SOPS_AGE_KEY comes from the project's CI/CD variables: masked, and not protected."]
      : []),
    "  before_script:",
    ...installLines(choices),
    "  script:",
    "    - clusterloom --format gitlab configure --check > gl-code-quality-report.json || true",
    "    - clusterloom validate",
    ...script([
      "code=0",
      "clusterloom --no-color --quiet diff > clusterloom.diff || code=$?",
      ...commentLines(choices, "clusterloom.diff", "clusterloom.md"),
    ]),
    ...script(comment),
    ...script([
      "code=0",
      "clusterloom --quiet configure --check || code=$?",
      `if [ "$code" -eq 2 ]; then echo '${staleMessage(choices)}'; fi`,
      'exit "$code"',
    ]),
    "  artifacts:",
    "    when: always",
    "    expire_in: 1 week",
    "    paths: [clusterloom.diff]",
    "    reports:",
    "      codequality: gl-code-quality-report.json",
  ].join("\n")}\n`;
}

function script(lines: readonly string[]): string[] {
  return ["    - |", ...lines.map((line) => `      ${line}`)];
}

function installLines(choices: Choices): string[] {
  const folder = "/opt/clusterloom";
  // What npm runs sees no secret of the project's.
  const command = `env -u SOPS_AGE_KEY -u CLUSTERLOOM_GITLAB_TOKEN ${installCommand(choices, folder)}`;
  if (isPathSource(choices.install)) return [`    - ${command}`];
  const inRoot = `    - cd / && ${command} && cd "$CI_PROJECT_DIR"`;
  const path = `    - export PATH="${folder}/node_modules/.bin:$PATH"`;
  return isGitSource(choices.install) ? [inRoot, path] : [inRoot];
}

const api: CommentApi = {
  setUp: [
    "const { CI_API_V4_URL, CI_MERGE_REQUEST_IID, CI_PROJECT_ID, CLUSTERLOOM_GITLAB_TOKEN } = process.env;",
    "const notes = `${CI_API_V4_URL}/projects/${CI_PROJECT_ID}/merge_requests/${CI_MERGE_REQUEST_IID}/notes`;",
    'const headers = { "private-token": CLUSTERLOOM_GITLAB_TOKEN, "content-type": "application/json" };',
    "const { id } = await (await fetch(`${CI_API_V4_URL}/user`, { headers })).json();",
  ],
  isOurs: "note.author?.id === id",
  one: "`${notes}/${ours.id}`",
  update: "PUT",
  file: '"clusterloom.md"',
};

/**
 * The job's own token may not write comments. The header with the token stays out of the list of processes. Where
 * configure finds errors and has nothing to show, nothing is said.
 */
const comment = [
  "# An access token of the project with the scope api, as a masked variable, makes the diff a comment.",
  'if [ -n "${CLUSTERLOOM_GITLAB_TOKEN:-}" ] && { [ "$code" -ne 1 ] || [ -s clusterloom.diff ]; }; then',
  "  CODE=$code node --input-type=module <<'END' || echo 'the comment could not be written'",
  ...commentScript(api),
  "END",
  "fi",
];
