/** A release of AI Runway that was read: where it is in Git, and what its manifests let it do. */
export interface Release {
  readonly version: string;
  readonly commit: string;
  /** Rights of the page and of the controller, in the whole cluster. */
  readonly rights: readonly string[];
}

/** deploy/dashboard.yaml and deploy/controller.yaml at tag v0.7.0; without dashboard-installer-rbac.yaml. */
const release: Release = {
  version: "0.7.0",
  commit: "f5fd48d134a510a2af1ef237ced13103ba27c076",
  rights: [
    "its page reads, writes and makes every Secret and ConfigMap, calls every Service by proxy, makes and deletes Deployments and Services, makes namespaces, reads the logs of every pod and reviews tokens",
    "its controller makes, changes and deletes every ConfigMap, ServiceAccount, Service, Deployment, Role, RoleBinding, HTTPRoute and ReferenceGrant, changes Gateways and admission webhooks, lists and makes Secrets",
  ],
};

/** The release of that version, if it is one that was read. */
export function knownRelease(version: string): Release | undefined {
  return version === release.version ? release : undefined;
}

/** The release whose facts stand in for those of one that nobody has read. */
export const latestKnown = release;
