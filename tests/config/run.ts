import { type Config, loadConfig } from "../../src/config/load.ts";
import { validateSettings } from "../../src/config/validate.ts";
import { type Problem, sortProblems } from "../../src/problem.ts";
import { schema, validator } from "./schema.ts";

export const file = "cluster.yaml";

/** Loads and validates a text as the commands do. */
export function problemsOf(text: string | Uint8Array): { config: Config | undefined; problems: Problem[] } {
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
  const { value: config, problems } = loadConfig(file, bytes);
  const found = config ? validateSettings(config, validator, schema, { reported: problems }) : [];
  return { config, problems: sortProblems([...problems, ...found]) };
}

/** `line:column code`, the form of the expectations; a warning is marked. */
export function brief({ code, severity, at }: Problem): string {
  return `${at?.line}:${at?.column} ${code}${severity === "error" ? "" : ` ${severity}`}`;
}
