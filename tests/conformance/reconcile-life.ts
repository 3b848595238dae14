import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { fluxInstance } from "../../src/bootstrap/objects.ts";
import { refusal } from "./apply.ts";
import type { Case } from "./cases.ts";
import { isKubeObject } from "./kube-object.ts";
import type { ReconcileRig } from "./reconcile-rig.ts";
import {
  clusterloom,
  expectCode,
  expectReason,
  neighbourKs,
  reconcile,
  withNeighbour,
} from "./reconcile-rig.ts";

/** A first bootstrap and reconcile of the sample, a change, and an app that goes. */
export function lifeCases(rig: ReconcileRig): Case[] {
  return [
    { title: "init, configure and push the sample", check: () => prepare(rig) },
    {
      title: "reconcile before bootstrap says what is missing",
      check: async () => expectReason(await reconcile(rig), "source-missing", "key-missing"),
    },
    {
      title: "the server takes the FluxInstance that bootstrap applies where the operator runs",
      check: async () => {
        const object: unknown = fluxInstance("flux-system");
        if (!isKubeObject(object)) throw new Error("no object");
        const { reason } = await refusal(rig.server.ask, rig.resources, object);
        if (reason !== undefined) throw new Error(reason);
      },
    },
    { title: "bootstrap", check: () => bootstraps(rig) },
    {
      title: "preflight is well after bootstrap and changes nothing",
      check: async () => expectCode(await reconcile(rig, "--preflight-only"), 0),
    },
    { title: "reconcile of the sample", check: () => reconciles(rig) },
    {
      title: "a change is reconciled",
      check: async () => {
        await change(rig, (text) => set(text, "litellm_replicas", "2"));
        await reconciles(rig);
      },
    },
    {
      title: "suspend keeps an app, and resume takes it up",
      check: async () => {
        expectCode(await clusterloom(rig, ["suspend", "dragonfly", "--yes"]), 0);
        expectReason(await reconcile(rig), "suspended");
        expectCode(await clusterloom(rig, ["resume", "dragonfly", "--yes"]), 0);
        await reconciles(rig);
      },
    },
    {
      title: "an app that is switched off is gone",
      check: async () => {
        await change(rig, (text) => set(set(text, "litellm_enabled", "false"), "openwebui_enabled", "false"));
        await reconciles(rig);
        const names = await kustomizations(rig);
        if (names.includes("litellm")) throw new Error(`still there: ${names.join(", ")}`);
      },
    },
    { title: "an app with a source of its own is followed", check: () => followsOther(rig) },
    {
      title: "an unknown app is named",
      check: async () => expectReason(await reconcile(rig, "dragonfli"), "app-unknown"),
    },
  ];
}

function set(config: string, setting: string, value: string): string {
  const line = `${setting}: ${value}`;
  const isThere = new RegExp(`^${setting}:.*$`, "m");
  return isThere.test(config) ? config.replace(isThere, line) : `${config}\n${line}\n`;
}

async function prepare(rig: ReconcileRig): Promise<void> {
  expectCode(await clusterloom(rig, ["init", "--yes"]), 0);
  await execa("git", ["remote", "add", "origin", join("..", "home.git")], { cwd: rig.git.folder });
  await change(rig, (text) => text);
}

async function bootstraps(rig: ReconcileRig): Promise<void> {
  const ran = await clusterloom(rig, ["bootstrap", "--url", rig.url, "--yes"]);
  expectCode(ran, 0);
  const key = await readFile(join(rig.git.folder, "age.key"), "utf8");
  const secret = /AGE-SECRET-KEY-\S+/.exec(key)?.[0] ?? "";
  if (secret === "" || (ran.stdout + ran.stderr).includes(secret)) throw new Error("the age key was printed");
}

/** As AI Runway is: a Kustomization of ours whose manifests are in another repository. */
async function followsOther(rig: ReconcileRig): Promise<void> {
  const source = JSON.stringify({
    apiVersion: "source.toolkit.fluxcd.io/v1",
    kind: "GitRepository",
    metadata: { name: "other", namespace: "flux-system" },
    spec: { interval: "5m", url: rig.url, ref: { branch: "main" } },
  });
  const ks = neighbourKs("apart", { sourceRef: { kind: "GitRepository", name: "other" } });
  const object = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "apart" } };
  const files = { "ks.yaml": `${source}\n---\n${ks}`, "apart/one.yaml": JSON.stringify(object) };
  await withNeighbour(rig, files, async () => {
    const ran = await reconcile(rig, "--timeout", "1m");
    expectCode(ran, 0);
    if (!ran.stdout.includes('"name":"apart"')) throw new Error("it was not followed");
  });
}

/** Everything is ready, at the commit that was pushed last. */
async function reconciles(rig: ReconcileRig): Promise<void> {
  const ran = await reconcile(rig, "--timeout", "4m");
  expectCode(ran, 0);
  const { stdout } = await execa("git", ["rev-parse", "HEAD"], { cwd: rig.git.folder });
  const { body } = await rig.server.ask("/apis/kustomize.toolkit.fluxcd.io/v1/kustomizations");
  const items = (
    body as { items: { metadata: { name: string }; status?: { lastAppliedRevision?: string } }[] }
  ).items;
  const late = items.filter(({ status }) => !status?.lastAppliedRevision?.endsWith(stdout.trim()));
  if (late.length > 0)
    throw new Error(`not at the commit: ${late.map(({ metadata }) => metadata.name).join(", ")}`);
}

async function kustomizations({ server }: ReconcileRig): Promise<string[]> {
  const { body } = await server.ask("/apis/kustomize.toolkit.fluxcd.io/v1/kustomizations");
  return (body as { items: { metadata: { name: string } }[] }).items.map(({ metadata }) => metadata.name);
}

async function change(rig: ReconcileRig, edit: (text: string) => string): Promise<void> {
  const path = join(rig.git.folder, "cluster.yaml");
  await writeFile(path, edit(await readFile(path, "utf8")));
  expectCode(await clusterloom(rig, ["configure"]), 0);
  await rig.git.commit("change");
}
