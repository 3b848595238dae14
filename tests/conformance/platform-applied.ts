import assert from "node:assert/strict";
import { type KubeClient, reasonOf } from "./kube-client.ts";
import type { Manifest, Platform } from "./platforms.ts";

const lists: readonly (readonly [kind: string, path: string])[] = [
  ["Secret", "/api/v1/secrets"],
  ["ConfigMap", "/api/v1/configmaps"],
  ["HelmRelease", "/apis/helm.toolkit.fluxcd.io/v2/helmreleases"],
];

/** What kustomize-controller has applied of the platform: releases and what they read, its Secrets decrypted. */
export async function appliedPlatform(ask: KubeClient): Promise<Platform> {
  const manifests = await Promise.all(lists.map(([kind, path]) => listed(ask, kind, path)));
  return { name: "applied", settings: {}, manifests: manifests.flat(), handover: "" };
}

/** Objects of a list do not say their kind. */
async function listed(ask: KubeClient, kind: string, path: string): Promise<Manifest[]> {
  const answer = await ask(path);
  assert.equal(answer.status, 200, reasonOf(answer));
  const { items } = answer.body as { items: readonly Omit<Manifest, "kind">[] };
  return items.map((item) => ({ ...item, kind }) as Manifest);
}
