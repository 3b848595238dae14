import { flagsWithValue, knownPaths } from "./bash.ts";
import { type Candidates, type CommandWords, type Flag, type Grammar, groups } from "./grammar.ts";

/** A script for zsh 5; it works sourced and as the file `_clusterloom` in a folder of fpath. */
export function zshScript(grammar: Grammar): string {
  return `#compdef clusterloom
# completion of clusterloom for zsh: write it to _clusterloom in a folder of your fpath, or source it
_clusterloom() {
  local command="" word prev=\${words[CURRENT-1]} cur=\${words[CURRENT]}
  local -i count=0 i
  local -a choices
  for ((i = 2; i < CURRENT; i++)); do
    word=\${words[i]}
    case $word in
      (${flagsWithValue(grammar).join("|")}) ((i++)); continue ;;
      (-*) continue ;;
    esac
    case "$command\${command:+ }$word" in
      (${[...knownPaths(grammar)].map(quoted).join("|")}) command="$command\${command:+ }$word" ;;
      (*) ((count++)) ;;
    esac
  done
  case "$command:$prev" in
${valueCases(grammar)}
  esac
  if [[ $cur == -* ]]; then
    case $command in
${grammar.commands.map((command) => `      (${quoted(command.path)}) choices=(${described(command.flags)}) ;;`).join("\n")}
    esac
    choices+=(${described(grammar.flags)} '--help:print help')
    _describe -o option choices
    return
  fi
  case "$command:$count" in
${argumentCases(grammar)}
  esac
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then _clusterloom "$@"; else compdef _clusterloom clusterloom; fi
`;
}

function valueCases({ commands, flags }: Grammar): string {
  const own = commands.flatMap(({ path, flags: of }) => of.flatMap((flag) => valueCase(`${path}:`, flag)));
  return [...own, ...flags.flatMap((flag) => valueCase("*:", flag))].join("\n");
}

function valueCase(before: string, { names, value }: Flag): string[] {
  if (value === undefined) return [];
  const patterns = names.map((name) => (before === "*:" ? `*${quoted(`:${name}`)}` : quoted(before + name)));
  return [`    (${patterns.join("|")}) ${offered(value)}; return ;;`];
}

function argumentCases(grammar: Grammar): string {
  const inGroups = [...groups(grammar)].map(([path, members]) => {
    const words = members.map(({ word, text }) => pair(word, text)).join(" ");
    return `    (${quoted(`${path}:0`)}) choices=(${words}); _describe command choices ;;`;
  });
  return [...inGroups, ...grammar.commands.flatMap(argumentCasesOf)].join("\n");
}

function argumentCasesOf({ path, arguments: given, repeats }: CommandWords): string[] {
  return given.map((candidates, index) => {
    const rest = repeats && index === given.length - 1;
    return `    (${quoted(`${path}:`)}${rest ? "*" : index}) ${offered(candidates)} ;;`;
  });
}

function offered(candidates: Candidates): string {
  if (candidates === "file") return "_files";
  if (candidates === "folder") return "_files -/";
  if (candidates === "unknown") return ":";
  return `compadd -- ${candidates.words.map(quoted).join(" ")}`;
}

function described(flags: readonly Flag[]): string {
  return flags.flatMap(({ names, text }) => names.map((name) => pair(name, text))).join(" ");
}

function pair(word: string, text: string): string {
  return quoted(`${word.replaceAll(":", "\\:")}:${text}`);
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
