import assert from "node:assert/strict";
import type { Case } from "./cases.ts";
import { expectOnFirstScreen, expectWholeWords } from "./first-screen.ts";
import type { KubeObject } from "./kube-object.ts";
import {
  type Around,
  hangingSource,
  otherKeyInCluster,
  sealedElsewhere,
  unpushedCommit,
  withoutRights,
} from "./reconcile-broken.ts";
import {
  atTerminal,
  clusterloom,
  deploymentOf,
  expectReason,
  neighbourKs,
  type ReconcileRig,
  withNeighbour,
  withSource,
} from "./reconcile-rig.ts";

/** One way to fail, and what a person must see of it at once. */
interface Failure {
  readonly title: string;
  readonly around: Around;
  /** Of the problems that a program is told; left out where it would only take long to fail once more. */
  readonly codes?: readonly string[];
  /** What is wrong, where, and what to do. */
  readonly seen: readonly RegExp[];
  readonly argv?: readonly string[];
}

/** A tree or a cluster that fails in many ways; those in which the API server ends come later. */
export function failureCases(rig: ReconcileRig): Case[] {
  return failures.map(({ title, around, codes, seen, argv = ["--timeout", "90s"] }) => ({
    title,
    check: () =>
      around(rig, async (kubeconfig) => {
        const command = ["reconcile", "--yes", ...argv];
        if (codes)
          expectReason(await clusterloom(rig, ["--format", "json", ...command], kubeconfig), ...codes);
        const shown = await atTerminal(rig, command, [], kubeconfig);
        rig.log(shown.terminal.transcript().join("\n"));
        assert.equal(shown.code, 1);
        expectOnFirstScreen(shown, seen);
        expectWholeWords(shown);
      }),
  }));
}

/** A neighbour's app beside ours: its Kustomization, and a manifest. */
function neighbour(ks: string, object: unknown, more: Readonly<Record<string, string>> = {}): Around {
  const files = { "ks.yaml": ks, "broken/one.yaml": JSON.stringify(object), ...more };
  return (rig, ask) => withNeighbour(rig, files, () => ask());
}

const harmless: KubeObject = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "harmless" } };
export const neverReady = deploymentOf("never-ready", "default", "example.com/none:1.0.0");
const refused: KubeObject = {
  ...neverReady,
  metadata: { name: "refused", namespace: "default" },
  spec: { ...(neverReady.spec as object), selector: { matchLabels: { app: "other" } } },
};

const failures: readonly Failure[] = [
  {
    title: "bad decryption key",
    around: otherKeyInCluster,
    codes: ["key-wrong"],
    seen: [
      /the age key in Secret flux-system\/sops-age opens 0 of \d+ encrypted files/,
      /hint: run clusterloom bootstrap/,
    ],
  },
  {
    title: "a file for another key",
    around: async (rig, ask) => {
      const ks = neighbourKs("broken", { decryption: { provider: "sops" } });
      const files = { "ks.yaml": ks, "broken/secret.sops.yaml": await sealedElsewhere(rig) };
      await withNeighbour(rig, files, () => ask());
    },
    codes: ["decryption-failed"],
    seen: [
      /broken: a file of the repository could not be decrypted \[decryption-failed\]/,
      /hint: the age key in the cluster/,
    ],
  },
  {
    title: "missing CRD",
    around: neighbour(neighbourKs("broken"), {
      apiVersion: "example.com/v1",
      kind: "Widget",
      metadata: { name: "one" },
    }),
    codes: ["missing-crd"],
    seen: [/\[missing-crd\] .*hint: install the operator/, /no matches for kind "Widget"/],
  },
  {
    title: "refused object",
    around: neighbour(neighbourKs("broken"), refused),
    codes: ["refused-object"],
    seen: [
      /\[refused-object\] .*hint: change the setting/,
      /Deployment\/default\/refused .*`selector` does not match/,
    ],
  },
  {
    title: "unset substitution",
    around: neighbour(neighbourKs("broken", { postBuild: { substitute: { known: "yes" } } }), {
      ...harmless,
      data: { a: "${unknown}" },
    }),
    codes: ["substitution-failed"],
    seen: [/\[substitution-failed\] .*hint: write/, /unknown/],
  },
  {
    title: "unknown branch",
    around: (rig, ask) => withSource(rig, { ref: { branch: "gone" } }, () => ask()),
    codes: ["branch-missing"],
    seen: [
      /the cluster follows the branch gone, which the remote does not have/,
      /hint: run clusterloom bootstrap/,
    ],
  },
  {
    title: "unpushed commit",
    around: unpushedCommit,
    codes: ["not-pushed"],
    seen: [/commit \w{8} is not what main of the remote is at/, /hint: git push/],
  },
  {
    title: "dependency that never gets ready",
    around: neighbour(
      `${neighbourKs("broken", { wait: true })}\n---\n${neighbourKs("waiting", { dependsOn: [{ name: "broken" }] })}`,
      neverReady,
      { "waiting/one.yaml": JSON.stringify(harmless) },
    ),
    codes: ["health-check-failed", "dependency-not-ready"],
    seen: [
      /broken: what was applied did not get healthy in time \[health-check-failed\]/,
      /Deployment default\/never-ready: 0 of 1 replicas are ready/,
      /Kustomization flux-system\/waiting waits for flux-system\/broken/,
    ],
  },
  {
    title: "dependency that is not there",
    around: neighbour(neighbourKs("broken", { dependsOn: [{ name: "nobody" }] }), harmless),
    codes: ["dependency-missing"],
    seen: [
      /broken depends on flux-system\/nobody, which the cluster does not have \[dependency-missing\]/,
      /hint: /,
    ],
  },
  {
    title: "Flux without rights",
    around: neighbour(neighbourKs("broken", { serviceAccountName: "nobody" }), harmless),
    codes: ["flux-forbidden"],
    seen: [
      /Flux has no right to apply an object \[flux-forbidden\] .*hint: give/,
      /cannot patch resource "configmaps"/,
    ],
  },
  {
    title: "RBAC without rights",
    around: withoutRights,
    codes: ["rights-missing"],
    seen: [/you may not list, watch or annotate GitRepositories, Kustomizations/, /hint: ask for a role/],
  },
  {
    title: "source that hangs",
    around: hangingSource,
    codes: ["source-hangs"],
    seen: [
      /the Git server does not answer the cluster \[source-hangs\] .*hint: look from inside/,
      /context deadline exceeded/,
    ],
  },
];
