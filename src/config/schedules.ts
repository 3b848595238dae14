import { nearest } from "../nearest.ts";
import { type FormatCheck, type FormatFault, fault } from "./fault.ts";

interface Field {
  readonly name: string;
  readonly low: number;
  readonly high: number;
  readonly words?: readonly string[];
}

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

/** The bounds of robfig/cron, which Kubernetes and CloudNativePG use: Sunday is 0, and 7 is refused. */
const minutesOn: readonly Field[] = [
  { name: "minute", low: 0, high: 59 },
  { name: "hour", low: 0, high: 23 },
  { name: "day of the month", low: 1, high: 31 },
  { name: "month", low: 1, high: 12, words: months },
  { name: "day of the week", low: 0, high: 6, words: days },
];
const secondsOn: readonly Field[] = [{ name: "second", low: 0, high: 59 }, ...minutesOn];

/** A cron schedule of five fields, as a Kubernetes CronJob takes it. */
export const cron: FormatCheck = (text) => schedule(text, minutesOn, "write five fields such as 0 3 * * *");

/**
 * A cron schedule of six fields, the first of them the second, as CloudNativePG's ScheduledBackup takes it.
 */
export const cronSeconds: FormatCheck = (text) =>
  schedule(text, secondsOn, "write six fields, seconds first, such as 0 0 3 * * *");

/** A Go duration, not negative: `90s`, `1h30m`. */
export const duration: FormatCheck = (text) => {
  if (/^(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|ms|s|m|h))+$/.test(text) || text === "0") return undefined;
  const day = /^(\d+)\s*(d|days?|w|weeks?)$/.exec(text);
  if (day) {
    const hours = Number(day[1]) * (day[2]?.startsWith("w") ? 168 : 24);
    return fault("has a unit that durations do not have", `write ${hours}h`);
  }
  if (/^\d+$/.test(text)) return fault("has no unit", `write ${text}s, ${text}m or ${text}h`);
  return fault("is not a duration", "write numbers with ms, s, m or h, such as 90s or 1h30m");
};

/** The name of a time zone of the IANA database. */
export const timezone: FormatCheck = (text) => {
  const known = /^[A-Za-z]/.test(text) ? canonicalZone(text) : undefined;
  if (known === undefined) {
    const near = nearest(text, Intl.supportedValuesOf("timeZone"));
    return fault(
      "is not a time zone",
      near ? `did you mean ${near}` : "write a name such as Europe/Berlin or UTC",
    );
  }
  if (known === text || known.toLowerCase() !== text.toLowerCase()) return undefined;
  return fault("is not written as the time zone database has it", `write ${known}`);
};

function canonicalZone(text: string): string | undefined {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: text }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

function schedule(text: string, fields: readonly Field[], hint: string): FormatFault | undefined {
  if (/^@(?:yearly|annually|monthly|weekly|daily|midnight|hourly)$/.test(text)) return undefined;
  if (/^@every /.test(text)) return duration(text.slice("@every ".length));
  const parts = text.trim().split(/\s+/);
  if (parts.length !== fields.length) return wrongCount(text.trim(), parts, fields.length, hint);
  for (const [index, part] of parts.entries()) {
    const field = fields[index];
    const wrong = field && part.split(",").some((range) => !inField(range, field));
    if (wrong) return fault(`has no valid ${field.name}`, fieldHint(field));
  }
  return undefined;
}

function wrongCount(text: string, parts: readonly string[], wanted: number, hint: string): FormatFault {
  const known = parts.every((part) => /^[\d*/,?A-Za-z-]+$/.test(part));
  const message = `is a schedule of ${parts.length} field${parts.length === 1 ? "" : "s"}, not ${wanted}`;
  if (known && wanted === 6 && parts.length === 5)
    return fault(message, `put the second in front: write 0 ${text}`);
  if (known && wanted === 5 && parts.length === 6) {
    return fault(message, `leave out the second: write ${parts.slice(1).join(" ")}`);
  }
  return fault(message, hint);
}

function fieldHint(field: Field): string {
  const words = field.words ? `, or ${field.words[0]} to ${field.words.at(-1)}` : "";
  return `use *, ${field.low} to ${field.high}${words}, a range such as 1-5, a list, or a step such as */2`;
}

function inField(text: string, field: Field): boolean {
  const parts = /^(\*|\?|[^/-]+)(?:-([^/-]+))?(?:\/(\d+))?$/.exec(text);
  if (!parts) return false;
  const [, first = "", last, step] = parts;
  if (step !== undefined && Number(step) === 0) return false;
  if (first === "*" || first === "?") return last === undefined;
  const from = valueIn(first, field);
  const to = last === undefined ? from : valueIn(last, field);
  return from !== undefined && to !== undefined && from <= to;
}

function valueIn(text: string, field: Field): number | undefined {
  const word = field.words?.indexOf(text.toLowerCase()) ?? -1;
  if (word >= 0) return word + field.low;
  const value = /^\d{1,2}$/.test(text) ? Number(text) : Number.NaN;
  return value >= field.low && value <= field.high ? value : undefined;
}
