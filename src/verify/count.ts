import type { Checked } from "./check.ts";

export type Counts = Readonly<Record<Checked["status"], number>>;

export function countsOf(checks: readonly Checked[]): Counts {
  const of = (status: Checked["status"]) => checks.filter((one) => one.status === status).length;
  return { ok: of("ok"), warning: of("warning"), error: of("error"), skipped: of("skipped") };
}

/** `12 hold, 1 does not, 2 left open`, as the table and the page have it. */
export function summary({ ok, warning, error, skipped }: Counts): string {
  const parts = [
    `${ok} hold`,
    ...(error > 0 ? [`${error} ${error === 1 ? "does" : "do"} not`] : []),
    ...(warning > 0 ? [`${warning} in doubt`] : []),
    ...(skipped > 0 ? [`${skipped} not asked`] : []),
  ];
  return parts.join(", ");
}
