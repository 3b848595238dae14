import type { Facts, HandoverStep } from "../../app.ts";
import { clientKeySteps } from "./handover-client-keys.ts";
import { databaseSteps } from "./handover-database.ts";
import { verifySteps } from "./handover-verify.ts";
import type { LitellmVariables } from "./variables.ts";

/** What LiteLLM leaves to do: bring its database back when that is needed, and see that its models answer. */
export function handover(v: LitellmVariables, facts: Facts): HandoverStep[] {
  return [...databaseSteps(v, facts), ...clientKeySteps(v), ...verifySteps(v)];
}
