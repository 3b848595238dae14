import type { Toggle } from "../../app.ts";

/** Open WebUI's switches; the first turns it on. */
export const toggles: readonly Toggle[] = [
  {
    name: "openwebui_enabled",
    needs: ["openwebui_secret_key", "openwebui_litellm_key"],
    offers: ["openai-api"],
  },
  { name: "openwebui_postgresql_enabled", needs: ["openwebui_db_password"], offers: ["postgresql"] },
  { name: "openwebui_pgvector_enabled", needs: ["openwebui_postgresql_enabled"] },
  { name: "openwebui_cache_enabled", needs: [], offers: ["cache"] },
  {
    name: "openwebui_s3_enabled",
    needs: ["openwebui_s3_access_key", "openwebui_s3_secret_key", "openwebui_pgvector_enabled"],
    offers: ["object-store"],
  },
  {
    name: "openwebui_backup_enabled",
    needs: [
      "openwebui_postgresql_enabled",
      "openwebui_backup_s3_access_key",
      "openwebui_backup_s3_secret_key",
    ],
    offers: ["object-store"],
  },
  {
    name: "openwebui_recovery_enabled",
    needs: [
      "openwebui_postgresql_enabled",
      "openwebui_backup_s3_access_key",
      "openwebui_backup_s3_secret_key",
    ],
    offers: ["object-store"],
    whenAbsent: false,
  },
  { name: "openwebui_oidc_enabled", needs: ["openwebui_oidc_client_secret"], offers: ["oidc-issuer"] },
  { name: "openwebui_tika_enabled", needs: [], whenAbsent: false },
  { name: "openwebui_monitoring_enabled", needs: [], offers: ["metrics-collector"] },
];
