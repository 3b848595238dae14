import type { Provenance } from "../check/context.ts";
import type { Config } from "../config/load.ts";
import type { Variables } from "../derive.ts";
import type { Files } from "../files.ts";
import type { Position, Problem, Related } from "../problem.ts";
import type { CompiledTemplates } from "../render/compiled.ts";
import { variablesAt } from "../render/variables-at.ts";
import { switchPlace, valuePlace } from "./findings.ts";
import type { Settings } from "./settings.ts";
import { type Origin, settingsBehind } from "./settings-behind.ts";

/**
 * Problems of rendered files, each with the settings whose values were printed on its line, or that what was
 * printed there is computed from: else those that decide about the block, or the app's switch. Worked out for
 * lines with a problem only, so that a clean run pays nothing.
 */
export function withSettings(
  problems: readonly Problem[],
  files: Files,
  settings: Pick<Settings, "config" | "variables">,
  templates: CompiledTemplates,
): Problem[] {
  return problems.map((problem) => {
    const rendered = problem.at && files.get(problem.at.file);
    const origin = problem.at && rendered?.origins?.[problem.at.line - 1];
    if (!problem.at || !rendered || !origin) return problem;
    const line = rendered.text.split("\n", problem.at.line)[problem.at.line - 1] ?? "";
    const behind = settingsAt(settings, templates, origin, line);
    return behind.length > 0 ? { ...problem, related: [...(problem.related ?? []), ...behind] } : problem;
  });
}

/** For rules that must know whether a line can come from a setting. */
export function provenance(
  files: Files,
  { config, variables }: Pick<Settings, "config" | "variables">,
  templates: CompiledTemplates,
): Provenance {
  const comesFrom = (label: string, at: Position): boolean => {
    const origin = files.get(at.file)?.origins?.[at.line - 1];
    const template = origin && templates.get(origin.file);
    const printed = template ? variablesAt(template, origin.line).printed : [];
    // derive lets no secret into a variable that is not marked as one.
    const carrying = printed.filter((name) => variables.nodes.get(name)?.secret);
    return carrying.some((name) => reaches(variables.nodes, name, variableOf(label), new Set()));
  };
  const placeOf = (label: string): Position => {
    const [set] = settingsBehind(variables, variableOf(label), "");
    const name = set?.name ?? variableOf(label);
    return config.positions.key([name]) ?? switchPlace(config, variables, name);
  };
  return { comesFrom, placeOf };
}

/** One of several values of a variable is called `name[index]`. */
function variableOf(label: string): string {
  return label.replace(/\[\d+\]$/, "");
}

function reaches(nodes: Variables["nodes"], from: string, to: string, seen: Set<string>): boolean {
  if (from === to) return true;
  if (seen.has(from)) return false;
  seen.add(from);
  return (nodes.get(from)?.reads ?? []).some((read) => reaches(nodes, read, to, seen));
}

function settingsAt(
  { config, variables }: Pick<Settings, "config" | "variables">,
  templates: CompiledTemplates,
  origin: Position,
  line: string,
): Related[] {
  const template = templates.get(origin.file);
  if (!template) return [];
  const { printed, deciding } = variablesAt(template, origin.line);
  const of = (names: readonly string[]) => names.flatMap((name) => settingsBehind(variables, name, line));
  const decisive = printed.length > 0 ? printed : deciding;
  const found = of(decisive);
  const unnamed = decisive.find((name) => variables.nodes.get(name)?.origin === "derived");
  if (found.length === 0 && unnamed !== undefined) return [computed(config, variables, unnamed)];
  const origins = found.length > 0 ? found : switches(variables, origin.file);
  const named = new Map(origins.map((each) => [each.name, toRelated(config, variables, each)]));
  return [...named.values()];
}

/** For what is computed from too many settings to name them. */
function computed(config: Config, variables: Variables, name: string): Related {
  const message = `computed as ${name}: clusterloom explain ${name} shows its settings`;
  return { message, at: switchPlace(config, variables, name) };
}

function switches({ members, nodes }: Variables, template: string): Origin[] {
  const app = /^apps\/([^/]+)\//.exec(template)?.[1];
  const [toggle] = members.find((member) => member.app.name === app)?.app.toggles ?? [];
  if (!toggle) return [];
  return [{ name: toggle.name, isSet: nodes.get(toggle.name)?.origin === "set", path: [], isKey: true }];
}

/** What is not set has no place of its own, so it stands where what turned the app on stands. */
function toRelated(config: Config, variables: Variables, origin: Origin): Related {
  const { name, through, isSet, path, isKey } = origin;
  const way = through === undefined ? "" : ` through ${through}`;
  const full = [name, ...path];
  const at = isKey ? config.positions.key(full) : valuePlace(config, full);
  if (isSet && at) return { message: `set by ${name}${way}`, at };
  return { message: `default of ${name}${way}`, at: switchPlace(config, variables, name) };
}
