import { clean } from "../report/clean.ts";
import { masker } from "../report/mask.ts";
import type { Check, Checked, Verdict } from "./check.ts";
import { type Live, Unanswered } from "./live.ts";

/** Checks of one app, in the order in which they run. */
export interface AppChecks {
  readonly app: string;
  readonly checks: readonly Check[];
}

export interface RunOptions {
  /** Whether models are made to answer. */
  readonly chat: boolean;
  /** Values that no message may hold. */
  readonly secrets: readonly string[];
  /** Milliseconds that one check may take; those that make a model answer get four times as long. */
  readonly patience: number;
  /** Told of each check as it ends. */
  readonly onChecked?: (checked: Checked) => void;
}

/**
 * Runs the checks: apps at the same time, the checks of an app one after the other, so that one that needs another
 * knows how that went. Never rejects: what cannot be judged is an error of that check.
 */
export async function runChecks(
  apps: readonly AppChecks[],
  live: Live,
  options: RunOptions,
): Promise<Checked[]> {
  const mask = masker(options.secrets);
  const done = await Promise.all(apps.map((one) => runApp(one, live, mask, options)));
  return done.flat();
}

async function runApp(
  { app, checks }: AppChecks,
  live: Live,
  mask: (text: string) => string,
  options: RunOptions,
): Promise<Checked[]> {
  const done = new Map<string, Checked>();
  for (const check of checks) {
    if (check.chat && !options.chat) continue;
    const start = performance.now();
    const verdict = masked(await judge(check, done, live, options), mask);
    const milliseconds = Math.round(performance.now() - start);
    const checked = { app, id: check.id, title: check.title, milliseconds, ...verdict };
    done.set(check.id, checked);
    options.onChecked?.(checked);
  }
  return [...done.values()];
}

async function judge(
  check: Check,
  done: ReadonlyMap<string, Checked>,
  live: Live,
  { patience }: RunOptions,
): Promise<Verdict> {
  const before = check.needs === undefined ? undefined : done.get(check.needs);
  if (before && (before.status === "error" || before.status === "skipped"))
    return { status: "skipped", message: `not asked, because this does not hold: ${before.title}` };
  const limit = check.chat ? 4 * patience : patience;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Verdict>((resolve) => {
    timer = setTimeout(() => resolve(tooLate(limit)), limit);
  });
  try {
    return await Promise.race([check.run(live), late]);
  } catch (error) {
    return unanswered(error);
  } finally {
    clearTimeout(timer);
  }
}

function tooLate(milliseconds: number): Verdict {
  const message = `no answer within ${milliseconds / 1000} seconds`;
  return { status: "error", message, hint: "look at the pod's log, or try again with a longer --timeout" };
}

function unanswered(error: unknown): Verdict {
  if (error instanceof Unanswered) {
    return { status: error.skip ? "skipped" : "error", message: error.message, hint: error.hint };
  }
  const { code, message } = error as NodeJS.ErrnoException;
  const why = message || code || String(error);
  return { status: "error", message: `it cannot be judged: ${why}`, hint: "look at the pod's log" };
}

/** Messages quote what servers said, which may be anything. */
function masked(verdict: Verdict, mask: (text: string) => string): Verdict {
  const hide = (text: string) => clean(mask(text)).slice(0, 500);
  const { hint } = verdict;
  return { ...verdict, message: hide(verdict.message), ...(hint !== undefined && { hint: hide(hint) }) };
}
