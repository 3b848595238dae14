import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Case } from "./cases.ts";
import type { CommentHost } from "./ci-comments.ts";
import { type CiRig, ciRig, gitUrl, installed, type Provider, packed } from "./ci-rig.ts";
import type { JobResult } from "./ci-runner.ts";
import { withCleanup } from "./cleanup.ts";

/** What a pull request meets, with the workflow in a repository that `init` and `configure` made. */
export function pullRequestCases(provider: Provider): Case[] {
  const given = (title: string, check: (rig: CiRig) => Promise<void>, ...options: string[]): Case => ({
    title: `${provider}: ${title}`,
    check: () => withCleanup(async (later) => check(await ciRig(provider, installed, later, ...options))),
  });
  return [
    given("a tree that is up to date passes without a key, and nothing is said", unchanged),
    given("a typo in cluster.yaml is told where it is, and nothing else", typo),
    given("a forgotten configure is told, and shown in one comment that follows the changes", forgotten),
    given("a file that was edited by hand is told and shown", edited),
    given("a long difference is cut to what the host takes", long),
    given("a fork that may write no comment is checked like any other", fork),
    given("a token that may only read fails nothing", readOnly),
    given("with the key secrets are compared, and never shown", withKey, "--with-key"),
    given("a fork without the key passes where others have it", forkWithoutKey, "--with-key"),
  ];
}

/** What npm installs is what runs. */
export function installCases(provider: Provider): Case[] {
  const from = (title: string, source: typeof packed): Case => ({
    title: `${provider}: it installs ${title}, and runs`,
    check: () => withCleanup(async (later) => unchanged(await ciRig(provider, await source(later), later))),
  });
  return [from("a packed package", packed), from("a Git repository, which npm builds", gitUrl)];
}

const more = "litellm_replicas: 3";

async function replicas(rig: CiRig, line = more): Promise<void> {
  await rig.edit("cluster.yaml", (text) => text.replace(/^litellm_replicas: .*$/m, line));
}

function ours({ comments }: CommentHost): string[] {
  return comments.filter(({ user }) => user.login !== "someone").map(({ body }) => body);
}

async function qualityCodes({ workspace }: JobResult): Promise<string[]> {
  const text = await readFile(join(workspace, "gl-code-quality-report.json"), "utf8");
  return (JSON.parse(text) as { check_name: string }[]).map((entry) => entry.check_name);
}

/** The finding is where the host shows it: an annotation, or an entry of the report. */
async function tells(rig: CiRig, result: JobResult, code: string): Promise<void> {
  assert.equal(result.isWell, false, result.output);
  if (rig.provider === "gitlab") assert.ok((await qualityCodes(result)).includes(code), result.output);
  else assert.match(result.output, new RegExp(`^::error file=[^:]*title=${code}::`, "m"));
}

async function unchanged(rig: CiRig): Promise<void> {
  const host = await rig.host();
  const result = await rig.pullRequest(host);
  assert.ok(result.isWell, result.output);
  assert.deepEqual(host.changes, []);
  if (rig.provider === "github") assert.match(result.summary, /The tree is what/);
}

async function typo(rig: CiRig): Promise<void> {
  await replicas(rig, "litellm_replcias: 3");
  const host = await rig.host();
  const result = await rig.pullRequest(host);
  await tells(rig, result, "unknown-setting");
  assert.deepEqual(host.changes, []);
  if (rig.provider === "github")
    assert.deepEqual(Object.values(result.outcomes).slice(-3), ["skipped", "skipped", "skipped"]);
}

