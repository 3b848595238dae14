import type { Settings } from "../configure/settings.ts";
import { type ExplainContext, type Explanation, explain, type Reader, readersOf, shown } from "../explain.ts";
import { nearest } from "../nearest.ts";
import { placeOf, type UserFiles } from "../own-apps/user-files.ts";
import type { Position } from "../problem.ts";
import type { CompiledTemplates } from "../render/compiled.ts";
import { clean } from "../report/clean.ts";
import type { Result, Run } from "./command.ts";
import { readSettings } from "./settings.ts";
import { loadTemplates } from "./templates.ts";

interface Options {
  readonly arguments: readonly string[];
}

/** A variable's value, where it comes from and what reads it; without a key, all variables. */
export const run: Run<Options> = async ({ arguments: [key] }, globals, io) => {
  const { value: settings, problems: found, quoting, platform } = await readSettings(globals, io);
  if (!settings || !platform) return { exitCode: 1, problems: found, ...quoting };
  const templates = await loadTemplates(platform);
  const problems = [...found, ...templates.problems];
  if (!templates.value) return { exitCode: 1, problems, ...quoting };
  const errors = problems.filter(({ severity }) => severity === "error");
  const context = contextOf(settings, templates.value, platform.userFiles);
  if (key === undefined) return list(settings, errors);
  const explanation = explain(context, key);
  if (!explanation) return unknownKey(key, settings, errors);
  const readers = readersOf(context, key);
  const text = [...printed(explanation, 0), ...printedReaders(readers), ""].join("\n");
  return { exitCode: 0, problems: errors, ...quoting, text, report: { explanation, readers } };
};

function contextOf(
  { variables, config }: Settings,
  templates: CompiledTemplates,
  userFiles: UserFiles,
): ExplainContext {
  const reads = new Map<string, Position[]>();
  for (const template of templates.values()) {
    for (const [name, places] of Object.entries(template.reads)) {
      const shown = places.map((at) => ({ ...at, file: placeOf(at.file, userFiles) }));
      reads.set(name, [...(reads.get(name) ?? []), ...shown]);
    }
  }
  return {
    variables,
    position: (name) => config.positions.key([name]),
    templateReads: (name) => reads.get(name) ?? [],
  };
}

function list({ variables }: Settings, problems: Result["problems"]): Result {
  const nodes = [...variables.nodes.values()].filter(({ origin }) => !/^(offer|claim|grant)$/.test(origin));
  const rows = nodes.map((node) => ({ id: node.id, value: shown(node), origin: node.origin }));
  const text = rows.map(({ id, value, origin }) => `${id} = ${inline(value)}  (${origin})\n`).join("");
  return { exitCode: 0, problems, text, report: { variables: rows } };
}

function unknownKey(key: string, { variables }: Settings, problems: Result["problems"]): Result {
  const near = nearest(key, [...variables.nodes.keys()]);
  const message = `no variable is called ${clean(key)}`;
  const hint = near ? `did you mean ${near}?` : "clusterloom explain lists them all";
  return {
    exitCode: 1,
    problems: [...problems, { code: "unknown-variable", severity: "error", message, hint }],
  };
}

const origins: Record<Explanation["origin"], string> = {
  set: "set",
  default: "the default",
  derived: "computed",
  absent: "not set",
  offer: "offered",
  claim: "claimed",
  grant: "granted",
};

function printed({ id, value, origin, at, description, from }: Explanation, depth: number): string[] {
  const indent = "  ".repeat(depth);
  const place = at ? ` at ${at.file}:${at.line}:${at.column}` : "";
  const shownValue = /^(offer|claim|grant)$/.test(origin) ? "" : ` = ${inline(value)}`;
  const word = origin === "offer" && value === undefined ? "not offered" : origins[origin];
  const lines = [`${indent}${id}${shownValue}  (${word}${place})`];
  if (depth === 0 && description) lines.push(`  ${description}`);
  if (depth === 0 && from.length > 0) lines.push("", "comes from");
  return [...lines, ...from.flatMap((source) => printed(source, depth + 1))];
}

function printedReaders(readers: readonly Reader[]): string[] {
  if (readers.length === 0) return ["", "nothing reads it"];
  const names = readers.map(({ id, owner, at }) =>
    at ? `${owner}: ${at.file}:${at.line}:${at.column}` : `${owner}: ${id}`,
  );
  return ["", "read by", ...[...new Set(names)].map((name) => `  ${name}`)];
}

/** One line, however large the value. */
function inline(value: unknown): string {
  if (value === "***") return "***";
  const text = clean(JSON.stringify(value) ?? "null");
  return text.length > 100 ? `${text.slice(0, 97)}…` : text;
}
