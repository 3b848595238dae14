import type { Row } from "./context.ts";

/** One thing that a counterpart must do; `check` throws when it does not. */
export interface Case {
  readonly title: string;
  readonly check: () => Promise<void> | void;
}

export interface Counterpart {
  readonly counterpart: string;
  readonly version: string;
}

/** Asks one case after the other and counts. */
export async function askAll(of: Counterpart, cases: readonly Case[]): Promise<Row> {
  const failures: string[] = [];
  for (const { title, check } of cases) {
    try {
      await check();
    } catch (error) {
      failures.push(`${title}: ${messageOf(error)}`);
    }
  }
  return { ...of, cases: cases.length, passed: cases.length - failures.length, skipped: 0, failures };
}

/** Does the work of a part whose tools are there: what it throws is a failure then, and no reason to skip. */
export async function rowsOf(of: Counterpart, work: () => Promise<readonly Row[]>): Promise<readonly Row[]> {
  return work().catch((error: unknown) => [
    { ...of, cases: 1, passed: 0, skipped: 0, failures: [messageOf(error)] },
  ]);
}

/** Several rows of one counterpart as one. */
export function sumRows(of: Counterpart, rows: readonly Row[], reason?: string): Row {
  const sum = (pick: (row: Row) => number) => rows.reduce((total, row) => total + pick(row), 0);
  return {
    ...of,
    cases: sum(({ cases }) => cases),
    passed: sum(({ passed }) => passed),
    skipped: sum(({ skipped }) => skipped),
    ...(reason !== undefined && { reason }),
    failures: rows.flatMap(({ failures }) => failures),
  };
}

export function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split("\n").slice(0, 6).join(" ").slice(0, 600);
}
