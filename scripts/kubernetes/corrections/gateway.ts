import type { Corrections } from "../correct.ts";
import { boolean, choice, free, list, string } from "../words.ts";

const experimental = { "x-channel": "experimental" };
const byName = { "x-kubernetes-list-map-keys": ["name"] };
const set = { "x-kubernetes-list-type": "set" };

const route: Corrections[string] = {
  "spec.useDefaultGateways": experimental,
  "spec.rules[].retry": experimental,
  "spec.rules[].sessionPersistence": experimental,
  "spec.rules[].filters[].externalAuth": experimental,
  "spec.rules[].matches[].headers": byName,
  "spec.rules[].matches[].queryParams": byName,
  "spec.rules[].filters[].requestHeaderModifier.add": byName,
  "spec.rules[].filters[].requestHeaderModifier.set": byName,
  "spec.rules[].filters[].requestHeaderModifier.remove": set,
  "spec.rules[].filters[].cors.allowHeaders": set,
  "spec.rules[].filters[].cors.allowMethods": set,
  "spec.rules[].filters[].cors.allowOrigins": set,
  "spec.rules[].filters[].cors.exposeHeaders": set,
};

const gateway: Corrections[string] = {
  "spec.defaultScope": experimental,
  "spec.listeners": byName,
  "spec.infrastructure.annotations": { maxProperties: 16 },
  "spec.tls.frontend.perPort": { "x-kubernetes-list-map-keys": ["port"] },
};

/** Envoy Gateway 1.9 against the packages' 1.6: its new fields, of which only the names are known here. */
const backends: Corrections[string] = {
  "spec.circuitBreaker": { properties: { retryBudget: free } },
  "spec.healthCheck.active": { properties: { healthCheckLog: free, overrides: free } },
  "spec.healthCheck.active.http": { properties: { requestBody: free, retriableStatuses: list(free) } },
  "spec.healthCheck.active.http.method": { maxLength: 16 },
  "spec.healthCheck.passive": { properties: { alwaysEjectOneEndpoint: boolean } },
  "spec.http2": { properties: { connectionKeepalive: free } },
  "spec.loadBalancer": { properties: { backendUtilization: free, dynamicModule: free } },
  "spec.loadBalancer.type": {
    enum: ["BackendUtilization", "ConsistentHash", "DynamicModule", "LeastRequest", "Random", "RoundRobin"],
  },
  "spec.loadBalancer.zoneAware": { properties: { weightedZones: list(free) } },
  "spec.timeout.http": {
    properties: { streamIdleTimeout: { type: "string", pattern: "^([0-9]{1,5}(h|m|s|ms)){1,4}$" } },
  },
};

export const gateways: Corrections = {
  "gateway.networking.k8s.io/v1/HTTPRoute": route,
  "gateway.networking.k8s.io/v1/Gateway": gateway,
  "gateway.networking.k8s.io/v1/GatewayClass": {
    spec: { properties: { description: { type: "string", maxLength: 64 } } },
  },
  "gateway.networking.k8s.io/v1/ReferenceGrant": { "": { required: ["spec"] } },
  "gateway.networking.k8s.io/v1beta1/ReferenceGrant": { "": { required: ["spec"] } },
  "gateway.envoyproxy.io/v1alpha1/BackendTrafficPolicy": {
    ...backends,
    spec: { properties: { admissionControl: free, bandwidthLimit: free } },
    "spec.rateLimit.global.rules": { maxItems: 256 },
    "spec.rateLimit.global.rules[]": { properties: { xRateLimitHeaders: choice("Off", "DraftVersion03") } },
    "spec.rateLimit.global.rules[].clientSelectors[].headers": { maxItems: 128 },
    "spec.rateLimit.global.rules[].clientSelectors[].sourceCIDR": { properties: { invert: boolean } },
    "spec.rateLimit.global.rules[].limit": { properties: { fromMetadata: free } },
    "spec.rateLimit.global.rules[].limit.requests": { minimum: 0, maximum: 4294967295 },
    "spec.rateLimit.global.rules[].limit.unit": {
      enum: ["Second", "Minute", "Hour", "Day", "Week", "Month", "Year"],
    },
    "spec.responseOverride[]": { properties: { source: choice("All", "Local", "Backend") } },
    "spec.responseOverride[].match": { properties: { responseHeaders: list(free) }, required: [] },
    "spec.targetSelectors[]": { properties: { namespaces: free } },
    "spec.telemetry.tracing": {
      properties: { clientSamplingFraction: free, overallSamplingFraction: free },
    },
    "spec.faultInjection.abort.percentage": { type: "number" },
    "spec.faultInjection.delay.percentage": { type: "number" },
    "spec.faultInjection.abort.grpcStatus": { minimum: 0, maximum: 16 },
    "spec.healthCheck.passive.maxEjectionPercent": { minimum: 0, maximum: 100 },
  },
  "gateway.envoyproxy.io/v1alpha1/ClientTrafficPolicy": {
    spec: { properties: { grpc: free } },
    "spec.clientIPDetection": { properties: { directSourceIP: free } },
    "spec.clientIPDetection.xForwardedFor": { properties: { disableXForwardedForAppend: boolean } },
    "spec.headers": { properties: { host: free } },
    "spec.http1": { properties: { ignoredUpgradeTypes: list(free) } },
    "spec.timeout.http": { properties: { requestHeadersReceivedTimeout: string } },
    "spec.timeout.tcp": { properties: { connectionInspectionTimeout: string, tlsHandshakeTimeout: string } },
    "spec.tls": { properties: { fingerprints: list(choice("JA3", "JA4")) } },
    "spec.tls.clientValidation": {
      properties: {
        allowExpiredCertificate: boolean,
        mode: choice("Request", "RequireAny", "VerifyIfGiven", "RequireAndVerify"),
      },
    },
  },
  "gateway.envoyproxy.io/v1alpha1/SecurityPolicy": {
    spec: { properties: { csrf: free, mergeType: choice("StrategicMerge", "JSONMerge") } },
    "spec.extAuth": { properties: { includeRouteMetadata: boolean, statusOnError: { type: "integer" } } },
    "spec.extAuth.http": { properties: { pathOverride: string } },
    "spec.jwt": { properties: { failOpen: boolean } },
    "spec.jwt.providers": { maxItems: 16 },
    "spec.jwt.providers[].remoteJWKS": { properties: { failedRefetchDuration: string } },
    "spec.oidc": { properties: { forwardIDToken: free } },
  },
};
