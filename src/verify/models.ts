import { ok, type Verdict, wrong } from "./check.ts";
import { jsonOf, listAt, textAt } from "./json.ts";

/** The names in a list of models as the OpenAI API and Open WebUI give it; undefined when it is none. */
export function modelNames(text: string): string[] | undefined {
  const value = jsonOf(text);
  const list = (value as { data?: unknown } | undefined)?.data;
  if (!Array.isArray(list)) return undefined;
  return listAt(value, "data").map((entry) => textAt(entry, "id"));
}

/** Compares what is served with what was configured; names that a wildcard lets through may be there or not. */
export function sameModels(
  served: readonly string[],
  configured: readonly string[],
  wildcards: readonly string[],
  hint: string,
): Verdict {
  const patterns = wildcards.map(patternOf);
  const free = (name: string) => name.includes("*") || patterns.some((pattern) => pattern.test(name));
  const missing = configured.filter((name) => !served.includes(name) && !free(name));
  const extra = [...new Set(served)].filter((name) => !configured.includes(name) && !free(name));
  if (missing.length === 0 && extra.length === 0) return ok(`${configured.length} models, as configured`);
  const parts = [
    ...(missing.length > 0 ? [`missing: ${missing.join(", ")}`] : []),
    ...(extra.length > 0 ? [`not configured: ${extra.join(", ")}`] : []),
  ];
  return wrong(parts.join("; "), hint);
}

function patternOf(wildcard: string): RegExp {
  return new RegExp(`^${wildcard.replace(/[\\^$+?.()|{}[\]]/g, "\\$&").replaceAll("*", ".*")}$`);
}