async function forgotten(rig: CiRig): Promise<void> {
  await replicas(rig);
  const host = await rig.host();
  const first = await rig.pullRequest(host);
  assert.equal(first.isWell, false);
  if (rig.provider === "github") await tells(rig, first, "tree-stale");
  assert.match(first.output, /clusterloom configure/);
  assert.match(ours(host).join(), /^~+diff\n[\s\S]*^\+.*replicas: 3/m);
  await replicas(rig, "litellm_replicas: 4");
  await rig.pullRequest(host);
  assert.match(ours(host).join(), /^\+.*replicas: 4/m);
  await rig.clusterloom("configure");
  const last = await rig.pullRequest(host);
  assert.ok(last.isWell, last.output);
  assert.match(ours(host).join(), /The tree is what/);
  const verbs = host.changes.map((change) => change.split(" ")[0]);
  const again = rig.provider === "github" ? "PATCH" : "PUT";
  assert.deepEqual([verbs, ours(host).length], [["POST", again, again], 1]);
}

const manifest = "kubernetes/apps/ai-system/litellm/app/configmap.yaml";

async function edited(rig: CiRig): Promise<void> {
  await rig.edit(manifest, (text) => `${text}# mine\n`);
  const host = await rig.host();
  await tells(rig, await rig.pullRequest(host), "edited-by-hand");
  assert.match(ours(host).join(), /edited by hand: .*configmap\.yaml\n[\s\S]*^-# mine$/m);
}

async function long(rig: CiRig): Promise<void> {
  await rig.edit(manifest, (text) => text + "# ä long line of a long file\n".repeat(4000));
  const host = await rig.host();
  await rig.pullRequest(host);
  const [comment = ""] = ours(host);
  assert.match(comment, /\n~+\nThis is cut;.*\n$/);
  assert.ok(comment.length > 50_000);
}

async function fork(rig: CiRig): Promise<void> {
  await replicas(rig);
  const host = await rig.host();
  const result = await rig.pullRequest(host, { isFork: true });
  assert.equal(result.isWell, false);
  assert.deepEqual(host.changes, []);
  if (rig.provider === "github") assert.match(result.summary, /^\+.*replicas: 3/m);
  await rig.clusterloom("configure");
  assert.ok((await rig.pullRequest(host, { isFork: true })).isWell);
}

/** The second request finds a difference only, which GitHub tells by the step that compares. */
async function readOnly(rig: CiRig): Promise<void> {
  await replicas(rig);
  const host = await rig.host();
  host.readOnly = true;
  const result = await rig.pullRequest(host);
  assert.equal(host.changes.length, 1);
  assert.match(result.output, /the comment could not be written/);
  if (rig.provider === "github")
    assert.deepEqual(
      Object.entries(result.outcomes).filter(([, outcome]) => outcome === "failure"),
      [["Compare the tree with cluster.yaml", "failure"]],
    );
}

async function withKey(rig: CiRig): Promise<void> {
  await rig.clusterloom("secrets", "rotate", "openwebui_litellm_key", "--yes");
  const host = await rig.host();
  const blind = await rig.pullRequest(host);
  assert.ok(blind.isWell, blind.output);
  const result = await rig.pullRequest(host, { secrets: { SOPS_AGE_KEY: rig.ageKey } });
  assert.equal(result.isWell, false, "a secret that the tree has not was not noticed");
  const [comment = ""] = ours(host);
  assert.match(comment, /secret\.sops\.yaml/);
  const shown = result.output + result.summary + comment;
  for (const secret of await secretsOf(rig)) assert.ok(!shown.includes(secret), "a secret was shown");
}

async function secretsOf({ clusterloom, ageKey }: CiRig): Promise<string[]> {
  const open = await clusterloom("secrets", "decrypt");
  const values = [...open.matchAll(/^\w+_(?:key|password): "?([^"\s]{16,})/gm)].flatMap(
    ([, one]) => one ?? [],
  );
  assert.ok(values.length > 4);
  return [...values, ...(/AGE-SECRET-KEY-\S+/.exec(ageKey) ?? [])];
}

async function forkWithoutKey(rig: CiRig): Promise<void> {
  const result = await rig.pullRequest(await rig.host(), { isFork: true });
  assert.ok(result.isWell, result.output);
}
