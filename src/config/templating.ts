import type { Position, Problem } from "../problem.ts";

const marks = /\{\{|\{%|<%|#\{|\$\{(?=[A-Za-z_]\w*(?:[:?=+-][^}]*)?\})/;

/** The mark of Jinja, Helm, nunjucks, ERB or shell templating in a text without quotes, if there is one. */
export function templateMark(text: string): string | undefined {
  return marks.exec(text)?.[0];
}

/** The problem of templating that is left in cluster.yaml, which is read as it stands. */
export function templateProblem(mark: string, at: Position): Problem {
  return {
    code: "template-left",
    severity: "error",
    message: `the file is not a template: ${mark} is not replaced by anything`,
    hint: "write the value itself; if these characters are meant, put the value in quotes",
    at,
  };
}
