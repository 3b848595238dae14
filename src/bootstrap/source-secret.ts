import { bad, type Diagnosis } from "../doctor/diagnosis.ts";
import { clean } from "../report/clean.ts";

/** What is known of the Secret with which Flux signs in to the Git server. */
export interface SourceSecret {
  readonly url: string;
  readonly namespace: string;
  /** Undefined where none was named, and the GitRepository names none either. */
  readonly name: string | undefined;
  /** Names of its entries; undefined where there is no such Secret, "hidden" where we may not read it. */
  readonly entries: readonly string[] | "hidden" | undefined;
}

/** Whether Flux can sign in: `source-secret-unnamed`, `source-secret-missing`, `source-secret-incomplete`, all warnings. */
export function judgeSourceSecret({ url, namespace, name, entries }: SourceSecret): Diagnosis[] {
  const isSsh = url.startsWith("ssh:");
  if (name === undefined) return isSsh ? [unnamed(url, namespace)] : [];
  if (entries === "hidden") return [];
  const shown = `Secret ${clean(namespace)}/${clean(name)}`;
  const hint = howToMake(url, namespace, name);
  if (entries === undefined)
    return [
      bad("warning", "source-secret-missing", `there is no ${shown}, with which Flux would sign in`, hint),
    ];
  const lacking = lackingEntries(isSsh, entries);
  if (lacking.length === 0) return [];
  const message = `${shown} has no ${lacking.join(" and no ")}, by which Flux signs in`;
  return [bad("warning", "source-secret-incomplete", message, hint)];
}

function unnamed(url: string, namespace: string): Diagnosis {
  const message = "Flux signs in to a server over SSH with a key, and no Secret with one was named";
  const hint = `${howToMake(url, namespace, "home-ops")}, and say --source-secret home-ops; or use the https URL of a public repository`;
  return bad("warning", "source-secret-unnamed", message, hint);
}

/** No secret stands on the command line: it is a key that is made, or read from a file. */
function howToMake(url: string, namespace: string, name: string): string {
  const where = `-n ${clean(namespace)} create secret generic ${clean(name)}`;
  return url.startsWith("ssh:")
    ? `flux -n ${clean(namespace)} create secret git ${clean(name)} --url=${clean(url)} makes a deploy key and prints it`
    : `kubectl ${where} --from-literal=username=git --from-file=password=TOKEN_FILE makes it, the token in that file without a line end`;
}

/** Tokens of a GitHub App and bearer tokens are further ways over HTTPS. */
function lackingEntries(isSsh: boolean, entries: readonly string[]): string[] {
  const has = (name: string) => entries.includes(name);
  if (isSsh) return ["identity", "known_hosts"].filter((name) => !has(name));
  if (has("bearerToken") || has("githubAppID")) return [];
  return ["username", "password"].filter((name) => !has(name));
}
