import type { Problem } from "../../problem.ts";
import { cpuCores, memoryBytes } from "../../quantity.ts";
import { get, mapping, type Path, scalarText, type Value } from "../value.ts";
import type { Subject } from "./kind.ts";

const RESOURCE = /^(cpu|memory|ephemeral-storage|storage|hugepages-.+)$|\//;

/** Kubernetes' own resources, and those of others by their domain: gives `resource-name`. */
export function* resourceNames(
  { manifest, fail }: Pick<Subject, "manifest" | "fail">,
  at: Path,
): Iterable<Problem> {
  for (const part of ["requests", "limits"]) {
    for (const resource of Object.keys(mapping(get(manifest.value, ...at, part)))) {
      if (RESOURCE.test(resource)) continue;
      const message = `there is no resource ${shown(resource)}`;
      yield fail("resource-name", [...at, part, resource], message, "write cpu, memory or ephemeral-storage");
    }
  }
}

/** A request is never more than its limit: gives `request-over-limit`. */
export function* requestsWithinLimits(
  { manifest, fail }: Pick<Subject, "manifest" | "fail">,
  at: Path,
): Iterable<Problem> {
  const found = get(manifest.value, ...at);
  const limits = mapping(get(found, "limits"));
  for (const [resource, request] of Object.entries(mapping(get(found, "requests")))) {
    const most = amount(resource, limits[resource]);
    const asked = amount(resource, request);
    if (most === undefined || asked === undefined || asked <= most) continue;
    const message = `the request of ${resource} is more than its limit`;
    yield fail(
      "request-over-limit",
      [...at, "requests", resource],
      message,
      "raise the limit, or lower the request",
    );
  }
}

function amount(resource: string, value: Value | undefined): number | undefined {
  if (value === undefined || value === null) return undefined;
  return resource === "cpu" ? cpuCores(scalarText(value)) : memoryBytes(scalarText(value));
}
