import type { HandoverChapter, HandoverStep } from "../app.ts";
import type { Variables } from "../derive.ts";
import { secretSteps } from "./secrets.ts";

/** The chapters in the order of the page. */
export const chapters: Readonly<Record<HandoverChapter, string>> = {
  dns: "DNS names",
  storage: "Object store",
  "sign-in": "Sign-in",
  browser: "In the browser",
  models: "Models",
  secrets: "Secrets",
  restore: "Restore",
  verify: "Verify",
};

/**
 * Everything that a person must do for this configuration: the cluster's steps, then those of each enabled app, by
 * chapter. Throws when an app reads the value of a secret for its steps.
 */
export function handoverSteps(variables: Variables): HandoverStep[] {
  const own = variables.members.flatMap(({ app }) =>
    variables.enabled(app.name) ? stepsOf(variables, app.name) : [],
  );
  const steps = [...own, ...secretSteps(variables)];
  return Object.keys(chapters).flatMap((chapter) => steps.filter((step) => step.chapter === chapter));
}

function stepsOf(variables: Variables, name: string): readonly HandoverStep[] {
  const source = variables.members.find(({ app }) => app.name === name)?.app.handover;
  if (!source) return [];
  const { value, tainted } = variables.read(name, source as never);
  if (tainted) throw new Error(`the hand-over steps of ${name} read a secret; ask facts.has instead`);
  return value as readonly HandoverStep[];
}
