import type { Problem } from "../problem.ts";
import { parseFile } from "../sops/parse.ts";
import { walkTree } from "../sops/tree.ts";

/** Names of the secret settings that have a value in a text, encrypted or not. */
export function secretsIn(text: string, secrets: readonly string[]): string[] {
  const { value: parsed } = parseFile(text, "");
  if (!parsed) return [];
  const filled = new Set(walkTree(parsed).leaves.flatMap(({ path, value }) => (value.text ? path[0] : [])));
  return secrets.filter((name) => filled.has(name));
}

/** Warns of secrets with a value that are commented out: a comment is never encrypted. */
export function commentedSecrets(text: string, file: string, secrets: readonly string[]): Problem[] {
  const names = new Set(secrets);
  return text.split("\n").flatMap((line, index): Problem[] => {
    const [, start = "", name = ""] = /^(\s*#[\s#]*)(\w+)\s*:\s*(?!["']{2}\s*$)[^\s#]/.exec(line) ?? [];
    if (!names.has(name)) return [];
    return [
      {
        code: "secret-in-comment",
        severity: "warning",
        message: `${name} has a value in a comment, which stays readable`,
        hint: "delete the value, and replace it where it is in use if the file has been shared",
        at: { file, line: index + 1, column: start.length + 1 },
      },
    ];
  });
}
