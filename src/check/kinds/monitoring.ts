import type { Problem } from "../../problem.ts";
import { get, list, type Path, text, type Value } from "../value.ts";
import { atMostOne, exactlyOne, type KindRules, type Subject } from "./kind.ts";

/** prometheus-operator 0.93: its admission webhook, and what it drops with no more than an event. */
export const monitoringKinds: KindRules = {
  "monitoring.coreos.com/PrometheusRule": [prometheusRules],
  "monitoring.coreos.com/ServiceMonitor": [endpoints("endpoints", ["port", "targetPort"])],
  "monitoring.coreos.com/PodMonitor": [
    endpoints("podMetricsEndpoints", ["port", "portNumber", "targetPort"]),
  ],
};

function* prometheusRules(subject: Subject): Iterable<Problem> {
  for (const [group, found] of list(get(subject.spec, "groups")).entries()) {
    for (const [index, rule] of list(get(found, "rules")).entries()) {
      const at = ["spec", "groups", group, "rules", index];
      yield* exactlyOne(subject, at, rule, ["alert", "record"]);
      yield* recording(subject, rule, at);
    }
  }
}

function* recording({ fail }: Subject, rule: Value, at: Path): Iterable<Problem> {
  const expr = get(rule, "expr");
  if (typeof expr === "string" && expr.trim() === "")
    yield fail("out-of-range", [...at, "expr"], "the expression is empty", "write PromQL");
  const record = text(get(rule, "record"));
  if (record === undefined) return;
  if (!/^[a-zA-Z_:][a-zA-Z0-9_:]*$/.test(record))
    yield fail(
      "pattern-mismatch",
      [...at, "record"],
      "this is no name of a metric",
      "write level:metric:operations",
    );
  for (const field of ["for", "annotations", "keep_firing_for"]) {
    if (get(rule, field) === undefined) continue;
    yield fail("excluded-field", [...at, field], `a recording rule has no ${field}`, "take it out");
  }
}

function endpoints(field: string, ports: readonly string[]): (subject: Subject) => Iterable<Problem> {
  return function* (subject) {
    for (const [index, endpoint] of list(get(subject.spec, field)).entries()) {
      const at = ["spec", field, index];
      yield* atMostOne(subject, at, endpoint, ports);
      yield* atMostOne(subject, at, endpoint, ["authorization", "basicAuth", "oauth2", "bearerTokenSecret"]);
      const interval = seconds(get(endpoint, "interval"));
      const timeout = seconds(get(endpoint, "scrapeTimeout"));
      if (interval === undefined || timeout === undefined || timeout <= interval) continue;
      const message = "scrapeTimeout is longer than interval";
      yield subject.fail("timeout-order", [...at, "scrapeTimeout"], message, "shorten it");
    }
  };
}

function seconds(duration: Value | undefined): number | undefined {
  const [, number, unit = ""] = /^(\d+)(ms|s|m|h|d)$/.exec(text(duration) ?? "") ?? [];
  const units: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400 };
  return number === undefined ? undefined : Number(number) * (units[unit] ?? 1);
}
