import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { connect, type Socket } from "node:net";
import { parseConfig } from "../../src/config/load.ts";
import { judgeSettings } from "../../src/configure/settings.ts";
import { builtIn } from "../../src/platform.ts";
import { chooseChecks } from "../../src/verify/choose.ts";
import { openLive } from "../../src/verify/open-live.ts";
import { runChecks } from "../../src/verify/run.ts";

/** What verify finds of one app of a cluster.yaml, whose pods all are the server at that port: results by their names. */
export async function askLive(file: string, app: string, port: number): Promise<Map<string, string>> {
  const { value: config, problems } = parseConfig(file, await readFile(file, "utf8"));
  assert.ok(config, problems[0]?.message);
  const { value } = judgeSettings({ config, secrecy: "plain" }, problems, builtIn);
  assert.ok(value, "the configuration has errors");
  const { value: chosen } = chooseChecks(value.variables, [app]);
  assert.ok(chosen, `${app} has no checks`);
  const live = openLive({ now: new Date(), via: "forward", reads: undefined, dial: () => dial(port) });
  const checked = await runChecks(chosen, live, { chat: false, secrets: [], patience: 30_000 });
  live.close();
  return new Map(checked.map(({ id, status }) => [id, status]));
}

function dial(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: "127.0.0.1", port }, () => resolve(socket));
    socket.once("error", reject);
  });
}
