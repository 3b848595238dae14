import { setTimeout } from "node:timers/promises";
import { type Disk, errnoOf } from "../disk.ts";

/** Pauses in milliseconds between tries; Windows refuses while an editor or virus scanner has a file open. */
export const PAUSES: readonly number[] = process.platform === "win32" ? [10, 20, 40, 80, 160, 320] : [];

const HELD = ["EPERM", "EBUSY", "EACCES"];

/** A disk whose renames and removals are tried again while another program holds the file. */
export function patient(disk: Disk, pauses: readonly number[]): Disk {
  if (pauses.length === 0) return disk;
  return {
    ...disk,
    rename: (from, to) => again(() => disk.rename(from, to), pauses),
    removeFile: (path) => again(() => disk.removeFile(path), pauses),
  };
}

async function again(call: () => Promise<void>, [pause, ...pauses]: readonly number[]): Promise<void> {
  try {
    await call();
  } catch (error) {
    if (pause === undefined || !HELD.includes(errnoOf(error) ?? "")) throw error;
    await setTimeout(pause);
    await again(call, pauses);
  }
}
