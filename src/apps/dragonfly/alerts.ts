import type { DragonflyVariables } from "./variables.ts";

interface Alert {
  readonly alert: string;
  readonly expr: string;
  readonly for: string;
  readonly labels: { readonly severity: "critical" | "warning" };
  readonly annotations: { readonly summary: string; readonly description: string };
}

/** Alerts on the server, on metrics that Dragonfly v1.36.0 and later expose on the admin port. */
export function alertRules(v: DragonflyVariables): Alert[] {
  const of = `{namespace="${v.dragonfly_namespace}",pod=~"dragonfly-[0-9]+"}`;
  return [
    ...availability(v, of),
    ...memory(of),
    ...(v.dragonfly_snapshots_enabled ? [snapshotFails(of)] : []),
  ];
}

function availability(v: DragonflyVariables, of: string): Alert[] {
  const alerts = [
    alert("critical", "DragonflyNoMaster", "2m", `(sum(dragonfly_master${of}) or vector(0)) == 0`, [
      "No Dragonfly pod is master",
      "Clients cannot write. Look at the operator's log and at the pods.",
    ]),
    alert("critical", "DragonflyTwoMasters", "5m", `sum(dragonfly_master${of}) > 1`, [
      "More than one Dragonfly pod is master",
      "Writes go to different pods and some of them will be lost.",
    ]),
    alert("warning", "DragonflyConnectionsRefused", "0m", connectionsRefused(of), [
      "Dragonfly refuses connections",
      "Pod {{ $labels.pod }} has reached its limit of clients.",
    ]),
  ];
  if (v.dragonfly_replicas < 2) return alerts;
  return [
    ...alerts,
    alert(
      "warning",
      "DragonflyReplicaMissing",
      "10m",
      `count(dragonfly_master${of}) < ${v.dragonfly_replicas}`,
      ["A Dragonfly pod is missing", "{{ $value }} pods answer; the next failure may lose the cache."],
    ),
    alert("warning", "DragonflyReplicaLags", "10m", `dragonfly_connected_replica_lag_records${of} > 100000`, [
      "A Dragonfly replica lags behind",
      "Replica {{ $labels.replica_ip }} is {{ $value }} records behind its master.",
    ]),
  ];
}

function connectionsRefused(of: string): string {
  const selector = of.replace("}", ',reason="limit_reached"}');
  return `increase(dragonfly_listener_accept_error_total${selector}[5m]) > 0`;
}

function memory(of: string): Alert[] {
  const share = `dragonfly_memory_used_bytes${of} / dragonfly_memory_max_bytes${of}`;
  return [
    alert("warning", "DragonflyMemoryHigh", "15m", `${share} > 0.9`, [
      "Dragonfly is nearly full",
      "Pod {{ $labels.pod }} uses {{ $value | humanizePercentage }} of its maxmemory.",
    ]),
    alert("critical", "DragonflyRefusesWrites", "0m", `increase(dragonfly_oom_errors_total${of}[5m]) > 0`, [
      "Dragonfly refuses writes",
      "Pod {{ $labels.pod }} is out of memory; raise dragonfly_maxmemory and its limit.",
    ]),
    alert("warning", "DragonflyEvictsKeys", "0m", `increase(dragonfly_evicted_keys_total${of}[15m]) > 0`, [
      "Dragonfly evicts keys",
      "Rate-limit counters and locks may be among them.",
    ]),
  ];
}

function snapshotFails(of: string): Alert {
  return alert(
    "warning",
    "DragonflySnapshotFails",
    "0m",
    `increase(dragonfly_failed_backups_total${of}[6h]) > 0`,
    [
      "A Dragonfly snapshot failed",
      "Pod {{ $labels.pod }} could not write it; look at the credentials and the bucket.",
    ],
  );
}

function alert(
  severity: "critical" | "warning",
  name: string,
  duration: string,
  expr: string,
  [summary, description]: readonly [string, string],
): Alert {
  return { alert: name, expr, for: duration, labels: { severity }, annotations: { summary, description } };
}
