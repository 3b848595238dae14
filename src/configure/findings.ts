import type { Config } from "../config/load.ts";
import type { Variables } from "../derive.ts";
import { nearest } from "../nearest.ts";
import type { Position, Problem } from "../problem.ts";
import type { Found } from "../rules.ts";
import type { SettingsBundle } from "../schema.ts";

/**
 * A finding as a problem at the setting. When that is not set, at another one that the rule read and the message
 * names; when none of them is, at what turned the app on.
 */
export function placeFinding(config: Config, variables: Variables, finding: Found): Problem {
  const { code, severity = "error", setting, path = [], message, hint } = finding;
  const at =
    valuePlace(config, [setting, ...path]) ??
    otherPlace(config, finding) ??
    switchPlace(config, variables, setting);
  return { code, severity, message, ...(hint && { hint }), at };
}

/** The deepest place on the way to a value; undefined when not even the setting is there. */
export function valuePlace(config: Config, path: readonly (string | number)[]): Position | undefined {
  for (let length = path.length; length > 0; length--) {
    const part = path.slice(0, length);
    const at =
      length > 1 ? (config.positions.value(part) ?? config.positions.key(part)) : config.positions.key(part);
    if (at) return at;
  }
  return undefined;
}

function otherPlace(config: Config, { reads, message }: Found): Position | undefined {
  const named = new Set(message.match(/\w+/g));
  const places = reads.flatMap((name) => (named.has(name) ? (config.positions.key([name]) ?? []) : []));
  return places[0];
}

/** Where the app that owns the setting is turned on, or else the top of the file. */
export function switchPlace(config: Config, variables: Variables, setting: string): Position {
  const owner = variables.nodes.get(setting)?.owner;
  const toggles = variables.members.find(({ app }) => app.name === owner)?.app.toggles ?? [];
  const places = toggles.flatMap(({ name }) => config.positions.key([name]) ?? []);
  return places[0] ?? { file: config.file, line: 1, column: 1 };
}

/**
 * Settings that must not be believed because an error stands in them, and those that a mistyped name was most
 * likely meant to be.
 */
export function unusableSettings(
  config: Config,
  problems: readonly Problem[],
  bundle: SettingsBundle,
): Set<string> {
  const known = Object.keys(bundle.properties);
  const keys = Object.keys(config.settings);
  const lines = keys.map((key) => ({ key, line: config.positions.key([key])?.line ?? 0 }));
  lines.sort((a, b) => a.line - b.line);
  const wrong = new Set<string>();
  for (const { severity, at } of problems) {
    if (severity !== "error" || !at) continue;
    const key = lines.findLast(({ line }) => line <= at.line)?.key;
    if (key === undefined) continue;
    wrong.add(key);
    const meant = bundle.properties[key] ? undefined : nearest(key, known);
    if (meant) wrong.add(meant);
  }
  for (const key of keys) if (!bundle.properties[key]) wrong.add(key);
  return wrong;
}
