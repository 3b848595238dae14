import type { Rule } from "../../app.ts";
import { backupRules } from "./rules/backup.ts";
import { databaseRules } from "./rules/database.ts";
import { exposureRules } from "./rules/exposure.ts";
import { externalDatabaseRules } from "./rules/external-database.ts";
import { fallbackRules } from "./rules/fallbacks.ts";
import { imageRules } from "./rules/image.ts";
import { keyRules } from "./rules/keys.ts";
import { modelRules } from "./rules/models.ts";
import { ownModelKeyRules } from "./rules/own-model-keys.ts";
import { ownModelParamRules } from "./rules/own-model-params.ts";
import { ownModelRules } from "./rules/own-models.ts";
import { pairRules } from "./rules/pairs.ts";
import { resourceRules } from "./rules/resources.ts";
import type { LitellmVariables } from "./variables.ts";

/** Everything that must hold between settings of LiteLLM. */
export const rules: readonly Rule<LitellmVariables>[] = [
  ...keyRules,
  ...pairRules,
  imageRules,
  ...resourceRules,
  ...databaseRules,
  ...backupRules,
  ...ownModelRules,
  ...ownModelKeyRules,
  ...ownModelParamRules,
  ...modelRules,
  ...fallbackRules,
  ...exposureRules,
  ...externalDatabaseRules,
];
