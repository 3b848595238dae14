import { describe, expect, it } from "vitest";
import { KubeError } from "../../src/kubernetes/api.ts";
import { type KubeObject, refOf } from "../../src/kubernetes/object.ts";
import type { Line } from "../../src/reconcile/decide.ts";
import { diagnose } from "../../src/reconcile/diagnose.ts";
import { kustomizationState, releaseState } from "../../src/reconcile/state.ts";
import { fakeApi } from "../kubernetes/fake.ts";
import { ks, release, revision } from "./objects.ts";

const inventory = ["x_web_helm.toolkit.fluxcd.io_HelmRelease"];
const failed = ks("web", {
  ready: "False",
  reason: "HealthCheckFailed",
  message:
    "health check failed after 1s: failed early due to stalled resources: [HelmRelease/x/web status: 'Failed']",
  attempted: revision,
  inventory,
});
const helm = release("web", {
  ready: "False",
  reason: "InstallFailed",
  message: "Helm install failed: context deadline exceeded",
});

const labels = { app: "web" };
const deployment: KubeObject = {
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "web", namespace: "x", labels: { "helm.toolkit.fluxcd.io/name": "web" } },
  spec: { selector: { matchLabels: labels } },
};

function pod(status: Record<string, unknown>): KubeObject {
  return { apiVersion: "v1", kind: "Pod", metadata: { name: "web-1", namespace: "x", labels }, status };
}

const waiting = (reason: string, message = "", more: object = {}) =>
  pod({ containerStatuses: [{ name: "main", state: { waiting: { reason, message } }, ...more }] });

function event(name: string, reason: string, message: string): KubeObject {
  const metadata = { name: `${name}.1`, namespace: "x" };
  return {
    apiVersion: "v1",
    kind: "Event",
    metadata,
    involvedObject: { name },
    type: "Warning",
    reason,
    message,
  };
}

const claim: KubeObject = {
  apiVersion: "v1",
  kind: "PersistentVolumeClaim",
  metadata: { name: "data", namespace: "x" },
  spec: { storageClassName: "gone" },
  status: { phase: "Pending" },
};
const unscheduled = pod({
  conditions: [
    {
      type: "PodScheduled",
      status: "False",
      reason: "Unschedulable",
      message: "pod has unbound immediate PersistentVolumeClaims",
    },
  ],
});
const crashed = { lastState: { terminated: { exitCode: 1, reason: "Error" } } };

const line: Line = {
  key: "web",
  ref: refOf(failed),
  state: kustomizationState(failed, { revision }),
  on: [],
  below: [{ key: "x/web", ref: refOf(helm), state: releaseState(helm), on: [], below: [] }],
};

interface Case {
  readonly title: string;
  readonly objects: readonly KubeObject[];
  readonly log?: string;
  readonly code: string;
  readonly last: string;
}

const cases: Case[] = [
  {
    title: "an image",
    objects: [waiting("ImagePullBackOff", "Back-off")],
    code: "image-pull",
    last: "Pod x/web-1, container main: ImagePullBackOff: Back-off",
  },
  {
    title: "a volume",
    objects: [unscheduled, claim],
    code: "volume-unbound",
    last: "PersistentVolumeClaim x/data: Pending, wants gone",
  },
  {
    title: "an event",
    objects: [waiting("CreateContainerConfigError"), event("web-1", "Failed", 'secret "keys" not found')],
    code: "reference-missing",
    last: 'Pod x/web-1: Failed: secret "keys" not found',
  },
  {
    title: "a log",
    objects: [waiting("CrashLoopBackOff", "", crashed)],
    log: "starting\nValidationError: 1 validation error for Config in litellm\n",
    code: "litellm-config",
    last: "Pod x/web-1, container main: CrashLoopBackOff: ended with 1 (Error)",
  },
  {
    title: "no pod at all",
    objects: [],
    code: "helm-failed",
    last: "HelmRelease x/web: InstallFailed: Helm install failed: context deadline exceeded",
  },
];

const reading = (objects: readonly KubeObject[], log = "") => {
  const api = fakeApi([failed, helm, deployment, ...objects]);
  api.logs.set("web-1/main", log);
  return { api, mask: (text: string) => text.replaceAll("hunter2", "***") };
};

describe("diagnose", () => {
  it.each(cases)("goes down to $title", async ({ objects, log, code, last }) => {
    const finding = await diagnose(line, reading(objects, log));
    expect(finding.cause?.code).toBe(code);
    expect(finding.trail.at(-1)).toBe(last);
    expect(finding.trail[0]).toContain("Kustomization flux-system/web: HealthCheckFailed");
  });

  it("passes over what nobody reports on", async () => {
    const metadata = { name: "one", namespace: "x" };
    const configMap: KubeObject = { apiVersion: "v1", kind: "ConfigMap", metadata };
    const message =
      'ConfigMap/x/one dry-run failed (Forbidden): configmaps "one" is forbidden: User "u" cannot patch';
    const inventory = ["x_one__ConfigMap"];
    const object = ks("web", { ready: "False", reason: "ReconciliationFailed", message, inventory });
    const state = kustomizationState(object, {});
    const finding = await diagnose(
      { key: "web", ref: refOf(object), state, on: [], below: [] },
      { api: fakeApi([object, configMap]), mask: (text) => text },
    );
    expect([finding.trail.length, finding.cause?.code]).toEqual([1, "flux-forbidden"]);
  });

  it.each([
    ["dragonflydb.io/v1alpha1", "Dragonfly", { phase: "Ready" }, { phase: "configuring" }],
    ["dragonflydb.io/v1alpha1", "Dragonfly", { phase: "ready" }, {}],
    [
      "apps/v1",
      "DaemonSet",
      { numberReady: 3, desiredNumberScheduled: 3 },
      { numberReady: 1, desiredNumberScheduled: 3 },
    ],
  ])(
    "passes over a %s %s that is well, and not over one that is not",
    async (apiVersion, kind, well, ill) => {
      const objects = [
        ["a", well],
        ["b", ill],
      ].map(
        ([name, status]) => ({ apiVersion, kind, metadata: { name, namespace: "x" }, status }) as KubeObject,
      );
      const inventory = objects.map(
        ({ metadata: { name } }) => `x_${name}_${apiVersion.split("/")[0]}_${kind}`,
      );
      const object = ks("web", { ready: "Unknown", reason: "Progressing", inventory });
      const state = kustomizationState(object, {});
      const finding = await diagnose(
        { key: "web", ref: refOf(object), state, on: [], below: [] },
        { api: fakeApi([object, ...objects]), mask: (text) => text },
      );
      expect(finding.objects.map(({ name }) => name)).toEqual(["web", "b"]);
    },
  );

  it("hides secrets in logs and in what objects say", async () => {
    const { trail, log } = await diagnose(
      line,
      reading([waiting("CrashLoopBackOff", "password hunter2", crashed)], "password hunter2\n"),
    );
    expect(JSON.stringify([trail, log])).not.toContain("hunter2");
    expect(log).toEqual(["password ***"]);
  });

  it("says what it can where it may read nothing", async () => {
    const { api, mask } = reading([]);
    api.fail(new KubeError("forbidden", "no", 403));
    const finding = await diagnose(line, { api, mask });
    expect([finding.trail.length, finding.cause?.code]).toEqual([1, "health-check-failed"]);
  });
});
