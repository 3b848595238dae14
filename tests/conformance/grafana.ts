import assert from "node:assert/strict";
import type { Case } from "./cases.ts";
import type { Platform } from "./platforms.ts";
import { type Dashboard, dashboards, type Panel, panelsOf } from "./prometheus-queries.ts";

const columns = 24;
const panelTypes: ReadonlySet<unknown> = new Set([
  "barchart",
  "bargauge",
  "gauge",
  "heatmap",
  "histogram",
  "piechart",
  "row",
  "stat",
  "state-timeline",
  "table",
  "text",
  "timeseries",
]);

/** What Grafana's JSON model wants of every dashboard of a platform. */
export function dashboardCases(platform: Platform): Case[] {
  const all = [...dashboards(platform)];
  const uids = all.map(([, { uid }]) => uid);
  const own = all.flatMap(([name, dashboard]) =>
    Object.entries(rules).map(([title, check]) => ({
      title: `${platform.name}: ${name}: ${title}`,
      check: () => check(dashboard),
    })),
  );
  const unique: Case = {
    title: `${platform.name}: no two dashboards have the same uid`,
    check: () => assert.equal(new Set(uids).size, uids.length, uids.join(", ")),
  };
  return all.length > 0 ? [unique, ...own] : [];
}

const rules: Readonly<Record<string, (dashboard: Dashboard) => void>> = {
  "it has a uid, a title and a version": ({ uid, title, schemaVersion }) => {
    assert.match(String(uid), /^[A-Za-z0-9_-]{1,40}$/);
    assert.ok(typeof title === "string" && title !== "");
    assert.ok(Number.isInteger(schemaVersion) && Number(schemaVersion) >= 36, String(schemaVersion));
  },
  "its panels have ids of their own": (dashboard) => {
    const ids = panelsOf(dashboard).map(({ id }) => id);
    assert.ok(ids.length > 0 && ids.every(Number.isInteger), ids.join(", "));
    assert.equal(new Set(ids).size, ids.length, ids.join(", "));
  },
  "its panels are of known types": (dashboard) => {
    for (const { type } of panelsOf(dashboard)) assert.ok(panelTypes.has(type), String(type));
  },
  "its panels stand beside each other": ({ panels = [] }) => {
    panels.forEach((panel, index) => {
      const { x, y, w, h } = placeOf(panel);
      assert.ok(x >= 0 && y >= 0 && w > 0 && h > 0 && x + w <= columns, `${panel.title} stands outside`);
      const hit = panels.slice(0, index).find((other) => overlap(placeOf(panel), placeOf(other)));
      assert.equal(hit, undefined, `${panel.title} covers ${hit?.title}`);
    });
  },
  "its queries have names of their own": (dashboard) => {
    for (const { title, type, targets = [] } of panelsOf(dashboard)) {
      const names = targets.map(({ refId }) => refId);
      assert.ok(type === "row" || type === "text" || names.length > 0, `${title} has no query`);
      assert.equal(new Set(names).size, names.length, `${title}: ${names.join(", ")}`);
      assert.ok(
        targets.every(({ expr }) => typeof expr === "string" && expr.trim() !== ""),
        String(title),
      );
    }
  },
  "its variables are defined, and all used": (dashboard) => {
    const { panels, templating } = dashboard;
    const defined = (templating?.list ?? []).map(({ name }) => String(name));
    const queries = (templating?.list ?? []).map(({ query }) => query);
    const used = new Set(variablesIn(JSON.stringify([panels, queries, templating])));
    assert.deepEqual([...used].filter((name) => !defined.includes(name)).sort(), []);
    assert.deepEqual(defined.filter((name) => !used.has(name)).sort(), []);
  },
  "its panels name a source of data": (dashboard) => {
    const sources = (dashboard.templating?.list ?? []).filter(({ type }) => type === "datasource");
    const names = sources.map(({ name }) => `\${${name}}`);
    for (const { title, targets = [], datasource } of panelsOf(dashboard)) {
      for (const target of targets) {
        const uid = String((target.datasource ?? datasource)?.uid);
        assert.ok(names.includes(uid), `${title}: ${uid}`);
      }
    }
  },
};

type Place = Readonly<Record<"x" | "y" | "w" | "h", number>>;

function placeOf({ gridPos, title }: Panel): Place {
  assert.ok(gridPos, `${title} has no place`);
  return gridPos;
}

function overlap(a: Place, b: Place): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

/** Names of variables in a text, without Grafana's own, which begin with two underscores. */
function variablesIn(text: string): string[] {
  const found = text.matchAll(/\$(?:\{(\w+)[^}]*\}|(\w+))/g);
  return [...found].map(([, braced, bare]) => braced ?? bare ?? "").filter((name) => !/^__|^\d/.test(name));
}
