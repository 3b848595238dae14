import type { HandoverStep } from "../../app.ts";
import { block, paragraphs } from "../../handover/markdown.ts";
import { clientKeysName } from "./client-keys.ts";
import type { LitellmVariables } from "./variables.ts";

/** How the keys of other apps come back into a database that was restored from before they were made, or emptied. */
export function clientKeySteps(v: LitellmVariables): HandoverStep[] {
  if (!v.litellm_client_keys_enabled) return [];
  const beside = v.flux_kustomization_namespace === "app" ? v.litellm_namespace : v.flux_namespace;
  const lines = [
    `kubectl --namespace ${v.litellm_namespace} delete jobs.batch ${v.litellm_client_keys_job}`,
    `flux --namespace ${beside} reconcile kustomization ${clientKeysName}`,
  ];
  return [
    {
      chapter: "restore",
      title: "Make the keys of LiteLLM's clients again",
      text: paragraphs(
        "After LiteLLM's database was restored or emptied, its clients' keys may be missing there. Delete the Job that makes them: Flux makes it again.",
        block("sh", lines.join("\n")),
      ),
    },
  ];
}
