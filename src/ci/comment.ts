import { type Choices, configName } from "./choices.ts";

/** What our comment begins with, by which it is found again. */
export const mark = "<!-- clusterloom diff -->";

/** GitHub takes 65,536 characters as a comment. */
const longestDiff = 60_000;
/** Longer than any fence that a line of a tree would hold. */
const fence = "~".repeat(16);

/**
 * Lines of a shell script that write a comment about `clusterloom diff`, whose exit code is in `code` and whose output
 * in a file. Both files are given as words of the shell.
 */
export function commentLines(choices: Choices, diff: string, comment: string): string[] {
  return [
    "{",
    `  echo '${mark}'`,
    '  if [ "$code" -eq 0 ]; then',
    `    echo 'The tree is what \`clusterloom configure\` makes of ${configName(choices)}.'`,
    `  elif [ ! -s ${diff} ]; then`,
    "    echo '`clusterloom configure` would change encryption or its lock file, and nothing else.'",
    "  else",
    "    echo '`clusterloom configure` would change this; secrets are masked.'",
    "    echo",
    `    echo '${fence}diff'`,
    `    head -c ${longestDiff} ${diff}`,
    "    echo",
    `    echo '${fence}'`,
    `    if [ "$(wc -c < ${diff})" -gt ${longestDiff} ]; then`,
    "      echo 'This is cut; `clusterloom diff` shows all of it.'",
    "    fi",
    "  fi",
    `} > ${comment}`,
  ];
}

/** How a host is asked for the comments of a request for merging. */
export interface CommentApi {
  /** Statements that define `notes`, the URL of all comments, and `headers`. */
  readonly setUp: readonly string[];
  /** An expression: whether `note` is by us. */
  readonly isOurs: string;
  /** An expression: the URL of the comment `ours`. */
  readonly one: string;
  readonly update: "PATCH" | "PUT";
  /** The file with the comment, as an expression. */
  readonly file: string;
}

/** A script for Node.js that writes the comment, or writes it anew; none is begun where `CODE` is 0. */
export function commentScript({ setUp, isOurs, one, update, file }: CommentApi): string[] {
  return [
    'import { readFileSync } from "node:fs";',
    ...setUp,
    "const ask = async (url, method, body) => {",
    "  const answer = await fetch(url, { method, headers, body });",
    "  if (!answer.ok) throw new Error(`HTTP ${answer.status}`);",
    "  return answer.json();",
    "};",
    "const find = async (page) => {",
    "  const all = await ask(`${notes}?per_page=100&page=${page}`);",
    `  const ours = all.find((note) => ${isOurs} && note.body.startsWith("${mark}"));`,
    "  return ours ?? (all.length === 100 ? find(page + 1) : undefined);",
    "};",
    "const ours = await find(1);",
    `const body = JSON.stringify({ body: readFileSync(${file}, "utf8") });`,
    `if (ours) await ask(${one}, "${update}", body);`,
    'else if (process.env.CODE !== "0") await ask(notes, "POST", body);',
  ];
}
