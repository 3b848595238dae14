import type { Facts } from "../../app.ts";
import { dimensionsOf, firstModel } from "./models.ts";
import type { OpenWebuiVariables } from "./variables.ts";

type V = OpenWebuiVariables;

/** Settings whose default depends on others. */
export const defaults = {
  openwebui_hostname: {
    type: "string",
    description: "The subdomain below the cluster's domain.",
    of: (v: V) => `${v.openwebui_subdomain}.${v.cloudflare_domain}`,
  },
  openwebui_db_sslmode: {
    type: "string",
    description: "As a server that is there already wants it, else encrypted.",
    of: (_v: V, facts: Facts) => facts.offer("postgresql")?.server?.sslmode ?? "require",
  },
  openwebui_embedding_model: {
    type: "string",
    description: "The first embedding model of the API.",
    of: (_v: V, facts: Facts) => firstModel(facts, "embedding"),
  },
  openwebui_rerank_model: {
    type: "string",
    description: "The first rerank model of the API.",
    of: (_v: V, facts: Facts) => firstModel(facts, "rerank"),
  },
  openwebui_vector_dimensions: {
    type: "integer",
    description: "What is known of the embedding model, else 1536.",
    of: (v: V) => dimensionsOf(v.openwebui_embedding_model),
  },
  openwebui_oidc_discovery_url: {
    type: "string",
    description: "The issuer inside the cluster.",
    of: (_v: V, facts: Facts) =>
      `${facts.offer("oidc-issuer")?.internalIssuer ?? ""}/.well-known/openid-configuration`,
  },
  openwebui_db_storage_class: {
    type: "string",
    description: "The PostgreSQL operator's, else the cluster's.",
    of: (v: V, facts: Facts) => facts.offer("postgresql")?.storageClass || v.storage_class,
  },
  openwebui_db_image: {
    type: "string",
    description: "The image that the PostgreSQL operator's settings name.",
    of: (_v: V, facts: Facts) => facts.offer("postgresql")?.image ?? "",
  },
  openwebui_volume_storage_class: {
    type: "string",
    description: "The cluster's.",
    of: (v: V) => v.storage_class,
  },
} as const;
