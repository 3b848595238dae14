import { nearest } from "../nearest.ts";
import type { Outcome, Problem } from "../problem.ts";
import { clean } from "../report/clean.ts";
import { appOf } from "./user-files.ts";

/**
 * The templates that a user names: all of an app, or single files of it, with or without `.j2`. Problems:
 * `unknown-app` and `unknown-template`, each with the nearest name.
 */
export function chooseTemplates(
  known: readonly string[],
  app: string,
  files: readonly string[],
): Outcome<readonly string[]> {
  const apps = [...new Set(known.flatMap((path) => appOf(path) ?? []))];
  if (!apps.includes(app)) return { value: undefined, problems: [unknown("app", app, apps)] };
  const own = known.filter((path) => appOf(path) === app).map((path) => path.slice(app.length + 1));
  if (files.length === 0) return { value: own.map((file) => `${app}/${file}`), problems: [] };
  const found = files.map((file) => ({
    file,
    name: own.find((one) => one === file || one === `${file}.j2`),
  }));
  const problems = found.flatMap(({ file, name }) => (name ? [] : [unknown("template", file, own)]));
  const names = found.flatMap(({ name }) => name ?? []).map((name) => `${app}/${name}`);
  return { value: problems.length > 0 ? undefined : [...new Set(names)], problems };
}

function unknown(what: "app" | "template", name: string, known: readonly string[]): Problem {
  const near = nearest(name, known);
  const hint = near ? `did you mean ${near}` : `known are ${known.join(", ")}`;
  return { code: `unknown-${what}`, severity: "error", message: `no ${what} is called ${clean(name)}`, hint };
}
