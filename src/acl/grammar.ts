import { aclCategories, aclCommands } from "./words.ts";

/** What one line of an ACL file says, as Dragonfly understands it. */
export interface AclUser {
  readonly name: string;
  readonly on: boolean;
  /** SHA-256 of the passwords, in lower-case hex. */
  readonly hashes: readonly string[];
  readonly keys: readonly string[];
  readonly channels: readonly string[];
  /** Rules over categories and commands, in order. */
  readonly commands: readonly string[];
}

/** Why Dragonfly would refuse a line; `line` counts from 1. It refuses the whole file then. */
export interface AclFault {
  readonly line: number;
  readonly reason: string;
}

/**
 * Reads an ACL file by the grammar of Dragonfly's own parser (acl_family.cc, v1.36.0 to v1.40.1), which differs
 * from Redis': lines split at LF and single spaces, no comments, no carriage returns, no subcommands, no
 * selectors. Reasons never repeat a rule that may hold a password.
 */
export function parseAcl(text: string): { readonly users: AclUser[]; readonly faults: AclFault[] } {
  const users: AclUser[] = [];
  const faults: AclFault[] = [];
  text.split("\n").forEach((line, index) => {
    if (line === "") return;
    const tokens = line.split(" ").filter((token) => token !== "");
    const reason = lineFault(tokens);
    if (reason !== undefined) faults.push({ line: index + 1, reason });
    else users.push(userOf(tokens));
  });
  if (users.length === 0 && faults.length === 0) faults.push({ line: 1, reason: "the file names no user" });
  return { users, faults };
}

function lineFault(tokens: readonly string[]): string | undefined {
  // The server reads the first word of such a line without looking whether there is one.
  if (tokens.length === 0) return "the line holds nothing but spaces";
  if (tokens[0]?.toUpperCase() !== "USER") return "the line does not start with USER";
  if (tokens.length < 4) return "the line needs a user name and two rules";
  const rules = tokens.slice(2);
  return rules.map(ruleFault).find((reason) => reason !== undefined) ?? orderFault(rules);
}

/** Why Dragonfly does not know the rule; undefined when it does. */
export function ruleFault(rule: string): string | undefined {
  if (/[\s\0]/.test(rule)) return "a rule cannot contain white space";
  if (rule.startsWith("#")) {
    return /^#[0-9a-f]{64}$/i.test(rule) ? undefined : "a hash is # and 64 hex digits";
  }
  if (/^[<>]/.test(rule) || rule === "nopass") return "passwords are given as hashes only";
  if (/^(resetkeys|allkeys|resetchannels|allchannels|allcommands|nocommands|on|off)$/i.test(rule)) return;
  if (rule === "resetpass" || /^(%(RW|R|W))?~./.test(rule) || /^&./.test(rule)) return;
  const [, sign, at, name = ""] = /^([+-])(@?)(.*)$/s.exec(rule) ?? [];
  if (sign === undefined) return `${shown(rule)} is not a rule`;
  if (at) return aclCategories.has(name.toLowerCase()) ? undefined : `unknown category ${shown(name)}`;
  if (name.includes("|")) return `${shown(name)} names a subcommand, which Dragonfly cannot tell apart`;
  return aclCommands.has(name.toLowerCase()) ? undefined : `unknown command ${shown(name)}`;
}

function shown(word: string): string {
  return JSON.stringify(word.length > 40 ? `${word.slice(0, 40)}…` : word);
}

function orderFault(rules: readonly string[]): string | undefined {
  if (rules.filter((rule) => /^(on|off)$/i.test(rule)).length > 1) return "the line says on or off twice";
  return (
    afterAll(rules, /^(~\*|allkeys)$/i, /^resetkeys$/i, /^(%(RW|R|W))?~/) ??
    afterAll(rules, /^(&\*|allchannels)$/i, /^resetchannels$/i, /^&/)
  );
}

function afterAll(rules: readonly string[], all: RegExp, reset: RegExp, pattern: RegExp): string | undefined {
  let everything = false;
  for (const rule of rules) {
    if (all.test(rule)) everything = true;
    else if (reset.test(rule)) everything = false;
    else if (everything && pattern.test(rule)) return `${shown(rule)} comes after a pattern for everything`;
  }
  return undefined;
}

function userOf(tokens: readonly string[]): AclUser {
  const [, name = "", ...rules] = tokens;
  return {
    name,
    on: rules.some((rule) => /^on$/i.test(rule)),
    hashes: rules.filter((rule) => rule.startsWith("#")).map((rule) => rule.slice(1).toLowerCase()),
    keys: patterns(rules, /^(%(RW|R|W))?~/, /^allkeys$/i, "~*", /^resetkeys$/i),
    channels: patterns(rules, /^&/, /^allchannels$/i, "&*", /^resetchannels$/i),
    commands: rules.filter((rule) => /^([+-]|allcommands$|nocommands$)/i.test(rule)),
  };
}

function patterns(
  rules: readonly string[],
  own: RegExp,
  all: RegExp,
  allAs: string,
  reset: RegExp,
): string[] {
  let found: string[] = [];
  for (const rule of rules) {
    if (reset.test(rule)) found = [];
    else if (all.test(rule)) found = [allAs];
    else if (own.test(rule)) found.push(rule);
  }
  return found;
}
