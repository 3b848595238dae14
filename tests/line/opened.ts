import { isSealedPath } from "../../src/files.ts";
import { type Identity, readIdentities } from "../../src/sops/identity.ts";
import { openSealed } from "../../src/sops/open.ts";
import { OWNER, type TestKey } from "./identity.ts";
import type { Texts } from "./texts.ts";

/** The identities of a test key, ready to open files. */
export function identitiesOf({ identity }: TestKey): readonly Identity[] {
  return readIdentities(identity, { name: "test" }).value ?? [];
}

/** The tree with every sealed file opened; fails where one does not open or its MAC does not match. */
export async function opened(tree: Texts, reader: TestKey = OWNER): Promise<Texts> {
  const identities = identitiesOf(reader);
  const texts = Object.entries(tree).map(async ([path, text]): Promise<[string, string]> => {
    if (!isSealedPath(path)) return [path, text];
    const { value, problems } = await openSealed(text, path, identities);
    if (!value) throw new Error(`${path}: ${problems.map(({ code }) => code).join(", ")}`);
    return [path, value.plaintext];
  });
  return Object.fromEntries(await Promise.all(texts));
}

/** Values of every Secret of a tree by name and key, as a pod reads them. */
export async function secretsOf(tree: Texts, reader: TestKey = OWNER): Promise<Record<string, string>> {
  const identities = identitiesOf(reader);
  const values: [string, string][] = [];
  for (const [path, text] of Object.entries(tree)) {
    if (!isSealedPath(path)) continue;
    const { value } = await openSealed(text, path, identities);
    if (!value) throw new Error(`${path} does not open`);
    const { metadata, stringData = {}, data = {} } = value.document.toJS();
    for (const [key, raw] of Object.entries(stringData))
      values.push([`${metadata.name}/${key}`, String(raw)]);
    for (const [key, raw] of Object.entries(data))
      values.push([`${metadata.name}/${key}`, Buffer.from(String(raw), "base64").toString()]);
  }
  return Object.fromEntries(values);
}
