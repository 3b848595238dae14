import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { execa } from "execa";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { secretSettings } from "../../src/schema.ts";
import { bundle } from "../../src/settings-bundle.ts";
import { bundledOnce } from "./bundled.ts";
import { configured } from "./configured.ts";
import { OWNER } from "./identity.ts";
import { started } from "./platform.ts";
import { found } from "./problems.ts";
import { type Repository, repository } from "./repository.ts";

const clusterloom = bundledOnce();
const hook = pathToFileURL(join(import.meta.dirname, "traced-writes.mjs")).href;

interface Write {
  readonly name: string;
  readonly to: string;
  readonly text: string;
}

/** Runs the bundle in a process of its own; gives what it printed and every write that it made. */
async function traced(repo: Repository, argv: readonly string[], env: Record<string, string> = {}) {
  const outside = await repository({ trace: "" });
  const trace = join(outside.root, "trace");
  const { exitCode, stdout, stderr } = await execa(
    process.execPath,
    ["--import", hook, clusterloom(), ...argv],
    {
      cwd: repo.root,
      reject: false,
      extendEnv: false,
      env: { ...env, TRACED_WRITES: trace, HOME: outside.root },
    },
  );
  const lines = (await readFile(trace, "utf8")).split("\n").filter(Boolean);
  const writes = lines.map((line): Write => JSON.parse(line));
  return { exitCode, printed: `${stdout}\n${stderr}`, writes };
}

/** Every secret of a cluster.yaml in the forms in which it could leak. */
function formsOf(cluster: string, key: string): string[] {
  const settings: Record<string, unknown> = parse(cluster);
  const secrets = secretSettings(bundle).flatMap((name) => (settings[name] ? [String(settings[name])] : []));
  expect(secrets.length).toBeGreaterThan(4);
  return [...secrets, key].flatMap((secret) => [
    secret,
    Buffer.from(secret).toString("base64").replace(/=+$/, ""),
    Buffer.from(secret).toString("hex"),
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
  ]);
}

const leaks = (text: string, forms: readonly string[]) => forms.filter((form) => text.includes(form));
const keyIn = (text: string) => /AGE-SECRET-KEY-\w+/.exec(text)?.[0] ?? "";

describe("what is written", () => {
  it("by configure never holds a secret, nor what is printed", async () => {
    const cluster = await readFile("tests/goldens/full/cluster.yaml", "utf8");
    const repo = await started(cluster);
    const forms = formsOf(cluster, OWNER.identity);
    for (const argv of [
      ["configure"],
      ["--verbose", "configure", "--force"],
      ["--format", "json", "configure"],
    ]) {
      const { exitCode, printed, writes } = await traced(repo, argv);
      expect(exitCode, printed).toBe(0);
      expect(leaks(printed, forms)).toEqual([]);
      for (const { to, text } of writes) expect([to, leaks(text, forms)]).toEqual([to, []]);
      if (!argv.includes("--force") && !argv.includes("json")) expect(writes.length).toBeGreaterThan(50);
    }
  });

  it("by init holds secrets in cluster.yaml and age.key alone", async () => {
    const repo = await repository();
    const { exitCode, printed, writes } = await traced(repo, ["init", "--yes"]);
    expect(exitCode, printed).toBe(0);
    const [cluster, key] = [await repo.read("cluster.yaml"), await repo.read("age.key")];
    const forms = formsOf(cluster, keyIn(key));
    expect(leaks(printed, forms)).toEqual([]);
    const others = writes.filter(({ text }) => text !== cluster && text !== key);
    expect(others.length).toBeLessThan(writes.length);
    for (const { to, text } of others) expect([to, leaks(text, forms)]).toEqual([to, []]);
  });

  it("is seen by the trace in every way that Node has", async () => {
    const repo = await repository({ "all.mjs": ways });
    const outside = await repository({ trace: "" });
    const trace = join(outside.root, "trace");
    await execa(process.execPath, ["--import", hook, "all.mjs"], {
      cwd: repo.root,
      env: { TRACED_WRITES: trace },
    });
    const seen = (await outside.read("trace")).split("\n").filter((line) => line.includes("hunter2"));
    expect(new Set(seen.map((line) => /hunter2-(\w+)/.exec(line)?.[1])).size).toBe(9);
  });
});

/** One write for each call that puts a text into a file. */
const ways = `
import fs, { writeFileSync, createWriteStream } from "node:fs";
import * as promises from "node:fs/promises";
const secret = (name) => "hunter2-" + name;
writeFileSync("a", secret("writeFileSync"));
fs.appendFileSync("a", secret("appendFileSync"));
const fd = fs.openSync("b", "w");
fs.writeSync(fd, secret("writeSync"));
fs.writevSync(fd, [Buffer.from(secret("writevSync"))]);
await promises.writeFile("c", secret("writeFile"));
await promises.appendFile("c", secret("appendFile"));
const handle = await promises.open("d", "w");
await handle.write(Buffer.from(secret("handleWrite")));
await handle.writeFile(secret("handleWriteFile"));
await handle.appendFile(secret("handleAppendFile"));
await handle.close();
`;

describe("a disk that is full", () => {
  it.each([1, 3, 8])("at write %i: nothing is lost, and the next run completes", async (failing) => {
    const repo = await configured();
    const cluster = await repo.read("cluster.yaml");
    await repo.put({
      "cluster.yaml": cluster
        .replace("example.com", "example.org")
        .replace(/dragonfly_acl_enabled.*\n/, "$&dragonfly_threads: 1\n"),
    });
    const before = await repo.tree();
    const { exitCode, printed, writes } = await traced(repo, ["--format", "json", "configure"], {
      FAILING_WRITE: String(failing),
    });
    if (writes.length < failing) return expect(exitCode).toBe(0);
    const { problems } = JSON.parse(printed);
    expect({ exitCode, codes: problems.map(({ code }: { code: string }) => code) }).toEqual({
      exitCode: 1,
      codes: ["disk-full"],
    });
    expect(await repo.tree()).toEqual(before);
    expect((await found(repo, ["configure"])).exitCode).toBe(0);
  });
});
