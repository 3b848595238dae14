import { createHash } from "node:crypto";
import type { Problem, Severity } from "../problem.ts";
import { clean } from "./clean.ts";

const severities: Readonly<Record<Severity, string>> = { error: "major", warning: "minor", note: "info" };

/**
 * Prints problems as a Code Quality report of GitLab, which merge requests show beside the lines. Every entry needs a
 * place there; what has none is shown at the first line of `elsewhere`.
 */
export function formatGitlab(problems: readonly Problem[], elsewhere = "cluster.yaml"): string {
  const entries = problems.map(({ code, severity, message, hint, at }, index) => {
    const path = (at?.file ?? elsewhere).replaceAll("\\", "/");
    const description = clean(hint === undefined ? message : `${message}; hint: ${hint}`);
    const same = problems
      .slice(0, index)
      .filter((other) => isSame(other, { code, message }, at?.file)).length;
    return {
      description,
      check_name: code,
      fingerprint: digest([code, path, message, String(same)]),
      severity: severities[severity],
      location: { path, lines: { begin: at?.line ?? 1 } },
    };
  });
  return `${JSON.stringify(entries, undefined, 2)}\n`;
}

/** A finding keeps its fingerprint when lines above it come and go; twins are told apart by their number. */
function isSame(
  other: Problem,
  { code, message }: Pick<Problem, "code" | "message">,
  file?: string,
): boolean {
  return other.code === code && other.message === message && other.at?.file === file;
}

function digest(parts: readonly string[]): string {
  return createHash("sha256").update(parts.join("\0")).digest("hex");
}
