import type { Problem } from "../../problem.ts";
import { amountOf } from "../../quantity.ts";
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
    yield fail(
      "request-over-limit",
      [...at, "requests", resource],
      message,
      "raise the limit, or lower the request",
    );
  }
}

function amount(value: Value | undefined): number | undefined {
  if (value === undefined || value === null) return undefined;
  return amountOf(scalarText(value));
}
