import type { GrantSources, OfferSources } from "../../app.ts";
import type { Offers } from "../../offers.ts";
import { operatorPeer } from "./flows.ts";
import { readTag } from "./images.ts";
import type { CloudnativePgVariables } from "./variables.ts";

type V = CloudnativePgVariables;

/** What apps with a database need to know. Reads no claim: whether an app is on may depend on this offer. */
export const offers: OfferSources<V> = {
  postgresql: (v) => ({
    operator: operatorPeer(v.cnpg_namespace),
    image: v.cnpg_postgres_image,
    storageClass: v.cnpg_storage_class,
    priorityClass: v.cnpg_priority_class,
    backups: v.cnpg_backups_available,
    ...(v.cnpg_pgvector_enabled ? { pgvector: pgvector(v) } : {}),
  }),
};

function pgvector(v: V): NonNullable<Offers["postgresql"]["pgvector"]> {
  const version = v.cnpg_pgvector_version ?? readTag(v.cnpg_pgvector_image).version;
  return { image: v.cnpg_pgvector_image, ...(version === undefined ? {} : { version }) };
}

/** The shared credential, for a database that asks for a backup. */
export const grants: GrantSources<V> = {
  database: ({ backup }, v) => (backup && v.cnpg_backup_enabled ? sharedCredential(v) : undefined),
};

function sharedCredential(v: V): { accessKey: string; secretKey: string } | undefined {
  const { cnpg_s3_access_key: accessKey, cnpg_s3_secret_key: secretKey } = v;
  return accessKey === null || secretKey === null ? undefined : { accessKey, secretKey };
}
