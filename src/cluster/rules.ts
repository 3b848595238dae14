import type { Facts, Finding, Rule } from "../app.ts";
import type { ClusterVariables } from "./variables.ts";

/** Rules over settings that no app owns. */
export const clusterRules: readonly Rule<ClusterVariables>[] = [auditNeedsCilium, unusedIngress, plainHttp];

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

/** Only settings without a default can be told apart from those that nobody wrote. */
function* unusedIngress(v: ClusterVariables, facts: Facts): Iterable<Finding> {
  if (v.route_kind === "Ingress") return;
  for (const setting of ["ingress_class_name", "ingress_tls_secret_name"]) {
    if (!facts.has(setting)) continue;
    yield {
      code: "unused-setting",
      severity: "warning",
      setting,
      message: `${setting} is set, but pages are reached by HTTPRoutes`,
      hint: `set route_kind: Ingress, or remove ${setting}`,
    };
  }
}

/** Browsers treat localhost, and all names below it, as their own machine. */
function* plainHttp(v: ClusterVariables): Iterable<Finding> {
  if (v.route_kind !== "Ingress" || v.ingress_tls_enabled) return;
  if (/(^|\.)localhost$/.test(v.cloudflare_domain)) return;
  yield {
    code: "plain-http",
    severity: "warning",
    setting: "ingress_tls_enabled",
    message: "passwords and keys travel unencrypted between browsers and the Ingress controller",
    hint: "set ingress_tls_enabled: true, or cloudflare_domain: localhost on a machine of your own",
  };
}
