/** Names that Dragonfly has for what Redis calls otherwise. */
const renamedCategories: ReadonlyMap<string, string> = new Map([["hyperlog", "hyperloglog"]]);

/** Categories and commands that Redis 7.0 lacks: a rule about them says nothing there, and would be refused. */
const foreignCategories: ReadonlySet<string> = new Set(["bloom", "ft_search", "json", "throttle"]);
const foreignCommands =
  /^(bf|cl|ft|json)\.|^(addreplicaof|fieldexpire|fieldttl|gat|hexpire|hsetex|prepend|repltakeover|stick)$/;

/**
 * An ACL file of Dragonfly's in the grammar of Redis 7.0: its first word is lower case there, and rules about
 * what only Dragonfly has are left out. Everything else means the same to both.
 */
export function redisAcl(text: string): string {
  return text.replace(/^.+$/gm, (line) =>
    line
      .split(" ")
      .flatMap((word, index) => (index === 0 ? [word.toLowerCase()] : translateRule(word)))
      .join(" "),
  );
}

function translateRule(rule: string): string[] {
  const [, sign = "", at, name = ""] = /^([+-])(@?)(.+)$/.exec(rule) ?? [];
  if (sign === "") return [rule];
  const lower = name.toLowerCase();
  if (at) return foreignCategories.has(lower) ? [] : [`${sign}@${renamedCategories.get(lower) ?? lower}`];
  return foreignCommands.test(lower) ? [] : [`${sign}${lower}`];
}
