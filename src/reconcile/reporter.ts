import { styleText } from "node:util";
import type { Diagnosis } from "../doctor/diagnosis.ts";
import type { Io } from "../io.ts";
import { clean } from "../report/clean.ts";
import { wrap } from "../report/wrap.ts";
import type { Line, Verdict } from "./decide.ts";
import { changed, eventOf, picture, plainLine, plainText } from "./picture.ts";
import { redrawer } from "./redraw.ts";

/** Where progress goes while a run lasts. */
export interface Reporter {
  moment(verdict: Verdict): void;
  checks(diagnoses: readonly Diagnosis[]): void;
  /** Leaves the last picture standing. */
  end(): void;
}

export interface ReporterOptions {
  readonly format: string;
  readonly color: boolean;
  readonly quiet: boolean;
  readonly mask: (text: string) => string;
}

/** A picture that is redrawn in a terminal, plain lines where there is none, events for a program. */
export function reporterFor(io: Io, options: ReporterOptions): Reporter {
  if (options.format === "json") return events(io, options);
  if (options.quiet) return silent;
  if (io.screen && io.terminal.stderr && !io.env.CI && io.env.TERM !== "dumb")
    return live(io, io.screen, options);
  return plain(io, options);
}

/** Before anything is cut or escaped, since half of a secret is not found any more. */
function masked(verdict: Verdict, mask: (text: string) => string): Verdict {
  const hide = (line: Line): Line => ({
    ...line,
    state: { ...line.state, message: mask(line.state.message) },
    below: line.below.map(hide),
  });
  const { source, lines } = verdict;
  return { ...verdict, source: source && hide(source), lines: lines.map(hide) };
}

const silent: Reporter = { moment: () => {}, checks: () => {}, end: () => {} };

function events(io: Io, { mask }: ReporterOptions): Reporter {
  let before: Verdict | undefined;
  const emit = (event: object) => io.stdout(`${JSON.stringify(event)}\n`);
  return {
    moment: (seen) => {
      const verdict = masked(seen, mask);
      const time = io.now().toISOString();
      for (const line of changed(before, verdict)) emit(eventOf(line, time));
      before = verdict;
    },
    checks: (diagnoses) => {
      for (const { status, code, message, hint } of diagnoses)
        emit({ event: "preflight", status, code, message, hint });
    },
    end: () => {},
  };
}

function plain(io: Io, { mask, color }: ReporterOptions): Reporter {
  const start = io.now().getTime();
  const said = new Map<string, string>();
  let before: Verdict | undefined;
  return {
    moment: (seen) => {
      const verdict = masked(seen, mask);
      const elapsed = io.now().getTime() - start;
      for (const line of changed(before, verdict)) {
        // A step on the way is no news in a log.
        if (said.get(line.key) === plainText(line)) continue;
        said.set(line.key, plainText(line));
        io.stderr(`${plainLine(line, elapsed)}\n`);
      }
      before = verdict;
    },
    checks: (diagnoses) => io.stderr(checkLines(diagnoses, color)),
    end: () => {},
  };
}

/** Milliseconds between two pictures, so that ages go on. */
const frame = 250;

function live(io: Io, screen: NonNullable<Io["screen"]>, { mask, color }: ReporterOptions): Reporter {
  let latest: Verdict | undefined;
  const redraw = redrawer(
    (text) => io.stderr(text),
    () => screen().columns,
  );
  const draw = (isLast: boolean) => {
    if (latest) redraw(picture(latest, { ...screen(), color, now: io.now().getTime() }), isLast);
  };
  const timer = setInterval(() => draw(false), frame);
  timer.unref();
  return {
    moment: (verdict) => {
      latest = masked(verdict, mask);
    },
    checks: (diagnoses) => io.stderr(checkLines(diagnoses, color, screen().columns)),
    end: () => {
      clearInterval(timer);
      draw(true);
    },
  };
}

const colours = { ok: "green", warning: "yellow", error: "red" } as const;

/** A line for each check, and a hint below those that are not well; broken at so many columns. */
export function checkLines(diagnoses: readonly Diagnosis[], color: boolean, columns?: number): string {
  const room = { columns, indent: 8 };
  return diagnoses
    .map(({ status, message, hint }) => {
      const word = status.padEnd(8);
      const rows = wrap(`${word}${clean(message)}`, room).join("\n");
      const painted = color ? styleText(colours[status], word, { validateStream: false }) : word;
      const told = hint === undefined ? [] : wrap(`        hint: ${clean(hint)}`, room);
      return `${[`${painted}${rows.slice(word.length)}`, ...told].join("\n")}\n`;
    })
    .join("");
}
