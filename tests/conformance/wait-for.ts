import { setTimeout as sleep } from "node:timers/promises";
import { lastLines, type Running } from "./process.ts";

export interface Patience {
  readonly seconds: number;
  /** Milliseconds between two looks. */
  readonly every?: number;
  /** Processes without which waiting is pointless. */
  readonly needs?: readonly Running[];
}

/** Looks until there is something, and gives it. Throws when the time is over or a needed process has ended. */
export async function waitFor<T>(
  what: string,
  look: () => Promise<T | undefined>,
  { seconds, every = 200, needs = [] }: Patience,
): Promise<T> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    const dead = needs.find((running) => !running.alive());
    if (dead) throw new Error(`no ${what}: a process ended: ${lastLines(dead)}`);
    if (Date.now() > end) throw new Error(`no ${what} after ${seconds} s`);
    await sleep(every);
  }
}
