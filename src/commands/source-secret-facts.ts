import type { SourceSecret } from "../bootstrap/source-secret.ts";
import { isKubeError, type KubeApi } from "../kubernetes/api.ts";
import { kinds, refTo } from "../kubernetes/kinds.ts";
import { textOf } from "../kubernetes/object.ts";
import type { Wiring } from "./preflight-facts.ts";

/** Asks for the Secret that was named, else for the one that the GitRepository names. Its values are not looked at. */
export async function sourceSecretOf(
  api: KubeApi,
  { namespace, source, url = "" }: Wiring,
  named: string | undefined,
): Promise<SourceSecret> {
  const name = named ?? (await nameInCluster(api, namespace, source));
  const entries = name === undefined ? undefined : await entriesOf(api, namespace, name);
  return { url, namespace, name, entries };
}

async function nameInCluster(api: KubeApi, namespace: string, source: string): Promise<string | undefined> {
  const object = await unlessRefused(api.get(refTo(kinds.gitRepository, source, namespace)));
  return object === "hidden" ? undefined : textOf(object?.spec, "secretRef", "name");
}

async function entriesOf(api: KubeApi, namespace: string, name: string): Promise<SourceSecret["entries"]> {
  const secret = await unlessRefused(api.get(refTo(kinds.secret, name, namespace)));
  if (secret === undefined || secret === "hidden") return secret;
  return Object.keys((secret.data ?? {}) as object);
}

async function unlessRefused<T>(asked: Promise<T>): Promise<T | "hidden"> {
  return asked.catch((error: unknown) => {
    if (!isKubeError(error)) throw error;
    return "hidden" as const;
  });
}
