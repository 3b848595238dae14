import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { stringify } from "yaml";
import { firingCases } from "./alerts.ts";
import { askAll, type Case, type Counterpart, rowsOf } from "./cases.ts";
import type { Context, Row } from "./context.ts";
import { debianTool } from "./debian.ts";
import { dashboardCases } from "./grafana.ts";
import { allPlatforms, type Platform } from "./platforms.ts";
import { dashboards, panelsOf, type RuleGroup, ruleGroups } from "./prometheus-queries.ts";

export const name = "prometheus";

const grafana = "Grafana itself cannot be had here: its JSON model is checked by rules of the suite's own";

/** Lets promtool read every PrometheusRule and every query of a dashboard, and looks over the dashboards. */
export async function run(context: Context): Promise<readonly Row[]> {
  const promtool = await debianTool(context, { program: "promtool", package: "prometheus" });
  const { stdout } = await execa(promtool, ["--version"]);
  const of = { counterpart: name, version: /version (\d+\.\d+\.\d+)/.exec(stdout)?.[1] ?? "?" };
  return rowsOf(of, () => askPromtool(of, promtool));
}

async function askPromtool(of: Counterpart, promtool: string): Promise<readonly Row[]> {
  const folder = await mkdtemp(join(tmpdir(), "prometheus-conformance-"));
  try {
    const platforms = await allPlatforms();
    const groups = new Map(
      platforms.flatMap((platform) => [...ruleFiles(platform), ...queryFiles(platform)]),
    );
    const accept = (text: string) => checkRules(promtool, join(folder, "rules.yaml"), text);
    const read = [...groups].map(([text, title]): Case => ({ title, check: () => accept(text) }));
    const full = platforms.filter((platform) => platform.name === "full");
    const cases = [...read, ...full.flatMap((platform) => firingCases(promtool, platform))];
    const panels = await askAll({ counterpart: "grafana", version: "-" }, platforms.flatMap(dashboardCases));
    return [await askAll(of, cases), { ...panels, reason: grafana }];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function checkRules(promtool: string, file: string, text: string): Promise<void> {
  await writeFile(file, text);
  const args = ["check", "rules", "--lint=all", "--lint-fatal", file];
  const { failed, stdout, stderr } = await execa(promtool, args, { reject: false, stdin: "ignore" });
  if (failed) throw new Error(`${stdout} ${stderr}`.replaceAll(file, "").trim());
}

/** Text of a rule file and its title; the same text of two platforms is one case. */
type RuleFile = [text: string, title: string];

function ruleFiles(platform: Platform): RuleFile[] {
  return [...ruleGroups(platform)].map(([rule, groups]) => [
    stringify({ groups }),
    `${platform.name}: PrometheusRule ${rule}`,
  ]);
}

/** The queries of each panel as recording rules, which promtool can read. */
function queryFiles(platform: Platform): RuleFile[] {
  return [...dashboards(platform)].flatMap(([dashboard, content]) =>
    panelsOf(content)
      .filter(({ targets = [] }) => targets.length > 0)
      .map(({ title, targets = [] }): RuleFile => {
        const rules = targets.map(({ expr }, index) => ({
          record: `query_${index}`,
          expr: withoutVariables(String(expr)),
        }));
        const group: RuleGroup = { name: "panel", rules };
        return [stringify({ groups: [group] }), `${platform.name}: ${dashboard}: ${title}`];
      }),
  );
}

/** Grafana's own variables as it would fill them in. */
function withoutVariables(expr: string): string {
  return expr.replace(/\$\{?__(rate_interval|interval|range)\}?/g, "5m").replace(/\$\{?\w+(:\w+)?\}?/g, "x");
}
