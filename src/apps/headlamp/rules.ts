import type { Rule } from "../../app.ts";
import { assistantRules } from "./rules/assistant.ts";
import { podRules } from "./rules/pods.ts";
import { signInRules } from "./rules/sign-in.ts";
import type { HeadlampVariables } from "./variables.ts";

/** Everything that must hold between settings of Headlamp. */
export const rules: readonly Rule<HeadlampVariables>[] = [...podRules, ...signInRules, ...assistantRules];
