import { describe, expect, it } from "vitest";
import { causeOf } from "../../src/reconcile/causes.ts";
import { namedObjects } from "../../src/reconcile/named-objects.ts";

/** What controllers, kubelets and programs say, beside the code of the cause. */
const cases: [string, string][] = [
  ["applied, and not there", "deleted-again"],
  ["being deleted", "deletion-hangs"],
  ["still at an earlier commit: Running health checks", "earlier-commit"],
  [
    "decryption failed for 'default/one': failed to decrypt: no identity matched any of the recipients",
    "decryption-failed",
  ],
  [
    "cannot get sops data key: failed to get the data key required to decrypt the SOPS file",
    "decryption-failed",
  ],
  [
    'variable substitution failed for Kustomization: variable not set (strict mode): "name"',
    "substitution-failed",
  ],
  [
    'Widget/default/one dry-run failed: no matches for kind "Widget" in version "example.com/v1"',
    "missing-crd",
  ],
  ['failed calling webhook "mcluster.cnpg.io": no endpoints available for service', "webhook-unreachable"],
  ['admission webhook "vcluster.cnpg.io" denied the request: spec.instances', "webhook-refused"],
  ["ValidatingAdmissionPolicy 'x' with binding 'y' denied request: no", "webhook-refused"],
  ['pods "web-1" is forbidden: exceeded quota: small, requested: cpu=2', "quota-exceeded"],
  [
    'configmaps "a" is forbidden: User "system:serviceaccount:default:x" cannot patch resource',
    "flux-forbidden",
  ],
  [
    'Deployment/default/refused dry-run failed (Invalid): Deployment.apps "refused" is invalid',
    "refused-object",
  ],
  [
    'failed to checkout and determine revision: couldn\'t find remote ref "refs/heads/gone"',
    "branch-missing",
  ],
  ["failed to checkout and determine revision: authentication required", "git-credentials"],
  ["failed to checkout and determine revision: unable to clone: context deadline exceeded", "source-hangs"],
  [
    "kustomization path not found: stat /tmp/kustomization-1/kubernetes/apps/x: no such file or directory",
    "path-missing",
  ],
  ["Pod x/web, container main: ImagePullBackOff: Back-off pulling image", "image-pull"],
  [
    "Unschedulable: 0/3 nodes are available: pod has unbound immediate PersistentVolumeClaims",
    "volume-unbound",
  ],
  ["Unschedulable: 0/3 nodes are available: 3 Insufficient memory", "no-node-fits"],
  ["CrashLoopBackOff: ended with 137 (OOMKilled)", "out-of-memory"],
  ['CreateContainerConfigError: secret "keys" not found', "reference-missing"],
  ["E20260101 acl_family.cc: Error loading ACL file", "dragonfly-acl-void"],
  [
    "redis.exceptions.AuthenticationError: invalid username-password pair or user is disabled.",
    "cache-sign-in",
  ],
  ["-NOPERM this user has no permissions to run the 'config|get' command", "cache-forbidden"],
  ['FATAL:  password authentication failed for user "litellm"', "database-sign-in"],
  ["Error: P1001: Can't reach database server at `litellm-postgresql-rw:5432`", "database-unreachable"],
  ["Pod db/litellm-postgresql-1-initdb, container bootstrap: ended with 1", "cnpg-bootstrap"],
  ["pydantic_core._pydantic_core.ValidationError: 1 validation error for CredentialItem", "litellm-config"],
  ["HelmChart 'x/web' is not ready: chart pull error", "chart-missing"],
  ["Helm install failed for release x/web: timed out", "helm-failed"],
  ["CrashLoopBackOff: ended with 1 (Error)", "crash-loop"],
  [
    "health check failed after 3s: timeout waiting for: [Deployment/default/never-ready status: 'InProgress']",
    "health-check-failed",
  ],
];

describe("causeOf", () => {
  it.each(cases)("%s", (said, code) => {
    expect(causeOf(["something above", said])?.code).toBe(code);
  });

  it.each(["all is strange", "Running health checks for revision main@sha1:1 with a timeout of 10m0s"])(
    "knows none for %s",
    (said) => {
      expect(causeOf([said])).toBeUndefined();
    },
  );
});

describe("namedObjects", () => {
  it.each([
    [
      "timeout waiting for: [Deployment/default/never-ready status: 'InProgress', HelmRelease/x/web status: 'Failed']",
      [
        { kind: "Deployment", namespace: "default", name: "never-ready" },
        { kind: "HelmRelease", namespace: "x", name: "web" },
      ],
    ],
    ["Namespace/x dry-run failed", [{ kind: "Namespace", name: "x" }]],
    ["nothing is named here, not and/or", []],
  ])("%s", (message, named) => {
    expect(namedObjects(message)).toEqual(named);
  });
});
