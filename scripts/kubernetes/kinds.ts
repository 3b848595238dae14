/** A package, and the kinds that we take from it, by apiVersion. */
export interface KindSource {
  readonly pkg: string;
  readonly kinds: Readonly<Record<string, readonly string[]>>;
}

/** The kinds that we emit and those that lie beside them in repositories like ours. */
export const KINDS: readonly KindSource[] = [
  {
    pkg: "kubernetes-models",
    kinds: {
      v1: [
        ...["ConfigMap", "Endpoints", "LimitRange", "Namespace", "PersistentVolume", "PersistentVolumeClaim"],
        ...["Pod", "ResourceQuota", "Secret", "Service", "ServiceAccount"],
      ],
      "apps/v1": ["DaemonSet", "Deployment", "StatefulSet"],
      "autoscaling/v2": ["HorizontalPodAutoscaler"],
      "batch/v1": ["CronJob", "Job"],
      "networking.k8s.io/v1": ["Ingress", "IngressClass", "NetworkPolicy"],
      "policy/v1": ["PodDisruptionBudget"],
      "rbac.authorization.k8s.io/v1": ["ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding"],
      "scheduling.k8s.io/v1": ["PriorityClass"],
      "storage.k8s.io/v1": ["StorageClass"],
    },
  },
  {
    pkg: "@kubernetes-models/flux-cd",
    kinds: {
      "helm.toolkit.fluxcd.io/v2": ["HelmRelease"],
      "kustomize.toolkit.fluxcd.io/v1": ["Kustomization"],
      "notification.toolkit.fluxcd.io/v1": ["Receiver"],
      "notification.toolkit.fluxcd.io/v1beta3": ["Alert", "Provider"],
      "source.toolkit.fluxcd.io/v1": [
        ...["Bucket", "ExternalArtifact", "GitRepository", "HelmChart", "HelmRepository", "OCIRepository"],
      ],
    },
  },
  {
    pkg: "@kubernetes-models/cloudnative-pg",
    kinds: {
      "postgresql.cnpg.io/v1": [
        ...["Backup", "Cluster", "ClusterImageCatalog", "Database", "ImageCatalog", "Pooler", "Publication"],
        ...["ScheduledBackup", "Subscription"],
      ],
    },
  },
  {
    pkg: "@kubernetes-models/gateway-api",
    kinds: {
      "gateway.networking.k8s.io/v1": [
        ...["BackendTLSPolicy", "GRPCRoute", "Gateway", "GatewayClass", "HTTPRoute", "ReferenceGrant"],
        "TLSRoute",
      ],
      "gateway.networking.k8s.io/v1beta1": ["Gateway", "GatewayClass", "HTTPRoute", "ReferenceGrant"],
    },
  },
  {
    pkg: "@kubernetes-models/envoy-gateway",
    kinds: {
      "gateway.envoyproxy.io/v1alpha1": [
        ...["Backend", "BackendTrafficPolicy", "ClientTrafficPolicy", "EnvoyExtensionPolicy", "EnvoyProxy"],
        "SecurityPolicy",
      ],
    },
  },
  {
    pkg: "@kubernetes-models/prometheus-operator",
    kinds: { "monitoring.coreos.com/v1": ["PodMonitor", "Probe", "PrometheusRule", "ServiceMonitor"] },
  },
  {
    pkg: "@kubernetes-models/cilium",
    kinds: { "cilium.io/v2": ["CiliumClusterwideNetworkPolicy", "CiliumNetworkPolicy"] },
  },
];
