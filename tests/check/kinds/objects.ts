import { object } from "../rule-case.ts";

export const release = (spec: string): string =>
  object("helm.toolkit.fluxcd.io/v2", "HelmRelease", `spec: {interval: 1h, ${spec}}\n`);
export const cluster = (spec: string): string =>
  object("postgresql.cnpg.io/v1", "Cluster", `spec: {instances: 3, storage: {size: 1Gi}, ${spec}}\n`);
export const scheduled = (spec: string): string =>
  object("postgresql.cnpg.io/v1", "ScheduledBackup", `spec: {cluster: {name: pg}, ${spec}}\n`);
export const dragonfly = (spec: string): string =>
  object("dragonflydb.io/v1alpha1", "Dragonfly", `spec: {${spec}}\n`);
export const route = (rule: string): string =>
  object("gateway.networking.k8s.io/v1", "HTTPRoute", `spec: {rules: [{${rule}}]}\n`);
export const ingress = (spec: string, metadata = "metadata: {name: a}"): string =>
  object("networking.k8s.io/v1", "Ingress", `spec: {${spec}}\n`).replace("metadata: {name: a}", metadata);
export const TO_SERVICE = "backend: {service: {name: a, port: {number: 80}}}";
export const TO_ALL = "defaultBackend: {service: {name: a, port: {number: 80}}}";
export const web = (path: string, rule = ""): string =>
  ingress(`rules: [{${rule}http: {paths: [{${path}}]}}]`);
export const policy = (kind: string, spec: string): string =>
  object("gateway.envoyproxy.io/v1alpha1", kind, `spec: {${spec}}\n`);
export const cilium = (spec: string): string =>
  object("cilium.io/v2", "CiliumNetworkPolicy", `spec: {${spec}}\n`);
export const job = (container: string, more = ""): string =>
  object(
    "batch/v1",
    "Job",
    `spec: {template: {spec: {restartPolicy: Never, ${more}containers: [{name: a, image: b, ${container}}]}}}\n`,
  );
export const service = (spec: string): string => object("v1", "Service", `spec: {${spec}}\n`);
export const gateway = (listener: string): string =>
  object("gateway.networking.k8s.io/v1", "Gateway", `spec: {listeners: [{name: a, ${listener}}]}\n`);
export const PLUGIN = "plugins: [{name: p, isWALArchiver: true}]";
export const TO_GATEWAY = "targetRefs: [{group: gateway.networking.k8s.io, kind: Gateway, name: a}]";
export const TO_ROUTE = "targetRefs: [{group: gateway.networking.k8s.io, kind: HTTPRoute, name: a}]";
export const REDIRECT = "{type: RequestRedirect, requestRedirect: {scheme: https}}";
