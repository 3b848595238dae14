/**
 * Splits a command line into words as a POSIX shell would, but expands nothing.
 * Undefined when a quote is left open.
 */
export function splitCommand(line: string): string[] | undefined {
  const words = line.match(/(?:[^\s"'\\]|\\.|"(?:[^"\\]|\\.)*"|'[^']*')+/g) ?? [];
  const rest = words.reduce((left, word) => left.replace(word, ""), line);
  return rest.trim() === "" ? words.map(unquote) : undefined;
}

function unquote(word: string): string {
  return word.replace(/"((?:[^"\\]|\\.)*)"|'([^']*)'|\\(.)/g, (_, double, single, escaped) => {
    if (double !== undefined) return (double as string).replace(/\\(["\\$`])/g, "$1");
    return (single ?? escaped) as string;
  });
}
