import { mkdir } from "node:fs/promises";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import * as apiServer from "./api-server.ts";
import * as ci from "./ci.ts";
import type { Context, Part, Row } from "./context.ts";
import * as differential from "./differential.ts";
import * as flux from "./flux.ts";
import * as kubeconform from "./kubeconform.ts";
import * as kustomize from "./kustomize.ts";
import * as litellm from "./litellm.ts";
import * as node from "./node.ts";
import * as ollama from "./ollama.ts";
import * as openWebui from "./open-webui.ts";
import * as platform from "./platform.ts";
import * as postgresql from "./postgres.ts";
import * as prometheus from "./prometheus.ts";
import * as reconcile from "./reconcile.ts";
import * as redis from "./redis.ts";
import * as s3Policy from "./s3-policy.ts";
import * as sops from "./sops.ts";
import * as verify from "./verify.ts";

const parts: readonly Part[] = [
  sops,
  kustomize,
  kubeconform,
  redis,
  litellm,
  ollama,
  openWebui,
  postgresql,
  prometheus,
  s3Policy,
  ci,
  apiServer,
  differential,
  flux,
  reconcile,
  verify,
  platform,
];
/** Parts that keep every core busy run when the others are through. */
const afterwards: readonly Part[] = [node];

/** Asks every real counterpart, prints the table, and fails when one disagrees or, on CI, was not asked. */
async function main(): Promise<void> {
  const cache = resolve(process.env.CLUSTERLOOM_CACHE ?? ".cache/conformance");
  await mkdir(cache, { recursive: true });
  const { values, positionals: wanted } = parseArgs({
    options: { crds: { type: "string" }, seed: { type: "string", multiple: true, default: [] } },
    allowPositionals: true,
  });
  const crds = values.crds ?? process.env.CLUSTERLOOM_CRDS;
  const chosen = (part: Part) => wanted.length === 0 || wanted.includes(part.name);
  const shared = { cache, ci: Boolean(process.env.CI), crds, seeds: seedsOf(values.seed), once: keeper() };
  const rows = (await Promise.all(parts.filter(chosen).map((part) => runPart(part, shared)))).flat();
  for (const part of afterwards.filter(chosen)) rows.push(...(await runPart(part, shared)));
  printTable(rows);
  process.exitCode = verdict(rows);
}

function seedsOf(texts: readonly string[]): number[] {
  const wrong = texts.find((text) => !/^[1-9]\d{0,8}$/.test(text));
  if (wrong !== undefined) throw new Error("--seed takes a number from 1 to 999999999");
  return texts.map(Number);
}

/** Makes each thing once, also when several ask at the same time. */
function keeper(): Context["once"] {
  const made = new Map<string, Promise<unknown>>();
  return <T>(key: string, make: () => Promise<T>) => {
    const known = made.get(key) ?? make();
    made.set(key, known);
    return known as Promise<T>;
  };
}

async function runPart(part: Part, shared: Omit<Context, "log">): Promise<readonly Row[]> {
  const context: Context = { ...shared, log: (line) => console.error(`[${part.name}] ${line}`) };
  try {
    return await part.run(context);
  } catch (error) {
    const reason = error instanceof Error ? error.message.split("\n")[0] : String(error);
    return [
      {
        counterpart: part.name,
        version: "?",
        cases: 1,
        passed: 0,
        skipped: 1,
        reason: reason ?? "",
        failures: [],
      },
    ];
  }
}

function printTable(rows: readonly Row[]): void {
  console.log("| counterpart | version | cases | passed | skipped | reason |");
  console.log("|---|---|---|---|---|---|");
  for (const { counterpart, version, cases, passed, skipped, reason = "" } of rows) {
    console.log(`| ${counterpart} | ${version} | ${cases} | ${passed} | ${skipped} | ${reason} |`);
  }
  for (const row of rows) {
    for (const failure of row.failures) console.log(`FAILED ${row.counterpart} ${row.version}: ${failure}`);
  }
}

function verdict(rows: readonly Row[]): number {
  const sum = (pick: (row: Row) => number) => rows.reduce((total, row) => total + pick(row), 0);
  const passed = sum((row) => row.passed);
  const skipped = sum((row) => row.skipped);
  const failed = sum((row) => row.cases - row.passed - row.skipped);
  if (skipped > 0)
    console.log(`skipped cases count as failures on CI${process.env.CI ? ", which this is" : ""}`);
  console.log(`conformance: ${passed} passed, ${failed} failed, ${skipped} skipped`);
  return failed > 0 || passed === 0 || (process.env.CI && skipped > 0) ? 1 : 0;
}

await main();
