import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { stringify } from "yaml";
import { type AlertCase, alertCases, healthy } from "./alert-cases.ts";
import type { Case } from "./cases.ts";
import type { Platform } from "./platforms.ts";
import { type RuleGroup, ruleGroups } from "./prometheus-queries.ts";

const minutes = 60;
const longest = 30 * 60;

/** Every alert of a platform fires when it should, and none does while all is well. */
export function firingCases(promtool: string, { name, ...platform }: Platform): Case[] {
  const groups = [...ruleGroups({ name, ...platform }).values()].flat();
  const alerts = alertNames(groups);
  const tested = alertCases.filter(({ alert }) => alerts.includes(alert));
  return [
    {
      title: `${name}: every alert has a case`,
      check: () => {
        const known = new Set(alertCases.map(({ alert }) => alert));
        assert.deepEqual(
          alerts.filter((alert) => !known.has(alert)),
          [],
        );
      },
    },
    {
      title: `${name}: no alert fires while all is well`,
      check: () => testRules(promtool, groups, healthy, longest, 'ALERTS{alertstate="firing"}', []),
    },
    ...tested.map((one) => ({
      title: `${name}: ${one.alert} fires`,
      check: () => fires(promtool, groups, one),
    })),
  ];
}

function alertNames(groups: readonly RuleGroup[]): string[] {
  return groups.flatMap(({ rules }) => rules.flatMap(({ alert }) => (alert === undefined ? [] : [alert])));
}

function fires(
  promtool: string,
  groups: readonly RuleGroup[],
  { alert, series, after = minutes }: AlertCase,
): Promise<void> {
  const unknown = Object.keys(series).filter((name) => !Object.hasOwn(healthy, name));
  assert.deepEqual(unknown, [], "the case changes a series that is not there");
  const query = `sgn(count(ALERTS{alertname="${alert}",alertstate="firing"}))`;
  return testRules(promtool, groups, { ...healthy, ...series }, after, query, [{ labels: "{}", value: 1 }]);
}

async function testRules(
  promtool: string,
  groups: readonly RuleGroup[],
  series: Readonly<Record<string, string>>,
  after: number,
  expr: string,
  samples: readonly object[],
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "alerts-conformance-"));
  const input = Object.entries(series).map(([name, values]) => ({ series: name, values }));
  const question = { expr, eval_time: `${after}m`, exp_samples: samples };
  const test = { interval: "1m", input_series: input, promql_expr_test: [question] };
  try {
    await writeFile(join(folder, "rules.yaml"), stringify({ groups }));
    const text = stringify({ rule_files: ["rules.yaml"], evaluation_interval: "1m", tests: [test] });
    await writeFile(join(folder, "test.yaml"), text);
    const options = { cwd: folder, reject: false, stdin: "ignore" } as const;
    const { failed, stdout, stderr } = await execa(promtool, ["test", "rules", "test.yaml"], options);
    if (failed) throw new Error(`${stdout} ${stderr}`.trim());
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
