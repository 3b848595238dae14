import { describe, expect, it } from "vitest";
import type { PreflightFacts } from "../../src/preflight/facts.ts";
import { bootstrapPreflight, preflight } from "../../src/preflight/preflight.ts";

const commit = "1111111111111111111111111111111111111111";
const flux: PreflightFacts["flux"] = {
  namespace: "flux-system",
  missingKinds: [],
  controllers: [
    { name: "source-controller", version: "1.9.3", isReady: true },
    { name: "kustomize-controller", version: "1.9.5", isReady: true },
  ],
  isAlive: true,
};
const checkout = {
  ...{ branch: "main", commit, dirty: [], pushed: commit, folder: "" },
  remote: { url: "git@example.com:me/home.git", isFollowed: true },
};
const key = { namespace: "flux-system", secret: "sops-age", publicKeys: ["age1mine"] };

const controllers = flux.controllers ?? [];

const well: PreflightFacts = {
  context: "home",
  server: "https://192.0.2.1:6443",
  expectedContext: "home",
  version: "1.36.3",
  rights: [{ what: "list pods", allowed: true, isNeeded: false }],
  flux,
  source: { url: "https://example.com/home.git", branch: "main", isSuspended: false },
  sourceName: "flux-system/flux-system",
  wantedBranch: "main",
  wantedUrl: "https://example.com/home.git",
  missingKinds: [],
  kindCount: 12,
  folders: [],
  keys: [key],
  sealed: [{ path: "kubernetes/a.sops.yaml", recipients: ["age1mine", "age1other"] }],
  checkout,
  stale: 0,
  configProblems: [],
};

const oldFlux = {
  ...flux,
  controllers: [
    { name: "kustomize-controller", version: "1.8.0", isReady: true },
    { name: "source-controller", version: undefined, isReady: true },
  ],
};
const missing = { apiVersion: "monitoring.coreos.com/v1", kind: "ServiceMonitor", path: "a.yaml" };

