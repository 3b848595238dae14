import { write } from "../../../src/output/write/write.ts";
import { switchTo } from "./two-trees.ts";

/** Switches a root from one tree to the other and back until it is killed. */
const [root = "", first = "0"] = process.argv.slice(2);
process.stdout.write("ready\n");
for (let turn = Number(first); ; turn += 1) {
  const { problems } = await write(root, switchTo(turn % 2 === 0 ? "even" : "odd"));
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
}
