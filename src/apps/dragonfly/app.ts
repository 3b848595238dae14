import type { App } from "../../app.ts";
import { derived } from "./derived.ts";
import { handover } from "./handover.ts";
import { live } from "./live.ts";
import { claims, grants, offers } from "./offers.ts";
import { rules } from "./rules.ts";
import type { DragonflyVariables } from "./variables.ts";

/** The cache that apps share, with one confined user for each. */
export const app: App<DragonflyVariables> = {
  name: "dragonfly",
  title: "Dragonfly",
  namespace: "dragonfly_namespace",
  toggles: [
    { name: "dragonfly_enabled", needs: ["dragonfly_password"] },
    { name: "dragonfly_acl_enabled", needs: ["dragonfly_password"] },
    {
      name: "dragonfly_backup_enabled",
      needs: ["dragonfly_s3_access_key", "dragonfly_s3_secret_key"],
      offers: ["object-store"],
    },
    { name: "dragonfly_monitoring_enabled", needs: ["monitoring_enabled"] },
  ],
  defaults: {
    dragonfly_s3_endpoint: {
      type: "string",
      description: "The cluster's own object store.",
      of: (_v, facts) => facts.offer("object-store")?.endpoint ?? "rustfs-svc.storage.svc.cluster.local:9000",
    },
    dragonfly_storage_class: {
      type: "string",
      description: "Like every other volume.",
      of: (v) => v.storage_class,
    },
  },
  derived,
  rules,
  offers,
  claims,
  grants,
  handover,
  live,
};
