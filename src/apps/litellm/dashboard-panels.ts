/** How Grafana shows the values of a panel. */
export type Unit = "reqps" | "percentunit" | "s" | "short" | "bytes" | "currencyUSD" | "none";

/** One PromQL query and the name of its series, in which Grafana replaces `{{label}}`. */
export interface Query {
  readonly expr: string;
  readonly legend: string;
}

/** One panel; `stat` shows one number for the whole time range. */
export interface Panel {
  readonly kind: "timeseries" | "stat";
  readonly title: string;
  readonly description: string;
  readonly unit: Unit;
  readonly queries: readonly Query[];
  readonly stacked?: boolean;
}

/** A heading with the panels below it. */
export interface Section {
  readonly title: string;
  readonly panels: readonly Panel[];
}

/** Grafana's grid has 24 columns. */
const columns = 24;
const sizes = { timeseries: { w: 8, h: 8 }, stat: { w: 4, h: 4 } } as const;

const datasource = { type: "prometheus", uid: "${datasource}" };

/** The sections as Grafana's `panels`, laid out from left to right and top to bottom, with ids in that order. */
export function layOut(sections: readonly Section[]): object[] {
  const panels: object[] = [];
  let y = 0;
  for (const { title, panels: own } of sections) {
    panels.push({ ...heading(title, y), id: panels.length + 1 });
    let x = 0;
    let below = ++y;
    for (const panel of own) {
      const { w, h } = sizes[panel.kind];
      if (x + w > columns) [x, y] = [0, below];
      panels.push({ ...shown(panel), gridPos: { x, y, w, h }, id: panels.length + 1 });
      x += w;
      below = Math.max(below, y + h);
    }
    y = below;
  }
  return panels;
}

function heading(title: string, y: number): object {
  return { type: "row", title, collapsed: false, gridPos: { x: 0, y, w: columns, h: 1 }, panels: [] };
}

function shown({ kind, title, description, unit, queries, stacked = false }: Panel): object {
  const stacking = { mode: stacked ? "normal" : "none", group: "A" };
  const custom = kind === "timeseries" ? { custom: { fillOpacity: stacked ? 20 : 0, stacking } } : {};
  return {
    type: kind,
    title,
    description,
    datasource,
    fieldConfig: { defaults: { unit, ...custom }, overrides: [] },
    options: kind === "stat" ? statOptions : seriesOptions,
    targets: queries.map(({ expr, legend }, index) => ({
      datasource,
      expr,
      legendFormat: legend,
      refId: String.fromCharCode(65 + index),
      ...(kind === "stat" && { instant: true }),
    })),
  };
}

const statOptions = {
  reduceOptions: { calcs: ["lastNotNull"], fields: "", values: false },
  colorMode: "value",
  graphMode: "none",
};

const seriesOptions = {
  legend: { displayMode: "list", placement: "bottom", showLegend: true },
  tooltip: { mode: "multi", sort: "desc" },
};
