import type { Finding, Rule } from "../app.ts";
import type { ClusterVariables } from "./variables.ts";

/** Rules over settings that no app owns. */
export const clusterRules: readonly Rule<ClusterVariables>[] = [auditNeedsCilium];

function* auditNeedsCilium(v: ClusterVariables): Iterable<Finding> {
  if (!v.network_policies_enabled || v.network_policies_cilium || v.network_policies_mode !== "audit") return;
  yield {
    code: "audit-needs-cilium",
    severity: "warning",
    setting: "network_policies_mode",
    message: "audit mode emits nothing here: plain NetworkPolicies can only enforce",
    hint: "set network_policies_mode: enforce, or network_policies_cilium: true",
  };
}
