import { isSealedPath } from "../files.ts";
import { isSealed } from "../sops/read-sealed.ts";
import type { GitFacts } from "./facts.ts";

/** Runs `git` in the root; undefined when there is no such program. */
export type RunGit = (
  args: readonly string[],
) => Promise<{ readonly failed: boolean; readonly stdout: string } | undefined>;

/** The text of a file below the root; undefined when it cannot be read or is too large to be a manifest. */
export type ReadText = (path: string) => Promise<string | undefined>;

/** Asks Git about the repository. `paths` hold secrets in clear and should be ignored. Changes nothing. */
export async function askGit(
  run: RunGit,
  read: ReadText,
  paths: readonly string[],
): Promise<GitFacts | "missing" | "none"> {
  const inside = await run(["rev-parse", "--is-inside-work-tree"]);
  if (!inside) return "missing";
  if (inside.failed || inside.stdout.trim() !== "true") return "none";
  const [listed, ignored] = await Promise.all([
    run(["ls-files", "-z"]),
    Promise.all(paths.map((path) => run(["check-ignore", "--quiet", "--no-index", "--", path]))),
  ]);
  const tracked = split(listed?.stdout);
  const exposed = await Promise.all(tracked.filter(mayHoldSecrets).map((path) => exposure(path, read)));
  return {
    exposed: exposed.flatMap((one) => one ?? []),
    ignored: new Set(paths.filter((_path, index) => ignored[index]?.failed === false)),
    tracked: new Set(tracked),
  };
}

function split(text: string | undefined): string[] {
  return (text ?? "").split("\0").filter((path) => path !== "");
}

function mayHoldSecrets(path: string): boolean {
  return /\.(ya?ml|json|key|agekey|txt)$/.test(path) && !/(^|\/)node_modules\//.test(path);
}

async function exposure(path: string, read: ReadText): Promise<{ path: string; what: string } | undefined> {
  const text = await read(path);
  if (text === undefined) return undefined;
  if (/^AGE-SECRET-KEY-(PQ-)?1[A-Z0-9]{20}/m.test(text)) return { path, what: "an age private key" };
  if (!/\.ya?ml$/.test(path)) return undefined;
  if (isSealedPath(path))
    return isSealed(text) ? undefined : { path, what: "a file that should be encrypted" };
  return isPlainSecret(text) ? { path, what: "a Secret in clear" } : undefined;
}

/** A manifest of kind Secret with data of its own; what a template prints is not looked at. */
function isPlainSecret(text: string): boolean {
  return text
    .split(/^---/m)
    .some(
      (part) =>
        /^kind: *["']?Secret["']?\s*$/m.test(part) &&
        /^(data|stringData):\s*\n\s+\S/m.test(part) &&
        !isSealed(text),
    );
}