const cases: [string, Partial<PreflightFacts>, string[]][] = [
  ["nothing, when all is well", {}, []],
  ["no context, where cluster.yaml names none", { expectedContext: undefined }, []],
  ["another context", { expectedContext: "work" }, ["warning other-context"]],
  [
    "an API server that is not there",
    { version: { reason: "unreachable", message: "ECONNREFUSED" } },
    ["error api-unreachable"],
  ],
  [
    "credentials that ran out",
    { version: { reason: "credentials", message: "Unauthorized" } },
    ["error api-credentials"],
  ],
  ["an old Kubernetes", { version: "1.33.1" }, ["error kubernetes-too-old"]],
  ["the oldest that will do", { version: "1.34.0" }, []],
  ["a new Kubernetes", { version: "1.37.0-rc.1" }, ["warning kubernetes-too-new"]],
  ["a Kubernetes that does not say", { version: "0.0.0-master" }, ["warning kubernetes-unknown"]],
  [
    "a right that is lacking",
    { rights: [{ what: "annotate", allowed: false, isNeeded: true }] },
    ["error rights-missing"],
  ],
  [
    "a right for diagnoses",
    { rights: [{ what: "read logs", allowed: false, isNeeded: false }] },
    ["warning rights-missing"],
  ],
  ["no Flux", { flux: { ...flux, missingKinds: ["Kustomization"] } }, ["error flux-missing"]],
  [
    "no controller, and nothing that acts",
    { flux: { ...flux, controllers: [], isAlive: false } },
    ["error flux-missing"],
  ],
  ["controllers that we may not see", { flux: { ...flux, controllers: undefined } }, ["warning flux-hidden"]],
  ["controllers elsewhere", { flux: { ...flux, controllers: [] } }, ["warning flux-not-seen"]],
  [
    "a controller that is down",
    { flux: { ...flux, controllers: controllers.map((one) => ({ ...one, isReady: false })) } },
    ["error flux-down"],
  ],
  [
    "a Flux that is too old for post-quantum recipients",
    {
      flux: oldFlux,
      sealed: [{ path: "a", recipients: ["age1pq1x"] }],
      keys: [{ ...key, publicKeys: ["age1pq1x"] }],
    },
    ["error flux-too-old"],
  ],
  [
    "no such thing where another recipient can read",
    { flux: oldFlux, sealed: [{ path: "a", recipients: ["age1pq1x", "age1mine"] }] },
    [],
  ],
  ["a missing kind", { missingKinds: [{ ...missing, mayCome: false }] }, ["error missing-crd"]],
  ["a kind that may come", { missingKinds: [{ ...missing, mayCome: true }] }, ["warning missing-crd"]],
  ["no source", { source: undefined }, ["error source-missing"]],
  ["a source that we may not read", { source: "hidden" }, ["warning source-hidden"]],
  [
    "a suspended source",
    { source: { url: "u", branch: "main", isSuspended: true } },
    ["error source-suspended"],
  ],
  ["no key in the cluster", { keys: [{ ...key, publicKeys: undefined }] }, ["error key-missing"]],
  ["a Secret without a key", { keys: [{ ...key, publicKeys: [] }] }, ["error key-missing"]],
  ["another key in the cluster", { keys: [{ ...key, publicKeys: ["age1else"] }] }, ["error key-wrong"]],
  ["a key that we may not read", { keys: [{ ...key, publicKeys: "hidden" }] }, ["warning key-hidden"]],
  ["no key, where nothing is encrypted", { sealed: [], keys: [{ ...key, publicKeys: undefined }] }, []],
  ["a stale tree", { stale: 2 }, ["error tree-stale"]],
  ["a tree that was not compared", { stale: undefined }, ["warning tree-unknown"]],
  [
    "an invalid cluster.yaml",
    { stale: undefined, configProblems: [{ code: "required", severity: "error", message: "" }] },
    ["error required"],
  ],
  ["no git", { checkout: "missing" }, ["warning git-missing"]],
  ["no repository", { checkout: "none" }, ["error not-in-git"]],
  [
    "a changed manifest",
    { checkout: { ...checkout, dirty: ["kubernetes/a.yaml"] } },
    ["error not-committed"],
  ],
  ["another changed file", { checkout: { ...checkout, dirty: ["notes.txt"] } }, ["warning not-committed"]],
  [
    "a commit that is not pushed",
    { checkout: { ...checkout, pushed: "2".repeat(40) } },
    ["error not-pushed"],
  ],
  ["a branch that is not pushed", { checkout: { ...checkout, pushed: undefined } }, ["error branch-missing"]],
  [
    "a cluster that follows what nobody has pushed, and nothing more",
    {
      source: { url: "u", branch: "gone", isSuspended: false },
      checkout: { ...checkout, pushed: undefined },
    },
    ["error branch-missing"],
  ],
  [
    "a remote that says nothing",
    { checkout: { ...checkout, pushed: "unknown" } },
    ["warning remote-unknown"],
  ],
  [
    "another branch",
    { checkout: { ...checkout, branch: "try", pushed: "2".repeat(40) } },
    ["error other-branch", "error not-pushed"],
  ],
  [
    "nothing, where no branch is checked out but its commit",
    { checkout: { ...checkout, branch: "a detached HEAD" } },
    [],
  ],
  [
    "a folder of a repository",
    { checkout: { ...checkout, folder: "clusters/home" } },
    ["error root-not-at-top"],
  ],
  [
    "a status that takes too long",
    { checkout: { ...checkout, dirty: "unknown" } },
    ["warning status-unknown"],
  ],
  [
    "a remote that the cluster does not follow",
    { checkout: { ...checkout, remote: { url: "https://hidden@example.com/a/b", isFollowed: false } } },
    ["warning other-remote"],
  ],
  [
    "a key that an old Flux does not read, whatever the files need",
    { flux: oldFlux, keys: [{ ...key, publicKeys: ["age1mine", "age1pq1x"] }] },
    ["error flux-too-old"],
  ],
];

describe("preflight", () => {
  it.each(cases)("finds %s", (_title, change, found) => {
    const diagnoses = preflight({ ...well, ...change });
    const bad = diagnoses.filter(({ status }) => status !== "ok");
    expect(bad.map(({ status, code }) => `${status} ${code}`)).toEqual(found);
    expect(JSON.stringify(bad)).not.toContain("hidden@");
    for (const { hint } of bad.filter(({ code }) => code !== "required")) expect(hint).toBeTruthy();
  });
});

describe("what is said of another branch", () => {
  const other = { ...checkout, branch: "try", pushed: "2".repeat(40) };
  it.each([
    ["what the cluster follows", well.source, "the cluster follows main"],
    ["the setting, where nothing is followed yet", undefined, "repository_branch is main"],
  ])("names %s", (_title, source, said) => {
    const found = preflight({ ...well, source, checkout: other }).find(({ code }) => code === "other-branch");
    expect(found?.message).toContain(said);
  });
});

describe("what is said of rights", () => {
  it("names each object once", () => {
    const whats = [
      "list As",
      "watch As",
      "patch As",
      "list Bs",
      "watch Bs",
      "list Cs",
      "watch Cs",
      "read logs",
    ];
    const rights = whats.map((what) => ({ what, allowed: false, isNeeded: true }));
    const said = preflight({ ...well, rights }).find(({ code }) => code === "rights-missing");
    expect(said?.message).toBe("you may not list, watch or patch As; list or watch Bs, Cs; read logs");
  });
});

describe("bootstrapPreflight", () => {
  it("does not ask for what bootstrap makes", () => {
    const facts = { ...well, source: undefined, keys: [{ ...key, publicKeys: undefined }] };
    expect(bootstrapPreflight(facts).filter(({ status }) => status !== "ok")).toEqual([]);
  });
});
