import type { Kind } from "../verify/live.ts";

/** Kinds of the operator and of Barman's plugin that `verify` reads. */
export const clusters: Kind = { apiVersion: "postgresql.cnpg.io/v1", kind: "Cluster", plural: "clusters" };
export const backups: Kind = { apiVersion: "postgresql.cnpg.io/v1", kind: "Backup", plural: "backups" };
export const objectStores: Kind = {
  apiVersion: "barmancloud.cnpg.io/v1",
  kind: "ObjectStore",
  plural: "objectstores",
};
