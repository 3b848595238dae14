import { readdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Context } from "./context.ts";
import { type KubeClient, reasonOf } from "./kube-client.ts";
import { isKubeObject, type KubeObject } from "./kube-object.ts";
import { discover, type Resources } from "./kube-resources.ts";
import { waitFor } from "./wait-for.ts";

const beside = "../shared/crds";

/**
 * CustomResourceDefinitions, one JSON file each: from `--crds DIR`, `CLUSTERLOOM_CRDS`, or the folder beside this
 * repository. Throws an error that names the ways when there is none.
 */
export async function readCrds({ crds = beside }: Context): Promise<readonly KubeObject[]> {
  const folder = resolve(crds);
  const names = await readdir(folder).catch(() => []);
  const files = names.filter((name) => name.endsWith(".json")).sort();
  if (files.length === 0) throw new Error(`no CRDs in ${crds}: name a folder with --crds`);
  const texts = await Promise.all(files.map((name) => readFile(join(folder, name), "utf8")));
  return texts.map((text): unknown => JSON.parse(text)).filter(isKubeObject);
}

/** Gives the CRDs to the server and waits until it serves every kind of theirs. */
export async function installCrds(ask: KubeClient, crds: readonly KubeObject[]): Promise<Resources> {
  const answers = await Promise.all(
    crds.map((body) =>
      ask("/apis/apiextensions.k8s.io/v1/customresourcedefinitions", { method: "POST", body }),
    ),
  );
  const refused = answers.find(({ status }) => status >= 300);
  if (refused) throw new Error(`a CRD was refused: ${reasonOf(refused)}`);
  const kinds = crds.flatMap(servedKinds);
  return waitFor(
    "server that knows every CRD",
    async () => {
      const resources = await discover(ask);
      return kinds.every((kind) => resources.has(kind)) ? resources : undefined;
    },
    { seconds: 60 },
  );
}

interface CrdSpec {
  readonly group: string;
  readonly names: { readonly kind: string };
  readonly versions: readonly { readonly name: string; readonly served: boolean }[];
}

function servedKinds({ spec }: KubeObject): string[] {
  const { group, names, versions } = spec as CrdSpec;
  return versions.filter(({ served }) => served).map(({ name }) => `${group}/${name}/${names.kind}`);
}
