import { expect, it } from "vitest";
import type { KubeObject } from "../../src/kubernetes/object.ts";
import { kubeconfigOf, withCluster } from "../kubernetes/cluster.ts";
import { bare, whoami } from "../own-apps/cases.ts";
import { inRepository } from "../own-apps/repository.ts";
import { ks, release } from "../reconcile/objects.ts";

const files = { ...whoami, "cluster.yaml": `${bare}whoami_token: a-token-of-some-length\n` };
const flux = (name: string) =>
  `/apis/kustomize.toolkit.fluxcd.io/v1/namespaces/flux-system/kustomizations/${name}`;
const helm = (name: string) => `/apis/helm.toolkit.fluxcd.io/v2/namespaces/x/helmreleases/${name}`;
const objects = ["web", "other"].flatMap((name): [string, KubeObject][] => [
  [flux(name), ks(name, { inventory: [`x_${name}_helm.toolkit.fluxcd.io_HelmRelease`] })],
  [helm(name), release(name)],
]);

/** What was sent to the cluster by a command: paths and bodies of patches. */
async function changes(...argv: string[]): Promise<readonly unknown[]> {
  const seen: unknown[] = [];
  await withCluster(
    () => {},
    async (cluster) => {
      for (const group of ["kustomize.toolkit.fluxcd.io/v1", "helm.toolkit.fluxcd.io/v2"])
        cluster.serves.add(group);
      for (const [path, object] of objects) cluster.objects.set(path, object);
      await inRepository({ ...files, "no-home/.kube/config": kubeconfigOf(cluster.url) }, async ({ run }) => {
        await run(...argv);
      });
      seen.push(...cluster.applied.map((path) => [path, cluster.objects.get(path)]));
    },
  );
  return seen;
}

it.each([
  ["suspend", true],
  ["resume", false],
])(
  "%s sets one field of the app's Kustomization and HelmRelease, and nothing else",
  async (command, suspend) => {
    const body = { spec: { suspend } };
    expect(await changes(command, "web")).toEqual([
      [flux("web"), body],
      [helm("web"), body],
    ]);
  },
);

it("an app that nobody knows changes nothing", async () => {
  expect(await changes("suspend", "wbe")).toEqual([]);
});
