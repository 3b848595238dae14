import type { PageRoute } from "../../cluster/page.ts";
import type { ClusterVariables } from "../../cluster/variables.ts";
import type { OpenWebuiSettings } from "../../generated/settings.ts";
import type { OpenWebuiDatabase } from "./database.ts";
import type { OpenWebuiDatabaseJob } from "./database-job.ts";
import type { OpenWebuiManifests } from "./manifests.ts";

/** What Open WebUI computes from its settings, its offers and its grants. */
export interface OpenWebuiDerived extends OpenWebuiDatabase, OpenWebuiDatabaseJob, OpenWebuiManifests {
  readonly openwebui_public_url: string;
  readonly openwebui_route: PageRoute | null;
  readonly openwebui_route_enabled: boolean;
  readonly openwebui_replicated: boolean;
  readonly openwebui_volume_needed: boolean;
  readonly openwebui_values: object;
  readonly openwebui_secret_data: Readonly<Record<string, string>>;
}

/** All that Open WebUI may read. */
export type OpenWebuiVariables = ClusterVariables & OpenWebuiSettings & OpenWebuiDerived;

/** The name of a setting of Open WebUI's. */
export type OpenWebuiSetting = keyof OpenWebuiSettings;
