import type { Rule } from "../../app.ts";
import { accountRules } from "./rules/accounts.ts";
import { databaseRules } from "./rules/database.ts";
import { environmentRules } from "./rules/environment.ts";
import { modelRules } from "./rules/models.ts";
import { replicaRules } from "./rules/replicas.ts";
import { resourceRules } from "./rules/resources.ts";
import { storageRules } from "./rules/storage.ts";
import type { OpenWebuiVariables } from "./variables.ts";

/** Everything that must hold between settings of Open WebUI. */
export const rules: readonly Rule<OpenWebuiVariables>[] = [
  ...accountRules,
  ...modelRules,
  ...replicaRules,
  ...storageRules,
  ...databaseRules,
  ...environmentRules,
  resourceRules,
];
