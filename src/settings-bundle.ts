import bundled from "../schema/cluster.schema.json" with { type: "json" };
import type { SettingsBundle } from "./schema.ts";

/** The schema of cluster.yaml: schema/cluster.schema.json. */
export const bundle = bundled as unknown as SettingsBundle;
