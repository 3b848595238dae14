import type { Facts } from "../../app.ts";
import { toYaml } from "../../render/yaml.ts";
import { knownRelease } from "./release.ts";
import { folderOf, registry } from "./shims.ts";
import type { AirunwayVariables } from "./variables.ts";

type V = AirunwayVariables;

/** An image of kustomize's `images`. */
export interface Image {
  readonly name: string;
  readonly newTag: string;
}

/** A patch of kustomize's `patches`, as YAML. */
export interface Patch {
  readonly patch: string;
  readonly target?: { readonly kind: string };
}

/** The commit of a release that was read, because a tag can be moved; else the tag. */
export function sourceRef(version: string): { commit: string } | { tag: string } {
  const release = knownRelease(version);
  return release ? { commit: release.commit } : { tag: `v${version}` };
}

/**
 * What source-controller leaves out of the repository, in .gitignore's language: all but the manifests that are
 * wanted. The installer's rights, which are those of a cluster admin, lie beside them and would be applied too.
 */
export function sourceIgnore(shims: V["airunway_shims"]): string {
  const files = ["deploy/controller.yaml", "deploy/dashboard.yaml"];
  const folders = [...shims].sort().flatMap((shim) => [`providers/${shim}`, folderOf(shim)]);
  return [
    "/*",
    ...["!/deploy", "/deploy/*", ...files.map((file) => `!/${file}`)],
    ...(folders.length > 0 ? ["!/providers", "/providers/*"] : []),
    ...folders.flatMap((folder) =>
      folder.endsWith("/deploy") ? [`!/${folder}`] : [`!/${folder}`, `/${folder}/*`],
    ),
    "",
  ].join("\n");
}

/** Its own images at the release; the manifests would take `latest`. */
export function images(version: string): Image[] {
  return ["controller", "dashboard"].map((name) => ({ name: `${registry}/${name}`, newTag: version }));
}

/** Origins whose pages may call AI Runway: its own, the dashboard's, and the user's. */
export function allowedOrigins(v: V, facts: Facts): string[] {
  const dashboard = facts.offer("dashboard")?.origin;
  return [...new Set([v.airunway_public_url, ...(dashboard ? [dashboard] : []), ...v.airunway_cors_origins])];
}

/**
 * Changes to the manifests: the namespace is rendered here already; definitions stay when AI Runway goes, because
 * every model would go with them; and the page lets its origins in.
 */
export function patches(v: V): Patch[] {
  return [
    patchOf({ $patch: "delete", ...object("v1", "Namespace", v.airunway_namespace) }),
    kept("apiextensions.k8s.io/v1", "CustomResourceDefinition"),
    patchOf({
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: { name: "airunway", namespace: v.airunway_namespace },
      spec: { template: { spec: page(v) } },
    }),
  ];
}

function page(v: V): object {
  const env = [
    { name: "CORS_ORIGIN", value: v.airunway_allowed_origins.join(",") },
    { name: "LOG_LEVEL", value: v.airunway_log_level },
  ];
  return {
    securityContext: { seccompProfile: { type: "RuntimeDefault" } },
    containers: [{ name: "airunway", imagePullPolicy: "IfNotPresent", env }],
  };
}

/** Every object of that kind outlives the Kustomization; the name in a patch with a target is not read. */
export function kept(apiVersion: string, kind: string): Patch {
  const annotations = { "kustomize.toolkit.fluxcd.io/prune": "disabled" };
  return { ...patchOf({ apiVersion, kind, metadata: { name: "any", annotations } }), target: { kind } };
}

function object(apiVersion: string, kind: string, name: string): object {
  return { apiVersion, kind, metadata: { name } };
}

function patchOf(patch: object): Patch {
  return { patch: `${toYaml(patch, 0).trimStart()}\n` };
}
