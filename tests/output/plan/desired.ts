import type { SharedFile, Wanted } from "../../../src/output/plan/types.ts";

/** What a run wants in a repository that already runs a cluster. */
export interface Desired {
  readonly wanted: readonly Wanted[];
  readonly shared: readonly SharedFile[];
}

const APPS = {
  "ai-system": "litellm",
  cache: "dragonfly",
  database: "cloudnative-pg",
  default: "proxy",
  monitoring: "dashboards",
} as const;

export type Namespace = keyof typeof APPS;

export const NAMESPACES = Object.keys(APPS) as Namespace[];

/** The files of the apps in these namespaces. */
export function desired(namespaces: readonly Namespace[]): Desired {
  if (namespaces.length === 0) return { wanted: [], shared: [] };
  const root: Wanted = { path: "kubernetes/flux/cluster/ks.yaml", text: "# our root\n", kind: "seed" };
  const folders: SharedFile = {
    path: "kubernetes/apps/kustomization.yaml",
    entries: namespaces.map((it) => `./${it}`),
  };
  return {
    wanted: [root, ...namespaces.flatMap(filesOf)],
    shared: [folders, ...namespaces.map(sharedOf)],
  };
}

function filesOf(namespace: Namespace): Wanted[] {
  const folder = `kubernetes/apps/${namespace}`;
  const app = APPS[namespace];
  return [
    {
      path: `${folder}/namespace.yaml`,
      text: `kind: Namespace\nmetadata:\n  name: ${namespace}\n`,
      kind: "seed",
    },
    { path: `${folder}/${app}/ks.yaml`, text: `# Flux Kustomization of ${app}\n`, kind: "owned" },
    { path: `${folder}/${app}/app/helmrelease.yaml`, text: `# HelmRelease of ${app}\n`, kind: "owned" },
    {
      path: `${folder}/${app}/app/secret.sops.yaml`,
      text: `stringData:\n  password: ${app}-hunter2\n`,
      kind: "owned",
    },
  ];
}

function sharedOf(namespace: Namespace): SharedFile {
  return {
    path: `kubernetes/apps/${namespace}/kustomization.yaml`,
    entries: ["./namespace.yaml", `./${APPS[namespace]}/ks.yaml`],
    skeleton: (entries) => `kind: Kustomization\nnamespace: ${namespace}\nresources:\n${list(entries)}`,
  };
}

function list(entries: readonly string[]): string {
  return entries.map((entry) => `  - ${entry}\n`).join("");
}
