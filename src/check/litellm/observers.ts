import type { Problem } from "../../problem.ts";
import { shown } from "../problems.ts";
import { get, list, type Path, scalarText } from "../value.ts";
import type { ConfigFile } from "./config-file.ts";
import { listEnvironments } from "./workload.ts";

const LISTS: readonly Path[] = ["callbacks", "success_callback", "failure_callback"].map((name) => [
  "litellm_settings",
  name,
]);

/** Variables alone turn no tracing on: gives the warning `unread-variable` for those of OpenTelemetry without a callback. */
export function* checkObservers(file: ConfigFile): Iterable<Problem> {
  const callbacks = LISTS.flatMap((path) => list(get(file.value, ...path)).map(scalarText));
  if (callbacks.some((name) => name.includes("otel"))) return;
  for (const { object, names } of listEnvironments(file.tree, file.object)) {
    const [name, found] = [...names].find(([each]) => /^OTEL_(EXPORTER|ENDPOINT)/.test(each)) ?? [];
    if (name === undefined || !found) continue;
    const message = `${shown(name)} does nothing without the callback otel`;
    const hint = "add otel to litellm_settings.callbacks, or take the variable out";
    yield { code: "unread-variable", severity: "warning", at: object.manifest.at(found.path), message, hint };
  }
}
