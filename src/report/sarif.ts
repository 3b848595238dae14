import type { Position, Problem } from "../problem.ts";

const schemaUri =
  "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/** Prints problems as a SARIF 2.1.0 log, which code scanning takes; `version` is that of clusterloom. */
export function formatSarif(problems: readonly Problem[], version: string): string {
  const codes = [...new Set(problems.map((problem) => problem.code))].sort();
  const driver = { name: "clusterloom", version, rules: codes.map((id) => ({ id })) };
  const results = problems.map((problem) => result(problem, codes.indexOf(problem.code)));
  const run = { tool: { driver }, columnKind: "utf16CodeUnits", results };
  return `${JSON.stringify({ $schema: schemaUri, version: "2.1.0", runs: [run] }, undefined, 2)}\n`;
}

function result({ code, severity, message, hint, at, related = [] }: Problem, ruleIndex: number): object {
  return {
    ruleId: code,
    ruleIndex,
    level: severity,
    message: { text: hint === undefined ? message : `${message}; hint: ${hint}` },
    locations: at ? [location(at)] : [],
    relatedLocations: related.map((other) => ({ ...location(other.at), message: { text: other.message } })),
  };
}

function location({ file, line, column }: Position): object {
  const uri = file.replaceAll("\\", "/").split("/").map(encodeURIComponent).join("/");
  return {
    physicalLocation: { artifactLocation: { uri }, region: { startLine: line, startColumn: column } },
  };
}
