import type { Problem, Severity } from "../problem.ts";
import { clean } from "./clean.ts";

const commands: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", note: "notice" };

/**
 * Prints problems as workflow commands of GitHub Actions, one a line, which become annotations of the changed
 * files. Escaped as the runner unescapes them: % and line ends in texts, also : and , in properties.
 */
export function formatGithub(problems: readonly Problem[]): string {
  return problems.map(annotation).join("");
}

function annotation({ code, severity, message, hint, at }: Problem): string {
  const place = at ? { file: at.file, line: String(at.line), col: String(at.column) } : {};
  const properties = Object.entries({ ...place, title: code }).map(
    ([key, value]) => `${key}=${escapeProperty(value)}`,
  );
  const text = [message, ...(hint === undefined ? [] : [`hint: ${hint}`])].map(clean).join("\n");
  return `::${commands[severity]} ${properties.join(",")}::${escapeText(text)}\n`;
}

function escapeText(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeText(clean(text)).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
