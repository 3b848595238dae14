import type { App } from "../../app.ts";
import { claims } from "./claims.ts";
import { defaults, derived } from "./derived.ts";
import { handover } from "./handover.ts";
import { live } from "./live.ts";
import { rules } from "./rules.ts";
import type { AirunwayVariables } from "./variables.ts";

/** AI Runway: models on the cluster's own GPUs, from manifests of its own repository. */
export const app: App<AirunwayVariables> = {
  name: "airunway",
  title: "AI Runway",
  namespace: "airunway_namespace",
  toggles: [{ name: "airunway_enabled", needs: [], whenAbsent: false }],
  defaults,
  derived,
  rules,
  claims,
  handover,
  live,
};
