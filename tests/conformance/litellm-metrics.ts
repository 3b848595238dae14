import assert from "node:assert/strict";
import type { Case } from "./cases.ts";
import type { Subject } from "./litellm-cases.ts";
import { get } from "./litellm-requests.ts";
import { dataOf, ofKind } from "./platforms.ts";
import { allQueries, type Query } from "./prometheus-queries.ts";

/** The metrics are there for who has the key, and everything that rules and dashboards name is among them. */
export function metricsCases(subject: Subject): Case[] {
  const { access, platform, server, container } = subject;
  if (!server.config.litellm_settings.callbacks?.includes("prometheus")) return [];
  const queries = allQueries(platform).filter(({ expr }) => expr.includes("litellm_"));
  // Several workers share files, which hold what was counted only.
  const oneWorker = container.env.NUM_WORKERS === undefined;
  return [
    ...["/metrics", "/metrics/"].flatMap((path) => [
      {
        title: `${path} is refused without a key`,
        check: async () => assert.equal((await get({ ...access, key: "" }, path)).status, 401),
      },
      {
        title: `${path} is read with the key`,
        check: async () => {
          const { status, headers } = await get(access, path);
          // The shorter path leads to the longer one.
          assert.ok(status === 200 || headers.get("location")?.endsWith("/metrics/"), String(status));
        },
      },
    ]),
    scrapeCase(subject),
    ...(oneWorker ? queries.map((query) => queryCase(subject, query)) : []),
  ];
}

/** Prometheus reads them as the ServiceMonitor tells it to. */
function scrapeCase({ access, platform }: Subject): Case {
  const check = async () => {
    const monitor = ofKind(platform, "ServiceMonitor").find(({ metadata }) => metadata.name === "litellm");
    const endpoint = (monitor?.spec as { endpoints?: readonly Endpoint[] } | undefined)?.endpoints?.[0];
    assert.ok(endpoint, "there is no ServiceMonitor with an endpoint");
    const { name, key } = endpoint.authorization.credentials;
    const secret = ofKind(platform, "Secret").find(({ metadata }) => metadata.name === name);
    const token = secret && dataOf(secret)[key];
    assert.ok(token, `the Secret ${name} has no ${key}`);
    assert.equal((await get({ ...access, key: token }, endpoint.path)).status, 200);
  };
  return { title: "Prometheus can read the metrics", check };
}

interface Endpoint {
  readonly path: string;
  readonly authorization: { readonly credentials: { readonly name: string; readonly key: string } };
}

function queryCase({ access }: Subject, { where, expr }: Query): Case {
  const check = async () => {
    const { text } = await get(access, "/metrics/");
    const known = exposed(text);
    for (const { metric, labels } of selectors(expr)) {
      const found = known.get(metric);
      assert.ok(found, `LiteLLM has no metric ${metric}`);
      const strange = labels.filter((label) => found.size > 0 && !found.has(label) && !scraped.has(label));
      assert.deepEqual(strange, [], `${metric} has no such label, but ${[...found].join(", ")}`);
    }
  };
  return { title: `LiteLLM has what is queried in ${where}`, check };
}

/** Labels that Prometheus itself adds, or that exist in the result only. */
const scraped: ReadonlySet<string> = new Set([
  "namespace",
  "pod",
  "service",
  "job",
  "instance",
  "container",
  "le",
]);

interface Selector {
  readonly metric: string;
  readonly labels: readonly string[];
}

/** Metrics of LiteLLM in a query, each with the labels that are selected and grouped by. */
function selectors(expr: string): Selector[] {
  const grouped = [...expr.matchAll(/\bby\s*\(([^)]*)\)/g)].flatMap(([, list = ""]) => words(list));
  return [...expr.replace(/\b(by|without)\s*\([^)]*\)/g, "").matchAll(/\b(litellm_\w+)(\{[^}]*\})?/g)].map(
    ([, metric = "", matchers = ""]) => ({
      metric,
      labels: [
        ...grouped,
        ...[...matchers.matchAll(/(\w+)\s*(?:=~|!~|!=|=)\s*"/g)].map(([, label = ""]) => label),
      ],
    }),
  );
}

function words(list: string): string[] {
  return list
    .split(",")
    .map((word) => word.trim())
    .filter((word) => word !== "");
}

const suffixes: Readonly<Record<string, readonly string[]>> = {
  histogram: ["_bucket", "_sum", "_count"],
  summary: ["", "_sum", "_count"],
};

/** Every metric that is exposed, with the labels that its samples have; none as long as it has no sample. */
function exposed(text: string): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const [, name = "", type = ""] of text.matchAll(/^# TYPE (\S+) (\S+)$/gm)) {
    for (const suffix of suffixes[type] ?? [""]) found.set(name + suffix, new Set());
  }
  for (const [, name = "", labels = ""] of text.matchAll(/^(\w+)\{(.*)\} \S+$/gm)) {
    for (const [, label = ""] of labels.matchAll(/(\w+)="/g)) found.get(name)?.add(label);
  }
  return found;
}
