import { setTimeout } from "node:timers/promises";
import { type Disk, nodeDisk } from "../../../src/output/disk.ts";
import { write } from "../../../src/output/write/write.ts";
import { switchTo } from "./two-trees.ts";

/** Switches roots from one tree to the other and back until it is killed, or until its last call to the disk. */
const [first = "0", last = "Infinity", ...roots] = process.argv.slice(2);
let calls = 0;
const counted = Object.entries(nodeDisk).map(([name, call]) => [
  name,
  async (...parameters: unknown[]) => {
    calls += 1;
    if (calls >= Number(last)) process.kill(process.pid, "SIGKILL");
    return await Reflect.apply(call, nodeDisk, parameters);
  },
]);
const disk = Object.fromEntries(counted) as Disk;

/** So that a kill finds each of them at another step. */
const LONGEST_PAUSE_MS = 20;

async function switching(root: string): Promise<never> {
  await setTimeout(Math.random() * LONGEST_PAUSE_MS);
  for (let turn = Number(first); ; turn += 1) {
    const { problems } = await write(root, switchTo(turn % 2 === 0 ? "even" : "odd"), { disk });
    if (problems.length > 0) throw new Error(JSON.stringify(problems));
  }
}

process.stdout.write("ready\n");
await Promise.all(roots.map(switching));
