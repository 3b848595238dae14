import type { Rule } from "../../app.ts";
import { memoryRules } from "./memory-rules.ts";
import { snapshotRules } from "./snapshot-rules.ts";
import { tenantRules } from "./tenant-rules.ts";
import type { DragonflyVariables } from "./variables.ts";
import { versionRules } from "./version-rules.ts";

export const rules: readonly Rule<DragonflyVariables>[] = [
  ...versionRules,
  ...memoryRules,
  ...snapshotRules,
  ...tenantRules,
];
