import { describe, expect, it } from "vitest";
import { dashboard } from "../../../src/apps/litellm/dashboard.ts";
import { layOut, type Panel } from "../../../src/apps/litellm/dashboard-panels.ts";
import { unknownMetrics } from "./metrics.ts";

interface Shown {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets?: readonly { readonly expr: string; readonly refId: string }[];
}

const { panels, templating } = JSON.parse(dashboard()) as {
  panels: readonly Shown[];
  templating: { list: readonly { readonly name: string; readonly query: string }[] };
};
const queries = panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));

describe("the dashboard", () => {
  it("asks only for metrics that LiteLLM has", () => {
    const asked = [...queries, ...templating.list.map(({ query }) => query)];
    expect(asked.flatMap(unknownMetrics)).toEqual([]);
  });

  it.each([
    ["requests", "litellm_proxy_total_requests_metric_total"],
    ["tokens", "litellm_output_tokens_metric_total"],
    ["spend", "litellm_spend_metric_total"],
    ["latency", "litellm_request_total_latency_metric_bucket"],
    ["errors", "litellm_proxy_failed_requests_metric_total"],
    ["fallbacks", "litellm_deployment_successful_fallbacks_total"],
    ["cache hits by model", "sum by (model) (rate(litellm_cache_hits_metric_total"],
    ["calls in flight", "litellm_in_flight_requests"],
    ["the database", "litellm_postgres_latency_bucket"],
    ["the cache", "litellm_redis_latency_bucket"],
  ])("shows %s", (_what, part) => {
    expect(queries.filter((query) => query.includes(part))).not.toEqual([]);
  });

  it("closes what it opens in every query", () => {
    const left = (text: string, sign: string) => text.split(sign).length;
    const odd = queries.filter(
      (query) => left(query, "(") !== left(query, ")") || left(query, "{") !== left(query, "}"),
    );
    expect(odd).toEqual([]);
  });

  it("uses only variables that it or Grafana declares", () => {
    const used = [...dashboard().matchAll(/\$(?:\{(\w+)\}|(\w+))/g)].map(
      ([, braced, bare]) => braced ?? bare,
    );
    const known = [...templating.list.map(({ name }) => name), "__rate_interval", "__range", "__all"];
    expect([...new Set(used)].filter((name) => !known.includes(String(name)))).toEqual([]);
  });

  it("gives every panel an id and a place of its own", () => {
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, cell) => `${x + (cell % w)}:${y + Math.floor(cell / w)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
    expect(panels.every(({ gridPos: { x, w } }) => x + w <= 24)).toBe(true);
  });
});

describe("the layout", () => {
  const panel = (kind: Panel["kind"]): Panel => {
    return { kind, title: "", description: "", unit: "short", queries: [{ expr: "up", legend: "" }] };
  };
  const places = (sections: Parameters<typeof layOut>[0]) =>
    (layOut(sections) as Shown[]).map(({ gridPos: { x, y } }) => [x, y]);

  it("breaks a row when it is full, and starts a section below the highest panel", () => {
    const first = {
      title: "a",
      panels: [panel("stat"), ...Array.from({ length: 3 }, () => panel("timeseries"))],
    };
    expect(places([first, { title: "b", panels: [] }])).toEqual([
      [0, 0],
      [0, 1],
      [4, 1],
      [12, 1],
      [0, 9],
      [0, 17],
    ]);
  });

  it("tells several queries of a panel apart", () => {
    const two = {
      ...panel("timeseries"),
      queries: [
        { expr: "a", legend: "" },
        { expr: "b", legend: "" },
      ],
    };
    const [, shown] = layOut([{ title: "", panels: [two] }]) as Shown[];
    expect(shown?.targets?.map(({ refId }) => refId)).toEqual(["A", "B"]);
  });
});
