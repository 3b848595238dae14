const hour = 3_600_000;
const day = 24 * hour;

const named: Readonly<Record<string, number>> = {
  "@yearly": 366 * day,
  "@annually": 366 * day,
  "@monthly": 31 * day,
  "@weekly": 7 * day,
  "@daily": day,
  "@midnight": day,
  "@hourly": hour,
};
const units: Readonly<Record<string, number>> = { h: hour, m: 60_000, s: 1000, ms: 1 };

/**
 * Milliseconds that a schedule of six fields leaves at most between two runs, rounded up to the unit of its coarsest
 * field: exact enough for a limit on the age of a backup.
 */
export function longestPause(schedule: string): number {
  const text = schedule.trim();
  const every = /^@every (.*)$/.exec(text)?.[1];
  if (every !== undefined) return durationOf(every);
  const known = named[text];
  if (known !== undefined) return known;
  const [, , hours = "*", days = "*", months = "*", weekdays = "*"] = text.split(/\s+/);
  if (!isEach(months)) return 366 * day;
  if (!isEach(days)) return isEach(weekdays) ? pauseOf(days, 31) * day : 7 * day;
  if (!isEach(weekdays)) return Math.min(7, pauseOf(weekdays, 7)) * day;
  return isEach(hours) ? hour : Math.min(24, pauseOf(hours, 24)) * hour;
}

function isEach(field: string): boolean {
  return field === "*" || field === "?";
}

/** Of a step its size; of a single value, or of anything else, the whole round. */
function pauseOf(field: string, round: number): number {
  const step = /^(?:\*|\d+)\/(\d+)$/.exec(field)?.[1];
  if (step !== undefined) return Number(step);
  const values = field.split(",");
  const isList = values.length > 1 && values.every((value) => /^\d+$/.test(value));
  if (!isList) return round;
  const sorted = values.map(Number).sort((a, b) => a - b);
  const gaps = sorted.map((value, index) => (sorted[index + 1] ?? (sorted[0] ?? 0) + round) - value);
  return Math.max(...gaps);
}

function durationOf(text: string): number {
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|h|m|s)/g)];
  return parts.reduce((sum, [, count = "0", unit = "s"]) => sum + Number(count) * (units[unit] ?? 0), 0);
}
