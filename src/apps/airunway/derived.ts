import type { Derivations } from "../../app.ts";
import { type PageRoute, pageRoute, pageUrl } from "../../cluster/page.ts";
import { ciliumPolicy, plainPolicy } from "../../policy-variables.ts";
import { allowedOrigins, images, patches, sourceIgnore, sourceRef } from "./manifests.ts";
import { controllerFlows, pageFlows } from "./network.ts";
import { shimManifests } from "./shims.ts";
import type { AirunwayDerived, AirunwayVariables } from "./variables.ts";

type V = AirunwayVariables;

/** Settings whose default depends on others. */
export const defaults = {
  airunway_hostname: {
    type: "string",
    description: "The subdomain below the cluster's domain.",
    of: (v: V) => `${v.airunway_subdomain}.${v.cloudflare_domain}`,
  },
} as const;

/** Every variable that AI Runway computes. */
export const derived: Derivations<AirunwayDerived, V> = {
  airunway_public_url: {
    type: "string",
    description: "URL of AI Runway's page as browsers see it.",
    setInstead: "airunway_hostname",
    of: (v) => pageUrl(v, v.airunway_hostname),
  },
  airunway_route: {
    type: "object",
    description:
      "HTTPRoute or Ingress that leads to AI Runway's page; its Service has port 80, its pods 3001.",
    setInstead: "route_kind, airunway_gateways and airunway_hostname",
    of: route,
  },
  airunway_route_enabled: {
    type: "boolean",
    description: "Whether browsers reach AI Runway through a Gateway or an Ingress.",
    setInstead: "airunway_gateways",
    of: (v) => v.airunway_gateways.length > 0,
  },
  airunway_allowed_origins: {
    type: "array",
    description: "Web origins whose pages may call AI Runway.",
    setInstead: "airunway_cors_origins",
    of: allowedOrigins,
  },
  airunway_source_ref: {
    type: "object",
    description: "Commit or tag that the manifests are read at.",
    setInstead: "airunway_version",
    of: (v) => sourceRef(v.airunway_version),
  },
  airunway_source_ignore: {
    type: "string",
    description: "What of AI Runway's repository is left out.",
    setInstead: "airunway_shims",
    of: (v) => sourceIgnore(v.airunway_shims),
  },
  airunway_images: {
    type: "array",
    description: "Images at their release.",
    setInstead: "airunway_version",
    of: (v) => images(v.airunway_version),
  },
  airunway_patches: {
    type: "array",
    description: "Changes to AI Runway's manifests.",
    setInstead: "the setting behind the change",
    of: patches,
  },
  airunway_shim_manifests: {
    type: "array",
    description: "Flux Kustomizations of the shims.",
    setInstead: "airunway_shims and airunway_shim_tags",
    of: shimManifests,
  },
  airunway_page_plain_rules: plainPolicy("the page's", pageFlows),
  airunway_page_cilium_rules: ciliumPolicy("the page's", pageFlows),
  airunway_controller_plain_rules: plainPolicy("the controller's", controllerFlows),
  airunway_controller_cilium_rules: ciliumPolicy("the controller's", controllerFlows),
};

function route(v: V): PageRoute | null {
  const hostname = v.airunway_hostname;
  const gateways = v.airunway_gateways;
  return pageRoute(v, {
    name: "airunway",
    hostname,
    service: "airunway",
    port: 80,
    gateways,
    longAnswers: true,
  });
}
