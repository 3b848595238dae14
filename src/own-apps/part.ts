import { jsonErrorPlace, jsonPlace } from "../output/json-place.ts";
import type { Outcome, Problem } from "../problem.ts";
import type { SettingsPart } from "../schema.ts";
import type { Fault } from "./faults.ts";
import { partFaults } from "./part-faults.ts";

/** The settings of one app as its settings.schema.json describes them, and where that is. */
export interface OwnPart {
  readonly app: string;
  readonly file: string;
  readonly text: string;
  readonly part: SettingsPart;
}

/**
 * Reads a settings.schema.json. Problems, by line and column: `json-syntax`, and those of partFaults:
 * `schema-shape`, `unknown-keyword`, `missing-type`, `wrong-type`, `unknown-format`, `secret-default`,
 * `setting-name`, `unknown-setting`.
 */
export function readPart(app: string, file: string, text: string): Outcome<OwnPart> {
  const json = parseJson(file, text);
  if (!json.value) return { value: undefined, problems: json.problems };
  const problems = [...partFaults(app, json.value.json)].map((fault) => placed(fault, file, text));
  if (problems.length > 0) return { value: undefined, problems };
  const part = described(app, json.value.json as Partial<SettingsPart>);
  return { value: { app, file, text, part }, problems };
}

/** A fault as a problem at its place in the file. */
export function placed({ code, path, message, hint }: Fault, file: string, text: string): Problem {
  return { code, severity: "error", message, hint, at: jsonPlace(text, path, file) };
}

function parseJson(file: string, text: string): Outcome<{ readonly json: unknown }> {
  try {
    return { value: { json: JSON.parse(text.replace(/^\ufeff/, "")) }, problems: [] };
  } catch (error) {
    const hint = "look for a missing comma or quote, or a comma before a closing bracket";
    const at = jsonErrorPlace(text, error, file);
    return {
      value: undefined,
      problems: [{ code: "json-syntax", severity: "error", message: "this is not JSON", hint, at }],
    };
  }
}

function described(
  app: string,
  { title = app, properties = {}, ...rest }: Partial<SettingsPart>,
): SettingsPart {
  const settings = Object.entries(properties).map(([name, schema]) => [
    name,
    { ...schema, description: schema.description ?? "" },
  ]);
  return { ...rest, title, properties: Object.fromEntries(settings) };
}
