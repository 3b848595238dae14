import { type Candidates, type CommandWords, type Flag, type Grammar, groups } from "./grammar.ts";

/** A script for bash 3.2 and later; it needs no other completion package. */
export function bashScript(grammar: Grammar): string {
  const withValue = flagsWithValue(grammar);
  return `# completion of clusterloom for bash: source this, or write it to the completions folder of your user
_clusterloom() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} command="" count=0 kind="" words="" i word
  COMPREPLY=()
  if [[ $cur == "=" ]]; then cur=""
  elif [[ $prev == "=" ]]; then prev=\${COMP_WORDS[COMP_CWORD-2]}
  fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    case $word in
      ${withValue.length > 0 ? `${withValue.join("|")}) ((i++)); [[ \${COMP_WORDS[i]} == "=" ]] && ((i++)); continue ;;\n      ` : ""}-*|=) continue ;;
    esac
    case "$command\${command:+ }$word" in
      ${[...knownPaths(grammar)].map(quoted).join("|")}) command="$command\${command:+ }$word" ;;
      *) ((count++)) ;;
    esac
  done
  case "$command:$prev" in
${valueCases(grammar)}
  esac
  if [[ -z $kind && $cur == -* ]]; then
    kind=words
    case $command in
${grammar.commands.map((command) => `      ${quoted(command.path)}) words=${quoted(flagNames(command.flags))} ;;`).join("\n")}
    esac
    words="$words ${flagNames(grammar.flags)} --help"
  fi
  if [[ -z $kind ]]; then
    case "$command:$count" in
${argumentCases(grammar)}
    esac
  fi
  case $kind in
    words) COMPREPLY=($(compgen -W "$words" -- "$cur")) ;;
    file) COMPREPLY=($(compgen -f -- "$cur")); compopt -o filenames 2>/dev/null ;;
    folder) COMPREPLY=($(compgen -d -- "$cur")); compopt -o filenames 2>/dev/null ;;
  esac
}
complete -F _clusterloom clusterloom
`;
}

/** Options of any command that take a value, which is then no argument. */
export function flagsWithValue({ commands, flags }: Grammar): string[] {
  const all = [...flags, ...commands.flatMap((command) => command.flags)];
  return [...new Set(all.flatMap(({ names, value }) => (value === undefined ? [] : names)))];
}

/** Every path of a command or a group. */
export function knownPaths(grammar: Grammar): Set<string> {
  const above = [...groups(grammar).keys()].filter((path) => path !== "");
  return new Set([...above, ...grammar.commands.map(({ path }) => path)]);
}

function valueCases({ commands, flags }: Grammar): string {
  const own = commands.flatMap(({ path, flags: of }) => of.flatMap((flag) => valueCase(`${path}:`, flag)));
  const common = flags.flatMap((flag) => valueCase("*:", flag));
  return [...own, ...common].join("\n");
}

function valueCase(before: string, { names, value }: Flag): string[] {
  if (value === undefined) return [];
  const patterns = names.map((name) => (before === "*:" ? `*${quoted(`:${name}`)}` : quoted(before + name)));
  return [`    ${patterns.join("|")}) ${assigned(value)} ;;`];
}

function argumentCases(grammar: Grammar): string {
  const inGroups = [...groups(grammar)].map(
    ([path, members]) =>
      `      ${quoted(`${path}:0`)}) ${assigned({ words: members.map(({ word }) => word) })} ;;`,
  );
  return [...inGroups, ...grammar.commands.flatMap(argumentCasesOf)].join("\n");
}

function argumentCasesOf({ path, arguments: given, repeats }: CommandWords): string[] {
  return given.map((candidates, index) => {
    const rest = repeats && index === given.length - 1;
    return `      ${quoted(`${path}:`)}${rest ? "*" : index}) ${assigned(candidates)} ;;`;
  });
}

function assigned(candidates: Candidates): string {
  if (typeof candidates === "string") return `kind=${candidates}`;
  return `kind=words words=${quoted(candidates.words.join(" "))}`;
}

function flagNames(flags: readonly Flag[]): string {
  return flags.flatMap(({ names }) => names).join(" ");
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
