import { describe, expect, it } from "vitest";
import { type Settings, variables } from "./setup.ts";

function alerts(settings: Settings): string[] {
  return (variables(settings).value("dragonfly_alerts") as { alert: string }[]).map(({ alert }) => alert);
}

describe("alerts", () => {
  it("watch replicas only where there are some", () => {
    expect(alerts({})).not.toContain("DragonflyReplicaMissing");
    expect(alerts({ dragonfly_replicas: 2 })).toEqual(
      expect.arrayContaining(["DragonflyReplicaMissing", "DragonflyReplicaLags"]),
    );
  });

  it("watch snapshots only where there are some", () => {
    expect(alerts({})).not.toContain("DragonflySnapshotFails");
    expect(alerts({ dragonfly_snapshot_volume_size: "5Gi" })).toContain("DragonflySnapshotFails");
  });

  it("look at our pods in our namespace only", () => {
    const rules = variables({ dragonfly_namespace: "redis" }).value("dragonfly_alerts") as { expr: string }[];
    for (const { expr } of rules) {
      expect(expr.split("dragonfly_").slice(1)).toSatisfy((metrics: string[]) =>
        metrics.every((text) => /^[a-z_]+\{namespace="redis",pod=~"dragonfly-\[0-9\]\+"[,}]/.test(text)),
      );
    }
  });
});

it("draws a dashboard whose panels do not overlap", () => {
  const board = JSON.parse(String(variables({}).value("dragonfly_dashboard")));
  const places = board.panels.map(
    ({ gridPos }: { gridPos: { x: number; y: number } }) => `${gridPos.x},${gridPos.y}`,
  );
  expect(new Set(places).size).toBe(board.panels.length);
  expect(board.panels.length).toBeGreaterThan(5);
});
