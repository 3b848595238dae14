import { nearest } from "../nearest.ts";
import type { Problem } from "../problem.ts";
import type { Manifest } from "./manifests.ts";
import { error, listed, shown } from "./problems.ts";

/** Versions that Kubernetes still serves beside the one that we know. */
const SERVED: ReadonlySet<string> = new Set(["autoscaling/v1/HorizontalPodAutoscaler"]);

/**
 * What to say of kinds that nothing here describes: an error where the group is known and its version or kind is
 * not, else one note for each kind, because a cluster may well have it.
 */
export function* unknownKinds(manifests: readonly Manifest[], known: readonly string[]): Iterable<Problem> {
  const ids = known.filter((name) => name.includes("/")).map(split);
  const told = new Set<string>();
  for (const manifest of manifests) {
    const id = `${manifest.apiVersion}/${manifest.kind}`;
    const wrong = SERVED.has(id) ? undefined : (wrongVersion(manifest, ids) ?? misspelt(manifest, ids));
    if (wrong) yield wrong;
    else if (!told.has(id)) {
      told.add(id);
      yield note(manifest);
    }
  }
}

interface Id {
  readonly apiVersion: string;
  readonly group: string;
  readonly kind: string;
}

function split(name: string): Id {
  const at = name.lastIndexOf("/");
  const apiVersion = name.slice(0, at);
  return { apiVersion, group: groupOf(apiVersion), kind: name.slice(at + 1) };
}

function groupOf(apiVersion: string): string {
  return apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : "";
}

/** Kubernetes' own groups have no dot, or end in k8s.io. */
export function isBuiltIn(group: string): boolean {
  return !group.includes(".") || /^(networking|rbac\.authorization|scheduling|storage)\.k8s\.io$/.test(group);
}

function wrongVersion({ apiVersion, group, kind, at }: Manifest, ids: readonly Id[]): Problem | undefined {
  const others = ids.filter(
    (id) => id.kind === kind && (id.group === group || (isBuiltIn(group) && isBuiltIn(id.group))),
  );
  if (others.length === 0) return undefined;
  const message = `there is no ${shown(kind)} in ${shown(apiVersion)}`;
  const hint = `write apiVersion: ${listed(others.map((id) => id.apiVersion))}`;
  return error("unknown-api-version", at(["apiVersion"]), message, hint);
}

function misspelt({ apiVersion, kind, at }: Manifest, ids: readonly Id[]): Problem | undefined {
  const kinds = ids.filter((id) => id.apiVersion === apiVersion).map((id) => id.kind);
  const near = nearest(kind, kinds);
  if (near === undefined) return undefined;
  const message = `there is no kind ${shown(kind)} in ${shown(apiVersion)}`;
  return error("unknown-kind", at(["kind"]), message, `did you mean ${near}?`);
}

function note({ apiVersion, kind, at }: Manifest): Problem {
  const message = `${shown(kind)} of ${shown(apiVersion)} is not known here, so its fields were not looked at`;
  return {
    code: "unknown-kind",
    severity: "note",
    message,
    hint: "put its CRD into schemas/ in the repository to have it checked",
    at: at(["kind"]),
  };
}
