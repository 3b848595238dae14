/** Remembers what must be undone when the work is over. */
export type Later = (undo: () => Promise<unknown>) => void;

/** Does the work; then, also when it failed, undoes what it asked for, the last first. */
export async function withCleanup<T>(work: (later: Later) => Promise<T>): Promise<T> {
  const undos: (() => Promise<unknown>)[] = [];
  try {
    return await work((undo) => void undos.push(undo));
  } finally {
    for (const undo of undos.reverse()) await undo().catch(() => undefined);
  }
}
