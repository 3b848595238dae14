import type { Variables } from "../derive.ts";
import type { Outcome, Problem } from "../problem.ts";
import type { Check } from "./check.ts";
import type { AppChecks } from "./run.ts";

/** The checks of all enabled apps, or of the named ones. Problem: `usage` for a name that has none. */
export function chooseChecks(variables: Variables, wanted: readonly string[]): Outcome<AppChecks[]> {
  const all = variables.members.flatMap(({ app }): AppChecks[] => {
    if (!app.live || !variables.enabled(app.name)) return [];
    const { value } = variables.read(app.name, app.live as never);
    return [{ app: app.name, checks: value as readonly Check[] }];
  });
  const unknown = wanted.find((name) => !all.some(({ app }) => app === name));
  if (unknown !== undefined) return { value: undefined, problems: [nobody(all)] };
  return { value: wanted.length === 0 ? all : all.filter(({ app }) => wanted.includes(app)), problems: [] };
}

function nobody(all: readonly AppChecks[]): Problem {
  const message = "there is nothing to verify of that name";
  const hint = `name one of ${all.map(({ app }) => app).join(", ")}`;
  return { code: "usage", severity: "error", message, hint };
}
