import type { Io } from "../../src/io.ts";
import type { Repository } from "./repository.ts";

/** One problem as `--format json` prints it. */
export interface Printed {
  readonly code: string;
  readonly severity: string;
  readonly message: string;
  readonly hint?: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
}

/** What a run found, and its exit code. */
export interface Found {
  readonly exitCode: number;
  readonly problems: readonly Printed[];
  readonly document: Readonly<Record<string, unknown>>;
}

/** Runs a command with `--format json` and reads what it printed. */
export async function found(repo: Repository, argv: readonly string[], io?: Partial<Io>): Promise<Found> {
  const { exitCode, stdout, stderr } = await repo.run(["--format", "json", ...argv], io);
  if (stderr !== "") throw new Error(`JSON alone was asked for, and stderr says: ${stderr}`);
  const document = JSON.parse(stdout);
  return { exitCode, problems: document.problems, document };
}

/** `line:column code` of each error, or `file code` outside of cluster.yaml; warnings and notes with their word. */
export function places(problems: readonly Printed[]): string[] {
  return problems.map(({ code, severity, file, line, column }) => {
    const where = file === "cluster.yaml" ? `${line}:${column} ` : file ? `${file}:${line}:${column} ` : "";
    return `${where}${code}${severity === "error" ? "" : ` ${severity}`}`;
  });
}
