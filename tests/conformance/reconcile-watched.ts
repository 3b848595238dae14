import assert from "node:assert/strict";
import type { Case } from "./cases.ts";
import { expectOnFirstScreen, expectWholeWords } from "./first-screen.ts";
import { expectOnePicture, pictureOf } from "./live-picture.ts";
import { ctrlC, withoutColours } from "./pseudo-terminal.ts";
import { neverReady } from "./reconcile-failures.ts";
import { atTerminal, deploymentOf, neighbourKs, putNeighbour, type ReconcileRig } from "./reconcile-rig.ts";
import { waitFor } from "./wait-for.ts";

/**
 * Runs that somebody at a terminal watches, and ends; the API server ends for good with the last. From the second on,
 * something is being waited for that takes longer than all of them.
 */
export function watchedCases(rig: ReconcileRig): Case[] {
  return [
    { title: "--watch follows a later push until Ctrl-C", check: () => watches(rig) },
    { title: "timeout", check: () => timesOut(rig) },
    { title: "Ctrl-C", check: () => interrupts(rig) },
    { title: "API server that dies halfway", check: () => losesServer(rig) },
  ];
}

const stopped = "stopped watching; Flux goes on in the cluster";

/** A push by somebody else, of which a webhook tells Flux. */
async function watches(rig: ReconcileRig): Promise<void> {
  const ks = neighbourKs("late", { wait: true, timeout: "1m" });
  const app = deploymentOf("late", "default", "example.com/none:1.0.0");
  const pushing = later(8000).then(async () => {
    await putNeighbour(rig, { "ks.yaml": ks, "late/one.yaml": JSON.stringify(app) });
    await tellFlux(rig);
    await becomeReady(rig, "late");
  });
  const isReady = /ready +Kustomization flux-system\/late\b/;
  const command = ["reconcile", "--yes", "--watch"];
  const shown = await atTerminal(rig, command, [{ after: isReady, wait: 1500, type: ctrlC }]);
  await pushing;
  rig.log(shown.terminal.transcript().join("\n"));
  assert.equal(shown.code, 0, "everything was ready, and the exit code says otherwise");
  assert.match(withoutColours(shown.bytes), /progressing +Kustomization flux-system\/late\b/);
  expectOnePicture(shown);
  const late = pictureOf(shown).filter(({ stage }) => stage !== "ready");
  assert.deepEqual(late, []);
  assert.ok(shown.terminal.screen().includes(stopped), shown.terminal.screen().join("\n"));
}

async function tellFlux({ server }: ReconcileRig): Promise<void> {
  const path = "/apis/source.toolkit.fluxcd.io/v1/namespaces/flux-system/gitrepositories/flux-system";
  const annotations = { "reconcile.fluxcd.io/requestedAt": new Date().toISOString() };
  const body = { metadata: { annotations } };
  await server.ask(path, { method: "PATCH", type: "application/merge-patch+json", body });
}

/** As the controller of Deployments would say it. */
async function becomeReady({ server }: ReconcileRig, name: string): Promise<void> {
  const counts = { replicas: 1, readyReplicas: 1, availableReplicas: 1, updatedReplicas: 1 };
  const conditions = [
    { type: "Available", status: "True", reason: "StandIn", message: "" },
    { type: "Progressing", status: "True", reason: "NewReplicaSetAvailable", message: "" },
  ];
  const status = { observedGeneration: 1, ...counts, conditions };
  const path = `/apis/apps/v1/namespaces/default/deployments/${name}/status`;
  const question = { method: "PATCH", type: "application/merge-patch+json", body: { status } } as const;
  const look = async () => ((await server.ask(path, question)).status === 200 ? true : undefined);
  await waitFor(`Deployment ${name}`, look, { seconds: 60, every: 500, needs: server.processes });
}

async function timesOut(rig: ReconcileRig): Promise<void> {
  const ks = neighbourKs("slow", { wait: true, timeout: "10m" });
  await putNeighbour(rig, { "ks.yaml": ks, "slow/one.yaml": JSON.stringify(neverReady) });
  const shown = await atTerminal(rig, ["reconcile", "--yes", "--timeout", "20s"]);
  rig.log(shown.terminal.transcript().join("\n"));
  assert.equal(shown.code, 1);
  expectOnFirstScreen(shown, [
    /not everything was ready within 20s \[timeout\]/,
    /Kustomization flux-system\/slow: it did not come to an end in time \[never-ready\] hint: /,
    /Deployment default\/never-ready: 0 of 1 replicas are ready/,
  ]);
  expectWholeWords(shown);
}

/** Stops watching, says that the cluster goes on, and leaves it so. */
async function interrupts(rig: ReconcileRig): Promise<void> {
  const typing = { after: /flux-system\/slow/, wait: 3000, type: ctrlC };
  const shown = await atTerminal(rig, ["reconcile", "--yes"], [typing]);
  assert.equal(shown.code, 1);
  expectOnePicture(shown);
  assert.ok(shown.terminal.screen().includes(stopped), shown.terminal.screen().join("\n"));
}

async function losesServer(rig: ReconcileRig): Promise<void> {
  const running = atTerminal(rig, ["reconcile", "--yes", "--timeout", "5m"]);
  await later(12_000);
  await rig.server.processes.at(-1)?.stop();
  const shown = await running;
  rig.log(shown.terminal.transcript().join("\n"));
  assert.equal(shown.code, 1);
  expectOnFirstScreen(shown, [
    /the API server stopped answering \(.*\[api-server-gone\] hint: look at the control plane/,
    /not ready when last seen: Kustomization flux-system\/slow/,
  ]);
  expectWholeWords(shown);
}

function later(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds));
}
