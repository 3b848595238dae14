import type { Rule } from "../../app.ts";
import { pluginRules } from "./rules/plugin.ts";
import { rightsRules } from "./rules/rights.ts";
import { shimRules } from "./rules/shims.ts";
import type { AirunwayVariables } from "./variables.ts";

/** Everything that must hold between settings of AI Runway. */
export const rules: readonly Rule<AirunwayVariables>[] = [...rightsRules, ...shimRules, ...pluginRules];
