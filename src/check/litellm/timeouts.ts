import type { Problem } from "../../problem.ts";
import type { Applied } from "../applied.ts";
import { get, type Path, select, text } from "../value.ts";
import { type ConfigFile, deployments } from "./config-file.ts";

/**
 * A stream starts within the time of its whole answer, and no route cuts an answer off before LiteLLM does: gives
 * the warnings `timeout-order` and `route-timeout`. A deployment's own timeout goes before `request_timeout`,
 * so it may be longer. All are in seconds.
 */
export function* checkTimeouts(file: ConfigFile): Iterable<Problem> {
  const whole = seconds(file, ["litellm_settings", "request_timeout"]);
  const all: Path[] = [
    ...deployments(file).map(({ path }) => [...path, "litellm_params"]),
    ["router_settings"],
  ];
  const longest = [whole];
  for (const path of all) {
    const timeout = seconds(file, [...path, "timeout"]);
    const limit = timeout ?? whole;
    longest.push(timeout);
    const stream = seconds(file, [...path, "stream_timeout"]);
    if (stream === undefined || limit === undefined || stream <= limit) continue;
    const message = `stream_timeout is longer than the timeout of the whole answer, ${limit} seconds`;
    yield file.warn("timeout-order", [...path, "stream_timeout"], message, "lower it, or raise timeout");
  }
  const most = Math.max(...longest.filter((time) => time !== undefined));
  if (most > 0) for (const route of file.tree.objects) yield* routeTimeouts(file, route, most);
}

function seconds({ value }: ConfigFile, path: Path): number | undefined {
  const found = get(value, ...path);
  return typeof found === "number" ? found : undefined;
}

function* routeTimeouts(file: ConfigFile, route: Applied, whole: number): Iterable<Problem> {
  if (route.kind !== "HTTPRoute") return;
  const services = servedNames(file);
  for (const { value: rule, path } of select(route.manifest.value, "spec.rules.*")) {
    const backends = select(rule, "backendRefs.*").map(({ value }) => value);
    const isOurs = backends.some(
      (backend) =>
        services.has(text(get(backend, "name")) ?? "") &&
        (text(get(backend, "namespace")) ?? route.namespace) === file.object.namespace,
    );
    const limit = duration(text(get(rule, "timeouts", "request")));
    if (!isOurs || limit === undefined || limit === 0 || limit >= whole) continue;
    const at = route.manifest.at([...path, "timeouts", "request"]);
    const message = `the route cuts off what LiteLLM lets run for ${whole} seconds`;
    const hint = "write 0s, and leave it to LiteLLM";
    yield { code: "route-timeout", severity: "warning", at, message, hint };
  }
}

/** The Services of the releases that mount the configuration. */
function servedNames({ tree, object }: ConfigFile): ReadonlySet<string> {
  const ours = tree.releases.filter(({ template, namespace }) => {
    const mounts = template?.items("persistence") ?? [];
    return namespace === object.namespace && mounts.some(({ value }) => get(value, "name") === object.name);
  });
  return new Set(ours.flatMap(({ template }) => template?.items("service").map(({ name }) => name) ?? []));
}

const UNITS: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1, ms: 0.001 };

/** Seconds of a Gateway API duration (GEP-2257); undefined when it is none. */
function duration(written: string | undefined): number | undefined {
  if (!/^(\d{1,5}(h|ms|m|s)){1,4}$/.test(written ?? "")) return undefined;
  const parts = [...(written ?? "").matchAll(/(\d+)(h|ms|m|s)/g)];
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * (UNITS[unit ?? ""] ?? 0), 0);
}
