import { spawn, spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { clientKeysScript } from "../../../src/apps/litellm/client-keys-script.ts";

const hasPython = spawnSync("python3", ["--version"]).status === 0;
const master = "sk-master-0123456789";
const key = "sk-client-0123456789";
const limits = { models: ["gpt-5"], max_budget: 5, budget_duration: "30d" };
const body = { key, key_alias: "chat", allowed_routes: ["llm_api_routes"], ...limits };

interface Case {
  readonly name: string;
  /** The keys that LiteLLM has, by their aliases. */
  readonly before: Readonly<Record<string, string>>;
  readonly calls: readonly string[];
  readonly after: Readonly<Record<string, string>>;
  readonly code: number;
}

const cases: readonly Case[] = [
  {
    name: "makes a new key",
    before: {},
    calls: ["/key/update 404", "/key/delete 404", "/key/generate 200"],
    after: { chat: key },
    code: 0,
  },
  {
    name: "changes a key that is there, so that running twice does no harm",
    before: { chat: key },
    calls: ["/key/update 200"],
    after: { chat: key },
    code: 0,
  },
  {
    name: "puts a new key in the place of the former one",
    before: { chat: "sk-former" },
    calls: ["/key/update 404", "/key/delete 200", "/key/generate 200"],
    after: { chat: key },
    code: 0,
  },
  {
    name: "fails, and tells no key, when LiteLLM refuses",
    before: { refused: "" },
    calls: ["/key/update 400"],
    after: { refused: "" },
    code: 1,
  },
];

describe.skipIf(!hasPython)("the script of the Job", () => {
  it.each(cases)("$name", async ({ before, calls, after, code }) => {
    const litellm = await startLitellm(before);
    const run = await runScript(litellm.url);
    await litellm.stop();
    expect(run.code).toBe(code);
    expect(run.output).not.toMatch(/sk-/);
    expect(litellm.calls).toEqual(calls);
    expect(Object.fromEntries(litellm.keys)).toEqual(after);
  });
});

/** As much of LiteLLM's key management as its source has of these cases (key_management_endpoints.py, 1.108). */
async function startLitellm(before: Case["before"]) {
  const keys = new Map(Object.entries(before));
  const calls: string[] = [];
  const server = createServer((request, response) => {
    let text = "";
    request.on("data", (part) => {
      text += part;
    });
    request.on("end", () => {
      const asked = JSON.parse(text);
      const status =
        request.headers.authorization === `Bearer ${master}` ? answer(keys, request.url, asked) : 401;
      calls.push(`${request.url} ${status}`);
      response.writeHead(status).end(`no luck with ${asked.key}`);
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  const stop = () => new Promise((done) => server.close(done));
  return { url: `http://127.0.0.1:${port}`, keys, calls, stop };
}

function answer(keys: Map<string, string>, url: string | undefined, asked: typeof body): number {
  if (keys.has("refused")) return 400;
  if (url === "/key/delete") return keys.delete("chat") ? 200 : 404;
  expect(asked).toEqual(body);
  if (url === "/key/update") return keys.get("chat") === asked.key ? 200 : 404;
  if (keys.has("chat")) return 400;
  keys.set(asked.key_alias, asked.key);
  return 200;
}

async function runScript(url: string): Promise<{ code: number | null; output: string }> {
  const folder = await mkdtemp(join(tmpdir(), "client-keys-"));
  const files = [join(folder, "client-keys.py"), join(folder, "clients.json")] as const;
  await writeFile(files[0], clientKeysScript);
  await writeFile(files[1], JSON.stringify([{ name: "chat", variable: "KEY_CHAT", limits }]));
  const env = {
    ...process.env,
    LITELLM_URL: url,
    LITELLM_MASTER_KEY: master,
    KEY_CHAT: key,
    RETRY_SECONDS: "0",
  };
  const child = spawn("python3", files, { env });
  let output = "";
  child.stdout.on("data", (part) => {
    output += part;
  });
  child.stderr.on("data", (part) => {
    output += part;
  });
  const code = await new Promise<number | null>((done) => child.on("close", done));
  await rm(folder, { recursive: true, force: true });
  return { code, output };
}
