import { type KeyPlace, keyEntry } from "../bootstrap/objects.ts";
import { bad, type Diagnosis } from "../doctor/diagnosis.ts";
import { isKubeError, type KubeApi } from "../kubernetes/api.ts";
import { kinds, refTo } from "../kubernetes/kinds.ts";
import { textOf } from "../kubernetes/object.ts";
import type { SealedFile } from "../preflight/facts.ts";
import { clean } from "../report/clean.ts";
import { readIdentities } from "../sops/identity.ts";

/**
 * Warnings about keys in a cluster that a bootstrap would replace, though our files are not encrypted to them: somebody
 * else may need them. Public keys alone are told.
 */
export async function replacedKeys(
  api: KubeApi,
  places: readonly KeyPlace[],
  sealed: readonly SealedFile[],
): Promise<Diagnosis[]> {
  const ours = new Set(sealed.flatMap(({ recipients }) => recipients));
  const found = await Promise.all(
    places.map(async (place) => {
      const lost = (await publicKeysIn(api, place)).filter((key) => !ours.has(key));
      return lost.length === 0 || ours.size === 0 ? [] : [warning(place, lost)];
    }),
  );
  return found.flat();
}

async function publicKeysIn(api: KubeApi, { namespace, secret }: KeyPlace): Promise<string[]> {
  const object = await api.get(refTo(kinds.secret, secret, namespace)).catch((error: unknown) => {
    if (!isKubeError(error)) throw error;
    return undefined;
  });
  const data = (object?.data ?? {}) as Readonly<Record<string, unknown>>;
  const text = Buffer.from(textOf(data, keyEntry) ?? "", "base64").toString("utf8");
  const identities = readIdentities(text, { name: secret }).value ?? [];
  return Promise.all(identities.map((identity) => identity.publicKey()));
}

function warning({ namespace, secret }: KeyPlace, lost: readonly string[]): Diagnosis {
  const name = `Secret ${clean(namespace)}/${clean(secret)}`;
  const message = `${keyEntry} in ${name} is another age key, which is replaced: ${lost.join(", ")}`;
  const hint = `where something else needs it, put it into a further entry of that Secret whose name ends with .agekey`;
  return bad("warning", "key-replaced", message, hint);
}
