/** The text of a .gitignore that covers the paths; what is there stays, what is covered is not added again. */
export function ignoring(text: string, paths: readonly string[]): string {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const missing = paths.filter((path) => !lines.some((line) => line === path || line === `/${path}`));
  if (missing.length === 0) return text;
  const eol = text.includes("\r\n") ? "\r\n" : "\n";
  const head = text === "" || text.endsWith("\n") ? text : text + eol;
  return head + missing.map((path) => `/${path}${eol}`).join("");
}

/** The text without lines that name exactly the path. */
export function noLongerIgnoring(text: string, path: string): string {
  return text
    .split(/(?<=\n)/)
    .filter((line) => line.trim() !== path && line.trim() !== `/${path}`)
    .join("");
}
