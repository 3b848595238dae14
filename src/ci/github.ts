import { type Choices, configName, environmentLines, installCommand, staleMessage } from "./choices.ts";
import { type CommentApi, commentLines, commentScript } from "./comment.ts";
import { isGitSource, isPathSource } from "./install.ts";
import { checkout, nodeVersion, pinned, setupNode } from "./pins.ts";

/** Where GitHub looks for it. */
export const githubPath = ".github/workflows/clusterloom.yaml";

/**
 * A workflow that validates cluster.yaml with annotations, compares the tree with it, and shows what `configure`
 * would change as a comment. What npm installs is there before the repository is, so that no file of a pull request
 * has a say in it.
 */
export function githubWorkflow(choices: Choices): string {
  const isPath = isPathSource(choices.install);
  return `${[
    "---",
    "name: clusterloom",
    "",
    "on:",
    "  pull_request:",
    "  workflow_dispatch:",
    "",
    "permissions: {}",
    "",
    "concurrency:",
    "  group: clusterloom-${{ github.ref }}",
    "  cancel-in-progress: true",
    "",
    "jobs:",
    "  clusterloom:",
    "    runs-on: ubuntu-latest",
    "    timeout-minutes: 10",
    "    permissions:",
    "      contents: read",
    "      pull-requests: write # for the comment",
    "    env:",
    ...environmentLines(choices, "      "),
    "    steps:",
    `      - uses: ${pinned(setupNode)}`,
    "        with:",
    `          node-version: "${nodeVersion}"`,
    ...(isPath ? [...checkoutStep, ...installStep(choices)] : [...installStep(choices), ...checkoutStep]),
    ...checks(choices),
    ...diffStep(choices),
    ...commentStep,
  ].join("\n")}\n`;
}

const checkoutStep = [
  `      - uses: ${pinned(checkout)}`,
  "        with:",
  "          persist-credentials: false",
];

function installStep(choices: Choices): string[] {
  const prefix = '"$RUNNER_TEMP/clusterloom"';
  const command = installCommand(choices, prefix);
  const found = 'echo "$RUNNER_TEMP/clusterloom/node_modules/.bin" >> "$GITHUB_PATH"';
  return [
    "      - name: Install clusterloom",
    ...(isGitSource(choices.install) ? script([command, found]) : [`        run: ${command}`]),
  ];
}

function script(lines: readonly string[]): string[] {
  return ["        run: |", ...lines.map((line) => (line === "" ? "" : `          ${line}`))];
}

/** The key is for the steps that read secrets, and for no other. */
function keyLines({ key }: Choices): string[] {
  return key ? ["        env:", "          SOPS_AGE_KEY: ${{ secrets.SOPS_AGE_KEY }}"] : [];
}

function checks(choices: Choices): string[] {
  const file = configName(choices);
  return [
    `      - name: Validate ${file}`,
    "        id: validate",
    ...keyLines(choices),
    "        run: clusterloom --format github validate",
    `      - name: Compare the tree with ${file}`,
    ...keyLines(choices),
    ...script([
      "code=0",
      "clusterloom --format github --quiet configure --check || code=$?",
      `if [ "$code" -eq 2 ]; then echo '::error file=${file},title=tree-stale::${staleMessage(choices)}'; fi`,
      'exit "$code"',
    ]),
  ];
}

/** Where a file was edited by hand the exit code is 1, and there is something to show. */
function diffStep(choices: Choices): string[] {
  const [diff, comment] = ['"$RUNNER_TEMP/diff.txt"', '"$RUNNER_TEMP/comment.md"'];
  return [
    "      - name: Show what configure would change",
    "        id: diff",
    "        if: ${{ !cancelled() && steps.validate.outcome == 'success' }}",
    ...keyLines(choices),
    ...script([
      "code=0",
      `clusterloom --no-color --quiet diff > ${diff} || code=$?`,
      `if [ "$code" -ne 0 ] && [ "$code" -ne 2 ] && [ ! -s ${diff} ]; then exit "$code"; fi`,
      ...commentLines(choices, diff, comment),
      `cat ${comment} >> "$GITHUB_STEP_SUMMARY"`,
      'echo "code=$code" >> "$GITHUB_OUTPUT"',
    ]),
  ];
}

const api: CommentApi = {
  setUp: [
    "const { GITHUB_API_URL, GITHUB_REPOSITORY, NUMBER, RUNNER_TEMP, TOKEN } = process.env;",
    "const issues = `${GITHUB_API_URL}/repos/${GITHUB_REPOSITORY}/issues`;",
    "const notes = `${issues}/${NUMBER}/comments`;",
    'const headers = { authorization: `Bearer ${TOKEN}`, accept: "application/vnd.github+json" };',
  ],
  isOurs: 'note.user?.login === "github-actions[bot]"',
  one: "`${issues}/comments/${ours.id}`",
  update: "PATCH",
  file: "`${RUNNER_TEMP}/comment.md`",
};

/** A fork's token may not write comments; the summary has the same. */
const commentStep = [
  "      - name: Comment on the pull request",
  "        if: >-",
  "          !cancelled() && steps.diff.outcome == 'success' && github.event_name == 'pull_request' &&",
  "          github.event.pull_request.head.repo.full_name == github.repository",
  "        env:",
  "          CODE: ${{ steps.diff.outputs.code }}",
  "          NUMBER: ${{ github.event.pull_request.number }}",
  "          TOKEN: ${{ github.token }}",
  ...script([
    "node --input-type=module <<'END' || echo '::warning::the comment could not be written; the summary has the same'",
    ...commentScript(api),
    "END",
  ]),
];
