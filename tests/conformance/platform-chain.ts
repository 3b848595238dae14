import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import type { Case } from "./cases.ts";
import { expectOnFirstScreen, expectWholeWords } from "./first-screen.ts";
import { expectOnePicture, pictureOf } from "./live-picture.ts";
import { restartLitellm, type Site, startPlatform } from "./platform-servers.ts";
import type { Shown, Typing } from "./pseudo-terminal.ts";
import { atTerminal } from "./reconcile-rig.ts";
import type { Servers } from "./verify-rig.ts";

const yes = "y\r";
const rightCluster: Typing = { after: /is that the right cluster\? \[y\/N\] /, type: yes };
const applyThis: Typing = { after: /apply this\? \[y\/N\] /, type: yes };
/** Without a Gateway no route answers. */
const apps = ["litellm", "dragonfly", "open-webui", "headlamp"];

/** Types a command, and gives what the terminal showed. */
type Type = (argv: readonly string[], ...typing: readonly Typing[]) => Promise<Shown>;

/** Somebody before a terminal, and what has come up so far. */
interface Seat {
  readonly site: Site;
  readonly type: Type;
  /** Everything that was shown. */
  readonly screens: string[];
  servers?: Servers;
}

/** The way of docs/first-cluster.md, each step as it is typed; what follows a step that failed cannot be asked. */
export function chainCases(site: Site): Case[] {
  const { rig } = site;
  const screens: string[] = [];
  const type: Type = async (argv, ...typing) => {
    const shown = await atTerminal(rig, argv, typing);
    screens.push(textOf(shown));
    expectWholeWords(shown);
    rig.log(`$ clusterloom ${argv.join(" ")}\n${textOf(shown)}`);
    return shown;
  };
  const seat: Seat = { site, type, screens };
  return inOneGo([
    ...firstSteps(seat),
    ...changeSteps(seat),
    { title: "no secret was on a screen", check: () => expectNoSecret(site, screens) },
  ]);
}

function verifies({ type }: Seat): Promise<Shown> {
  return type(["verify", "--chat", ...apps], rightCluster);
}

function firstSteps(seat: Seat): Case[] {
  const { site, type } = seat;
  const { rig } = site;
  return [
    {
      title: "init",
      check: async () => {
        await execa("git", ["remote", "add", "origin", rig.url], { cwd: rig.git.folder });
        expectWell(await type(["init"]), /made age\.key/);
      },
    },
    { title: "a provider, models, and configure", check: () => configures(site, type, withModels) },
    { title: "commit and push", check: () => push(site) },
    {
      title: "bootstrap, which asks",
      check: async () => {
        const shown = await type(["bootstrap", "--url", rig.url], rightCluster, applyThis);
        expectWell(shown, /the cluster follows the repository now/);
      },
    },
    { title: "reconcile, which asks, until all is ready", check: () => reconciles(site, type) },
    {
      title: "servers by what Flux has applied",
      check: async () => {
        seat.servers = await startPlatform(site);
      },
    },
    { title: "verify --chat", check: async () => expectWell(await verifies(seat), /\d+ hold/) },
  ];
}

function changeSteps(seat: Seat): Case[] {
  const { site, type } = seat;
  return [
    { title: "a model more, and configure", check: () => configures(site, type, withAnother) },
    { title: "commit and push the change", check: () => push(site) },
    { title: "reconcile the change", check: () => reconciles(site, type) },
    {
      title: "verify tells that LiteLLM still runs with the old list",
      check: async () => {
        const shown = await verifies(seat);
        assert.equal(shown.code, 1, textOf(shown));
        expectOnFirstScreen(shown, [/serves exactly the configured models missing: another hint: reconcile/]);
      },
    },
    {
      title: "verify --chat of what runs by the change",
      check: async () => {
        assert.ok(seat.servers);
        await restartLitellm(site, seat.servers);
        expectWell(await verifies(seat), /another/, /\d+ hold/);
      },
    },
  ];
}

function inOneGo(steps: readonly Case[]): Case[] {
  let at: string | undefined;
  const check = async (step: Case) => {
    if (at !== undefined) throw new Error(`not reached, because this failed: ${at}`);
    at = step.title;
    await step.check();
    at = undefined;
  };
  return steps.map((step) => ({ title: step.title, check: () => check(step) }));
}

function textOf({ terminal }: Shown): string {
  return terminal.transcript().join("\n");
}

function expectWell(shown: Shown, ...told: readonly RegExp[]): void {
  assert.equal(shown.code, 0, textOf(shown).slice(-900));
  for (const words of told) assert.match(textOf(shown), words);
}

/** Somebody edits cluster.yaml. */
async function configures({ rig }: Site, type: Type, edit: (text: string) => string): Promise<void> {
  const path = join(rig.git.folder, "cluster.yaml");
  const before = await readFile(path, "utf8");
  const after = edit(before);
  assert.notEqual(after, before, "nothing was edited");
  await writeFile(path, after);
  expectWell(await type(["configure"]));
}

const models = `openai_api_key: test-provider-5b1e
litellm_models:
  - name: small
    model: openai/gpt-4o-mini
  - name: large
    model: openai/gpt-4o
`;

function withModels(text: string): string {
  return text.replace('# openai_api_key: ""\n', models);
}

function withAnother(text: string): string {
  return text.replace("  - name: large\n", "  - name: another\n    model: openai/gpt-4.1\n  - name: large\n");
}

async function push({ rig }: Site): Promise<void> {
  await rig.git.commit("change");
}

/** Everything is ready in the picture and in the cluster, at the commit that was pushed. */
async function reconciles({ rig }: Site, type: Type): Promise<void> {
  const shown = await type(["reconcile"], rightCluster);
  expectWell(shown, /^ready: \d+ Kustomizations and \d+ HelmReleases at main/m);
  expectOnePicture(shown);
  const late = pictureOf(shown).filter(({ stage }) => stage !== "ready");
  assert.deepEqual(late, []);
  const { stdout } = await execa("git", ["rev-parse", "HEAD"], { cwd: rig.git.folder });
  const { body } = await rig.server.ask("/apis/kustomize.toolkit.fluxcd.io/v1/kustomizations");
  const { items } = body as {
    items: { metadata: { name: string }; status?: { lastAppliedRevision?: string } }[];
  };
  const behind = items.filter(({ status }) => !status?.lastAppliedRevision?.endsWith(stdout.trim()));
  assert.deepEqual(
    behind.map(({ metadata }) => metadata.name),
    [],
  );
}

/** None of cluster.yaml, and not the key that opens it. */
async function expectNoSecret({ rig }: Site, screens: readonly string[]): Promise<void> {
  const text = await readFile(join(rig.git.folder, "cluster.yaml"), "utf8");
  const key = await readFile(join(rig.git.folder, "age.key"), "utf8");
  const values = [...text.matchAll(/^\w+_(?:key|password): (\S{8,})$/gm)].map(([, value = ""]) => value);
  const secrets = [...values, /AGE-SECRET-KEY-\S+/.exec(key)?.[0] ?? ""];
  assert.ok(secrets.length > 8 && !secrets.includes(""), `${secrets.length} secrets`);
  for (const secret of secrets)
    assert.ok(!screens.some((screen) => screen.includes(secret)), "a secret was shown");
}
