import { describe, expect, it } from "vitest";
import { unknownMetrics } from "./metrics.ts";
import { variablesOf } from "./platform.ts";

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string; readonly description: string };
}

const groups = variablesOf({ litellm_namespace: "models" }).litellm_alert_groups as readonly {
  readonly name: string;
  readonly rules: readonly Rule[];
}[];
const rules = groups.flatMap((group) => group.rules);

describe("the alerts", () => {
  it("have names of their own", () => {
    const names = [...groups.map(({ name }) => name), ...rules.map(({ alert }) => alert)];
    expect(names).toEqual([...new Set(names)]);
  });

  it.each(rules)("$alert asks only for metrics that LiteLLM has, in its own namespace", ({ expr }) => {
    expect(unknownMetrics(expr)).toEqual([]);
    const selectors = [...expr.matchAll(/\{[^}]*\}/g)].map(([selector]) => selector);
    expect(selectors.filter((selector) => !selector.includes('namespace="models"'))).toEqual([]);
    expect(selectors).not.toEqual([]);
  });

  it.each(rules)("$alert names only labels that its query keeps", ({ expr, annotations }) => {
    const [, kept = ""] = /\bby \(([^)]*)\)/.exec(expr) ?? [];
    const texts = `${annotations.summary} ${annotations.description}`;
    const used = [...texts.matchAll(/\$labels\.(\w+)/g)].map(([, label]) => label);
    expect(used.filter((label) => !kept.split(", ").includes(String(label)))).toEqual([]);
  });

  it.each(rules)("$alert says what it means and what to do", ({ annotations }) => {
    expect(annotations.summary).toMatch(/\S/);
    expect(annotations.description).toMatch(/\.$/);
  });
});
