import type { Problem } from "../problem.ts";
import { ciliumKinds } from "./kinds/cilium.ts";
import { claimKinds } from "./kinds/claims.ts";
import { cnpgBackupKinds } from "./kinds/cnpg-backup.ts";
import { cnpgClusterKinds } from "./kinds/cnpg-cluster.ts";
import { cnpgOtherKinds } from "./kinds/cnpg-others.ts";
import { coreKinds } from "./kinds/core.ts";
import { dragonflyKinds } from "./kinds/dragonfly.ts";
import { envoyKinds } from "./kinds/envoy.ts";
import { fluxKinds } from "./kinds/flux.ts";
import { gatewayKinds } from "./kinds/gateway.ts";
import { httpRouteKinds } from "./kinds/http-route.ts";
import { ingressKinds } from "./kinds/ingress.ts";
import { type KindRule, subjectOf } from "./kinds/kind.ts";
import { checkMetadata } from "./kinds/labels.ts";
import { monitoringKinds } from "./kinds/monitoring.ts";
import { networkPolicyKinds } from "./kinds/network-policies.ts";
import { rbacKinds } from "./kinds/rbac.ts";
import { scalingKinds } from "./kinds/scaling.ts";
import { checkSelectors } from "./kinds/selectors.ts";
import { serviceKinds } from "./kinds/services.ts";
import { workloadKinds } from "./kinds/workloads.ts";
import type { Tree } from "./tree.ts";

const RULES = [
  ...[ciliumKinds, cnpgBackupKinds, cnpgClusterKinds, cnpgOtherKinds, coreKinds, dragonflyKinds, envoyKinds],
  ...[fluxKinds, gatewayKinds, httpRouteKinds, monitoringKinds, workloadKinds, claimKinds, ingressKinds],
  ...[networkPolicyKinds, rbacKinds, scalingKinds, serviceKinds],
];

/**
 * What the API server's expressions, its own code and the operators' webhooks say of a kind beyond its schema: they
 * would answer only when the object is applied, some of them not even then.
 */
export function* checkKindRules(tree: Tree): Iterable<Problem> {
  const byKind = new Map<string, KindRule[]>();
  for (const rules of RULES) {
    for (const [kind, list] of Object.entries(rules))
      byKind.set(kind, [...(byKind.get(kind) ?? []), ...list]);
  }
  for (const manifest of tree.manifests) {
    const subject = subjectOf(tree, manifest);
    yield* checkMetadata(subject);
    yield* checkSelectors(subject);
    for (const rule of byKind.get(`${manifest.group}/${manifest.kind}`) ?? []) yield* rule(subject);
  }
}
