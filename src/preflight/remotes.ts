/** A remote of a checkout. */
export interface Remote {
  readonly name: string;
  readonly url: string;
  /** True when it is the repository that the cluster follows, false when it is another; undefined where nobody says. */
  readonly isFollowed?: boolean;
}

/** The remotes that `git remote --verbose` lists, by the URL that is fetched from. */
export function remotesIn(listed: string): Remote[] {
  return listed.split("\n").flatMap((line) => {
    const [, name, url] = /^(\S+)\t(.+) \(fetch\)/.exec(line) ?? [];
    return name !== undefined && url !== undefined ? [{ name, url }] : [];
  });
}

/**
 * The remote to ask: the one that the cluster follows, else the one that the branch belongs to, else `origin`, else
 * the only one.
 */
export function remoteFor(
  remotes: readonly Remote[],
  url: string | undefined,
  upstream: string | undefined,
): Remote | undefined {
  const followed = url === undefined ? undefined : remotes.find((remote) => isSame(remote.url, url));
  if (followed) return { ...followed, isFollowed: true };
  const named = (name: string | undefined) => remotes.find((remote) => remote.name === name);
  const other = named(upstream) ?? named("origin") ?? (remotes.length === 1 ? remotes[0] : undefined);
  return other && { ...other, ...(url !== undefined && { isFollowed: false }) };
}

/** Hosts have aliases and the schemes differ, so the last two parts of the path decide, or what there is of them. */
function isSame(one: string, other: string): boolean {
  const [a, b] = [partsOf(one), partsOf(other)];
  const count = Math.min(a.length, b.length, 2);
  return count > 0 && a.slice(-count).join("/") === b.slice(-count).join("/");
}

function partsOf(url: string): string[] {
  const path = url
    .replace(/^[a-z+]+:\/\/[^/]*/i, "")
    .replace(/^[^/:]{2,}:/, "")
    .replace(/\.git\/*$/, "");
  return path
    .toLowerCase()
    .split(/[/\\]/)
    .filter((part) => part !== "" && part !== "." && part !== "..");
}
