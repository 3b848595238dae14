interface Query {
  readonly expr: string;
  readonly legend: string;
}

/** Grafana dashboard of the server, as JSON text; panels two in a row. */
export function dashboardJson(namespace: string): string {
  const panels = panelsFor(`{namespace="${namespace}",pod=~"dragonfly-[0-9]+"}`).map((panel, index) => ({
    id: index + 1,
    gridPos: { x: (index % 2) * 12, y: Math.floor(index / 2) * 8, w: 12, h: 8 },
    ...panel,
  }));
  const dashboard = {
    uid: "dragonfly",
    title: "Dragonfly",
    tags: ["cache"],
    schemaVersion: 39,
    refresh: "30s",
    time: { from: "now-6h", to: "now" },
    templating: {
      list: [{ name: "datasource", type: "datasource", query: "prometheus", label: "Data source" }],
    },
    panels,
  };
  return JSON.stringify(dashboard, null, 2);
}

function panelsFor(of: string): object[] {
  const rate = (metric: string) => `dragonfly_${metric}${of}[$__rate_interval]`;
  const hits = `sum(rate(${rate("keyspace_hits_total")}))`;
  const misses = `sum(rate(${rate("keyspace_misses_total")}))`;
  return [
    panel("Memory", "bytes", [
      { expr: `dragonfly_memory_used_bytes${of}`, legend: "{{pod}} used" },
      { expr: `dragonfly_used_memory_rss_bytes${of}`, legend: "{{pod}} resident" },
      { expr: `max(dragonfly_memory_max_bytes${of})`, legend: "maxmemory" },
    ]),
    panel("Commands by name", "ops", [
      { expr: `topk(10, sum by (cmd) (rate(${rate("commands_total")})))`, legend: "{{cmd}}" },
    ]),
    panel("Hit ratio", "percentunit", [{ expr: `${hits} / (${hits} + ${misses})`, legend: "hits" }]),
    panel("Mean command time", "s", [
      {
        expr: `sum by (cmd) (rate(${rate("commands_duration_seconds")})) / sum by (cmd) (rate(${rate("commands_total")}))`,
        legend: "{{cmd}}",
      },
    ]),
    panel("Clients", "short", [
      { expr: `sum by (pod) (dragonfly_connected_clients${of})`, legend: "{{pod}}" },
    ]),
    panel("Keys", "short", [{ expr: `sum by (pod, db) (dragonfly_db_keys${of})`, legend: "{{pod}} {{db}}" }]),
    panel("Evicted and expired keys", "ops", [
      { expr: `sum(rate(${rate("evicted_keys_total")}))`, legend: "evicted" },
      { expr: `sum(rate(${rate("expired_keys_total")}))`, legend: "expired" },
    ]),
    panel("Errors", "ops", [
      { expr: `sum by (type) (rate(${rate("oom_errors_total")}))`, legend: "out of memory: {{type}}" },
      { expr: `sum(rate(${rate("script_error_total")}))`, legend: "Lua" },
    ]),
    panel("Network", "Bps", [
      { expr: `sum(rate(${rate("net_input_bytes_total")}))`, legend: "in" },
      { expr: `sum(rate(${rate("net_output_bytes_total")}))`, legend: "out" },
    ]),
    panel("Role and replication lag", "short", [
      { expr: `dragonfly_master${of}`, legend: "{{pod}} is master" },
      { expr: `dragonfly_connected_replica_lag_records${of}`, legend: "{{replica_ip}} lag in records" },
    ]),
  ];
}

function panel(title: string, unit: string, queries: readonly Query[]): object {
  return {
    type: "timeseries",
    title,
    datasource,
    fieldConfig: { defaults: { unit, min: 0 }, overrides: [] },
    targets: queries.map(({ expr, legend }, index) => ({
      refId: String.fromCharCode(65 + index),
      datasource,
      expr,
      legendFormat: legend,
    })),
  };
}

const datasource = { type: "prometheus", uid: "${datasource}" };
