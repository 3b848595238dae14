import type { Schema } from "../schema/schema.ts";
import { byField, closed, each, free, integer, labels, list, oneOf, ref, string, truth } from "./words.ts";

const mount = closed({
  mountPropagation: string,
  path: string,
  readOnly: truth,
  subPath: string,
  subPathExpr: string,
});
const mounts = { advancedMounts: each(each(list(mount))), globalMounts: list(mount) };
const base = { ...mounts, enabled: truth, type: string };
const object = { annotations: labels, forceRename: string, labels, prefix: string, suffix: string };
const quantity = ref("ApiResourceQuantity");
const keys = closed({
  ...{ ...base, defaultMode: integer, identifier: string, name: string },
  items: list(closed({ key: string, mode: integer, path: string })),
});

/** One entry of `persistence`; which fields it has, its type says. */
export const persistence: Schema = byField("type", "persistentVolumeClaim", {
  persistentVolumeClaim: closed({
    ...{
      ...base,
      ...object,
      accessMode: string,
      dataSource: free,
      dataSourceRef: free,
      existingClaim: string,
    },
    ...{ retain: truth, size: quantity, storageClass: string, volumeName: string },
  }),
  configMap: keys,
  secret: keys,
  custom: closed({ ...base, volumeSpec: free }),
  emptyDir: closed({ ...base, medium: oneOf("", "Memory"), sizeLimit: quantity }),
  ephemeral: closed({ ...base, ...object, accessMode: string, size: quantity, storageClass: string }),
  hostPath: closed({ ...base, hostPath: string, hostPathType: string }),
  image: closed({ ...base, image: free, pullPolicy: string, reference: string }),
  nfs: closed({ ...base, path: string, server: string }),
});

/** A claim that a StatefulSet makes for each of its pods. */
export const volumeClaim: Schema = closed({
  ...{ ...mounts, ...object, accessMode: string, dataSource: free, dataSourceRef: free, enabled: truth },
  ...{ name: string, size: quantity, storageClass: string },
});
