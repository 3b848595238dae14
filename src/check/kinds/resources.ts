import type { Problem } from "../../problem.ts";
import { amountOf } from "../../quantity.ts";
import { shown } from "../problems.ts";
import { get, mapping, type Path, scalarText, type Value } from "../value.ts";
import type { Subject } from "./kind.ts";

/** A request is never more than its limit: gives `request-over-limit`. */
export function* requestsWithinLimits(
  { manifest, fail }: Pick<Subject, "manifest" | "fail">,
  at: Path,
): Iterable<Problem> {
  const found = get(manifest.value, ...at);
  const limits = mapping(get(found, "limits"));
  for (const [resource, request] of Object.entries(mapping(get(found, "requests")))) {
    const most = amount(limits[resource]);
    const asked = amount(request);
    if (most === undefined || asked === undefined || asked <= most) continue;
    const message = `the request of ${resource} is more than its limit`;
    const hint = "raise the limit, or lower the request";
    yield fail("request-over-limit", [...at, "requests", resource], message, hint);
  }
}

/** Names without a domain are Kubernetes' own; of others there are whole ones only, and no more than the limit. */
export function* resourceNames({ fail }: Subject, resources: Value | undefined, at: Path): Iterable<Problem> {
  const names = ["limits", "requests"].flatMap((part) => Object.keys(mapping(get(resources, part))));
  if (
    names.some((name) => name.startsWith("hugepages-")) &&
    !names.some((name) => /^(cpu|memory)$/.test(name))
  )
    yield fail("missing-field", at, "huge pages go with cpu or memory", "write memory, too");
  for (const part of ["limits", "requests"]) {
    for (const [name, value] of Object.entries(mapping(get(resources, part)))) {
      const wrong = resourceProblem(name, amount(value), has(resources, name));
      if (wrong) yield fail(wrong.code, [...at, part, name], wrong.message, wrong.hint);
    }
  }
}

function has(resources: Value | undefined, name: string): boolean {
  return (get(resources, "limits", name) ?? null) !== null;
}

function resourceProblem(
  name: string,
  value: number | undefined,
  isLimited: boolean,
): Record<"code" | "message" | "hint", string> | undefined {
  if (value !== undefined && value < 0)
    return { code: "out-of-range", message: `${shown(name)} is less than nothing`, hint: "write 0 or more" };
  const isOwn = /^(cpu|memory|ephemeral-storage|hugepages-.+)$/.test(name);
  if (!isOwn && !name.includes("/")) {
    const hint = "write cpu, memory or ephemeral-storage";
    return { code: "resource-name", message: `there is no resource ${shown(name)}`, hint };
  }
  if (!isOwn && value !== undefined && !Number.isInteger(value))
    return { code: "out-of-range", message: `${shown(name)} comes in whole ones`, hint: "write 1 or more" };
  if (isLimited || (isOwn && !name.startsWith("hugepages-"))) return undefined;
  return {
    code: "missing-field",
    message: `${shown(name)} needs a limit`,
    hint: "write it among the limits",
  };
}

function amount(value: Value | undefined): number | undefined {
  return value === undefined || value === null ? undefined : amountOf(scalarText(value));
}
