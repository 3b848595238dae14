/** What can stand at a place of the command line: given words, names on disk, or something that nobody can guess. */
export type Candidates = { readonly words: readonly string[] } | "file" | "folder" | "unknown";

/** An option: its spellings, and what follows it when it takes a value. */
export interface Flag {
  readonly names: readonly string[];
  readonly text: string;
  readonly value?: Candidates;
}

/** One command: `secrets generate` is the path of a command in a group. */
export interface CommandWords {
  readonly path: string;
  readonly text: string;
  readonly flags: readonly Flag[];
  readonly arguments: readonly Candidates[];
  /** True when the last argument may be repeated. */
  readonly repeats: boolean;
}

export interface Grammar {
  readonly commands: readonly CommandWords[];
  /** Options that every command has. */
  readonly flags: readonly Flag[];
}

/** A command or an option as the tables describe them, in commander's syntax. */
export interface Described {
  readonly name: string;
  readonly summary: string;
  readonly arguments?: string;
  readonly options?: readonly (readonly [flags: string, text: string])[];
}

/** The words that a placeholder such as `<app>` stands for. */
export type Placeholders = Readonly<Record<string, readonly string[]>>;

/** The grammar of the command line, out of the tables that it is made from. */
export function grammarOf(
  commands: readonly Described[],
  globals: readonly (readonly [flags: string, text: string])[],
  placeholders: Placeholders,
): Grammar {
  const words = commands.map(({ name, summary, arguments: given = "", options = [] }): CommandWords => {
    const names = [...given.matchAll(/[[<]([^\]>]+)[\]>]/g)].map(([, inner]) => inner ?? "");
    return {
      path: name,
      text: summary,
      flags: options.map((option) => flagOf(option, placeholders)),
      arguments: names.map((inner) => candidates(inner.replace(/\.\.\.$/, ""), placeholders)),
      repeats: names.at(-1)?.endsWith("...") === true,
    };
  });
  return { commands: words, flags: globals.map((option) => flagOf(option, placeholders)) };
}

function flagOf([flags, text]: readonly [string, string], placeholders: Placeholders): Flag {
  const names = [...flags.matchAll(/(?<![\w<])--?[\w-]+/g)].map(([name]) => name);
  const value = /[<[]([^\]>]+)[\]>]/.exec(flags)?.[1];
  return { names, text, ...(value !== undefined && { value: candidates(value, placeholders) }) };
}

function candidates(placeholder: string, placeholders: Placeholders): Candidates {
  const words = placeholders[placeholder];
  if (words) return { words };
  if (placeholder.includes("|")) return { words: placeholder.split("|") };
  if (/^(file|path)$/.test(placeholder)) return "file";
  return /^(dir|folder)$/.test(placeholder) ? "folder" : "unknown";
}

/** What may follow each group: `""` is the start of the command line, `secrets` a group of commands. */
export function groups({
  commands,
}: Grammar): Map<string, { readonly word: string; readonly text: string }[]> {
  const found = new Map<string, { word: string; text: string }[]>();
  for (const { path, text } of commands) {
    const words = path.split(" ");
    words.forEach((word, index) => {
      const group = words.slice(0, index).join(" ");
      const members = found.get(group) ?? [];
      const isLast = index === words.length - 1;
      if (!members.some((member) => member.word === word))
        members.push({ word, text: isLast ? text : `commands for ${word}` });
      found.set(group, members);
    });
  }
  return found;
}
