/** What the lock file remembers of one shared `kustomization.yaml`. */
export interface SharedRecord {
  /** The entries of `resources` that are ours, as we wrote them, in the order we added them. */
  readonly entries: readonly string[];
  /** Content hash of a file that we made from a skeleton; absent when the file was a neighbour's. */
  readonly created?: string;
  /** What stood in the place of the list before us: "absent", or the text of a null such as `~` or "". */
  readonly before?: string;
}

/** What we own below a root. Hashes are of the bytes on disk (`contentHash`): ciphertext for sealed files. */
export interface Lock {
  readonly files: ReadonlyMap<string, string>;
  /** Files that we made because nobody had; like `files`, but never taken over from others. */
  readonly seeds: ReadonlyMap<string, string>;
  readonly shared: ReadonlyMap<string, SharedRecord>;
  /** Folders that we made, and that go when they are empty. */
  readonly folders: ReadonlySet<string>;
}

/** The version of the lock file's format that this release reads and writes. */
export const LOCK_VERSION = 1;

export const EMPTY_LOCK: Lock = {
  files: new Map(),
  seeds: new Map(),
  shared: new Map(),
  folders: new Set(),
};

/** True when nothing is owned: then no lock file is needed. */
export function isEmptyLock(lock: Lock): boolean {
  return lock.files.size + lock.seeds.size + lock.shared.size + lock.folders.size === 0;
}

/** The paths whose present state a plan needs, besides those it wants. */
export function lockedPaths(lock: Lock): string[] {
  return [...lock.files.keys(), ...lock.seeds.keys(), ...lock.shared.keys()];
}

/** The text of the lock file: sorted, one path a line, so that Git merges it well. */
export function printLock(lock: Lock): string {
  const shared = sortedObject([...lock.shared].map(([path, record]) => [path, printable(record)]));
  const value = {
    version: LOCK_VERSION,
    files: sortedObject([...lock.files]),
    seeds: sortedObject([...lock.seeds]),
    shared,
    folders: [...lock.folders].sort(),
  };
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** A fixed order of keys, whatever order the record was made in. */
function printable({ entries, created, before }: SharedRecord): SharedRecord {
  return { entries, ...(created !== undefined && { created }), ...(before !== undefined && { before }) };
}

/** An object without prototype, so that a file called `__proto__` is an ordinary key. */
function sortedObject<T>(pairs: [string, T][]): Record<string, T> {
  const object: Record<string, T> = Object.create(null);
  for (const [key, value] of pairs.sort(([a], [b]) => (a < b ? -1 : 1))) object[key] = value;
  return object;
}
