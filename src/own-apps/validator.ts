import { Ajv } from "ajv";
import { ajvFormats } from "../config/formats.ts";
import { ownKeywords } from "../config/schema.ts";
import type { Validator } from "../config/validate.ts";
import type { Violation } from "../config/violation.ts";
import type { Outcome, Problem } from "../problem.ts";
import { clean } from "../report/clean.ts";
import type { SettingSchema } from "../schema.ts";
import { type OwnPart, placed } from "./part.ts";

/**
 * Compiles the schemas of a user's apps. Loads ajv: import this file lazily. Problems: `bad-schema` for what ajv
 * refuses, such as a pattern that is none, and `wrong-default` for a default or example that its own schema forbids.
 */
export function compileParts(parts: readonly OwnPart[]): Outcome<Validator> {
  const ajv = newAjv();
  const problems = parts.flatMap((own) =>
    Object.entries(own.part.properties).flatMap(([name, schema]) => settingProblems(ajv, own, name, schema)),
  );
  if (problems.length > 0) return { value: undefined, problems };
  const properties = Object.assign({}, ...parts.map(({ part }) => part.properties));
  const required = parts.flatMap(({ part }) => part.required ?? []);
  return { value: ajv.compile({ type: "object", properties, required }) as Validator, problems };
}

function newAjv(): Ajv {
  const formats = { ...ajvFormats };
  const ajv = new Ajv({ allErrors: true, strict: true, formats, logger: false });
  ajv.addVocabulary([...ownKeywords]);
  return ajv;
}

function settingProblems(ajv: Ajv, { file, text }: OwnPart, name: string, schema: SettingSchema): Problem[] {
  const path = ["properties", name];
  try {
    const fits = ajv.compile(schema);
    const given = [
      ...("default" in schema ? [{ at: [...path, "default"], value: schema.default }] : []),
      ...(schema.examples ?? []).map((value, index) => ({ at: [...path, "examples", index], value })),
    ];
    return given
      .filter(({ value }) => !fits(value))
      .map(({ at }) => {
        const message = `${name} could not be set to this: its own schema forbids it`;
        return placed({ code: "wrong-default", path: at, message, hint: "correct either" }, file, text);
      });
  } catch (error) {
    const message = error instanceof Error ? clean(error.message).slice(0, 200) : "not a schema";
    const fault = { code: "bad-schema", path, message: `the schema of ${name} is refused: ${message}` };
    return [placed({ ...fault, hint: "correct the schema; see JSON Schema draft-07" }, file, text)];
  }
}

/** Our validator and theirs as one: ours does not know the names of theirs. */
export function joinValidators(ours: Validator, theirs: Validator, names: ReadonlySet<string>): Validator {
  const isTheirs = ({ keyword, instancePath, params }: Violation) =>
    keyword === "additionalProperties" && instancePath === "" && names.has(String(params.additionalProperty));
  const joined: Validator = (data) => {
    const found = ours(data) ? [] : (ours.errors ?? []).filter((violation) => !isTheirs(violation));
    const more = theirs(data) ? [] : (theirs.errors ?? []);
    joined.errors = [...found, ...more];
    return joined.errors.length === 0;
  };
  return joined;
}
