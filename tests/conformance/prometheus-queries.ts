import { dataOf, ofKind, type Platform } from "./platforms.ts";

/** A query and where it stands. */
export interface Query {
  readonly where: string;
  readonly expr: string;
}

export interface RuleGroup {
  readonly name: string;
  readonly rules: readonly { readonly alert?: string; readonly record?: string; readonly expr: unknown }[];
}

/** The groups of every PrometheusRule, by the name of the object. */
export function ruleGroups(platform: Platform): Map<string, readonly RuleGroup[]> {
  return new Map(
    ofKind(platform, "PrometheusRule").map(({ metadata, spec }) => [
      metadata.name,
      (spec as { groups: readonly RuleGroup[] }).groups,
    ]),
  );
}

export interface Dashboard {
  readonly uid?: unknown;
  readonly title?: unknown;
  readonly schemaVersion?: unknown;
  readonly panels?: readonly Panel[];
  readonly templating?: { readonly list?: readonly Variable[] };
}

export interface Panel {
  readonly id?: unknown;
  readonly type?: unknown;
  readonly title?: unknown;
  readonly gridPos?: Readonly<Record<"x" | "y" | "w" | "h", number>>;
  readonly datasource?: { readonly uid?: unknown };
  readonly targets?: readonly Target[];
  readonly panels?: readonly Panel[];
}

export interface Target {
  readonly refId?: unknown;
  readonly expr?: unknown;
  readonly datasource?: { readonly uid?: unknown };
}

export interface Variable {
  readonly name?: unknown;
  readonly type?: unknown;
  readonly query?: unknown;
}

/** Every dashboard that Grafana's sidecar would load, by the name of its ConfigMap and file. Throws for no JSON. */
export function dashboards(platform: Platform): Map<string, Dashboard> {
  const maps = ofKind(platform, "ConfigMap").filter(({ metadata }) => {
    const { labels = {} } = metadata as { labels?: Record<string, string> };
    return labels.grafana_dashboard !== undefined;
  });
  return new Map(
    maps.flatMap((map) =>
      Object.entries(dataOf(map)).map(([file, text]): [string, Dashboard] => [
        `${map.metadata.name}/${file}`,
        JSON.parse(text) as Dashboard,
      ]),
    ),
  );
}

/** The panels of a dashboard, those in rows among them. */
export function panelsOf({ panels = [] }: Dashboard): Panel[] {
  return panels.flatMap((panel) => [panel, ...(panel.panels ?? [])]);
}

/** Every query of rules and dashboards. */
export function allQueries(platform: Platform): Query[] {
  const rules = [...ruleGroups(platform)].flatMap(([name, groups]) =>
    groups.flatMap((group) =>
      group.rules.map(({ alert, record, expr }) => ({
        where: `${name}: ${alert ?? record}`,
        expr: String(expr),
      })),
    ),
  );
  const panels = [...dashboards(platform)].flatMap(([name, dashboard]) =>
    panelsOf(dashboard).flatMap(({ title, targets = [] }) =>
      targets.map(({ expr }) => ({ where: `${name}: ${title}`, expr: String(expr) })),
    ),
  );
  return [...rules, ...panels];
}
