import { writeFile } from "node:fs/promises";
import { type Disk, nodeDisk } from "../../../src/output/disk.ts";

export interface Failure {
  /** The call that fails, counted from 1. */
  readonly at: number;
  readonly code: string;
  /** `once`: later calls succeed. `dead`: every later call fails, as if the process were gone. */
  readonly how: "once" | "dead";
}

export interface FailingDisk {
  readonly disk: Disk;
  /** How many calls were made. */
  readonly calls: () => number;
}

/** The real disk until the given call; a failing write leaves half of its content behind. */
export function failingDisk({ at, code, how }: Failure): FailingDisk {
  let calls = 0;
  const fails = () => {
    calls += 1;
    return calls === at || (how === "dead" && calls > at);
  };
  const guarded = Object.entries(nodeDisk).map(([name, call]) => [
    name,
    async (...parameters: unknown[]) => {
      if (!fails()) return await Reflect.apply(call, nodeDisk, parameters);
      if (name === "writeNew" && calls === at) await tornWrite(parameters);
      throw Object.assign(new Error(`${name} failed`), { code });
    },
  ]);
  return { disk: Object.fromEntries(guarded) as Disk, calls: () => calls };
}

async function tornWrite([path, content]: unknown[]): Promise<void> {
  const half = String(content).slice(0, String(content).length / 2);
  await writeFile(String(path), half, { flag: "wx" }).catch(() => undefined);
}
