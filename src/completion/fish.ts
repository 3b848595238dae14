import { type Candidates, type CommandWords, type Flag, type Grammar, groups } from "./grammar.ts";

/** A script for fish 3. */
export function fishScript(grammar: Grammar): string {
  return [
    "# completion of clusterloom for fish: write it to ~/.config/fish/completions/clusterloom.fish",
    "complete -c clusterloom -f",
    ...grammar.flags.flatMap((flag) => flagLines(flag, undefined)),
    ...[...groups(grammar)].flatMap(([path, members]) =>
      members.map(({ word, text }) =>
        line(
          within(
            path,
            members.map((member) => member.word),
          ),
          `-a ${quoted(word)}`,
          text,
        ),
      ),
    ),
    ...grammar.commands.flatMap((command) => [
      ...command.flags.flatMap((flag) => flagLines(flag, seen(command.path))),
      ...argumentLines(command),
    ]),
    "",
  ].join("\n");
}

/** True in a group as long as none of its commands is there. */
function within(path: string, members: readonly string[]): string {
  const none = `not __fish_seen_subcommand_from ${members.join(" ")}`;
  return path === "" ? none : `${seen(path)}; and ${none}`;
}

function seen(path: string): string {
  return path
    .split(" ")
    .map((word) => `__fish_seen_subcommand_from ${word}`)
    .join("; and ");
}

function flagLines({ names, text, value }: Flag, condition: string | undefined): string[] {
  const spellings = names.map((name) =>
    name.startsWith("--") ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`,
  );
  return [
    line(
      condition,
      `${spellings.join(" ")}${value === undefined ? "" : ` ${value === "file" ? "-r" : "-x"}${offered(value)}`}`,
      text,
    ),
  ];
}

/** Fish does not tell arguments apart by their number, so all that may stand there are offered. */
function argumentLines({ path, arguments: given }: CommandWords): string[] {
  return given.flatMap((candidates) =>
    candidates === "unknown" ? [] : [line(seen(path), offered(candidates).trim(), "")],
  );
}

function offered(candidates: Candidates): string {
  if (candidates === "file") return " -F";
  if (candidates === "folder") return " -a '(__fish_complete_directories)'";
  return candidates === "unknown" ? "" : ` -a ${quoted(candidates.words.join(" "))}`;
}

function line(condition: string | undefined, what: string, text: string): string {
  const when = condition === undefined ? "" : ` -n ${quoted(condition)}`;
  return `complete -c clusterloom${when} ${what}${text ? ` -d ${quoted(text)}` : ""}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
