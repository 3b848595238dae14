import { type Choices, environmentLines, installCommand } from "./choices.ts";
import { checkout, nodeVersion, pinned, setupNode } from "./pins.ts";

/** Where GitHub looks for it. */
export const githubPath = ".github/workflows/clusterloom.yaml";

/**
 * A workflow that validates cluster.yaml with annotations, compares the tree with it, and shows what `configure`
 * would change as a comment. What npm installs is there before the repository is, so that no file of a pull request
 * has a say in it.
 */
export function githubWorkflow(choices: Choices): string {
  const { install } = choices;
  const isPath = /^[./]/.test(install);
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
  return ["      - name: Install clusterloom", `        run: ${installCommand(choices)}`];
}

/** The key is for the steps that read secrets, and for no other. */
function keyLines({ key }: Choices): string[] {
  return key ? ["        env:", "          SOPS_AGE_KEY: ${{ secrets.SOPS_AGE_KEY }}"] : [];
}

function checks(choices: Choices): string[] {
  return [
    "      - name: Validate cluster.yaml",
    ...keyLines(choices),
    "        run: clusterloom --format github validate",
    "      - name: Compare the tree with cluster.yaml",
    "        if: ${{ !cancelled() }}",
    ...keyLines(choices),
    "        run: clusterloom --format github --quiet configure --check",
  ];
}

/** GitHub takes 65536 characters as a comment. */
const longestDiff = 60_000;
/** Longer than any fence that a line of a tree would hold. */
const fence = "~".repeat(16);

function diffStep(choices: Choices): string[] {
  return [
    "      - name: Show what configure would change",
    "        id: diff",
    "        if: ${{ !cancelled() }}",
    ...keyLines(choices),
    "        run: |",
    "          code=0",
    '          clusterloom --no-color --quiet diff > "$RUNNER_TEMP/diff.txt" || code=$?',
    '          if [ "$code" -ne 0 ] && [ "$code" -ne 2 ]; then exit "$code"; fi',
    "          {",
    "            echo '<!-- clusterloom diff -->'",
    '            if [ "$code" -eq 0 ]; then',
    "              echo 'The tree is what `clusterloom configure` makes of cluster.yaml.'",
    "            else",
    "              echo '`clusterloom configure` would change this; secrets are masked.'",
    "              echo",
    `              echo '${fence}diff'`,
    `              head -c ${longestDiff} "$RUNNER_TEMP/diff.txt"`,
    "              echo",
    `              echo '${fence}'`,
    "            fi",
    '          } > "$RUNNER_TEMP/comment.md"',
    '          cat "$RUNNER_TEMP/comment.md" >> "$GITHUB_STEP_SUMMARY"',
  ];
}

/** A fork's token may not write comments; the summary has the same. */
const commentStep = [
  "      - name: Comment on the pull request",
  "        if: >-",
  "          !cancelled() && steps.diff.outcome == 'success' && github.event_name == 'pull_request' &&",
  "          github.event.pull_request.head.repo.full_name == github.repository",
  "        env:",
  "          GH_TOKEN: ${{ github.token }}",
  "          NUMBER: ${{ github.event.pull_request.number }}",
  "        run: |",
  '          comments="repos/$GITHUB_REPOSITORY/issues/$NUMBER/comments"',
  '          ours=\'.[] | select(.user.login == "github-actions[bot]")',
  '            | select(.body | startswith("<!-- clusterloom diff -->")) | .id\'',
  '          id="$(gh api --paginate "$comments" --jq "$ours" | head -n 1)"',
  '          if [ -n "$id" ]; then',
  '            gh api --silent --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$id" \\',
  '              --field body=@"$RUNNER_TEMP/comment.md"',
  "          else",
  '            gh api --silent "$comments" --field body=@"$RUNNER_TEMP/comment.md"',
  "          fi",
];
