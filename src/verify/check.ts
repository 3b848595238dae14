import type { Live } from "./live.ts";

/** What a check found. */
export interface Verdict {
  readonly status: "ok" | "warning" | "error" | "skipped";
  readonly message: string;
  readonly hint?: string;
}

/** One question to the running platform; it changes nothing there. */
export interface Check {
  /** Unique, and the code of its problem: `litellm-models`. */
  readonly id: string;
  /** What holds when all is well, as a short statement. */
  readonly title: string;
  /** The check without which this one makes no sense. */
  readonly needs?: string;
  /** True for a check that makes a model answer: it runs with `--chat` only. */
  readonly chat?: boolean;
  /** Throws an Unanswered when there is no answer to judge. */
  readonly run: (live: Live) => Promise<Verdict>;
}

/** A check that has run, or was left out. */
export interface Checked extends Verdict {
  readonly id: string;
  readonly title: string;
  /** The app that it is about. */
  readonly app: string;
  readonly milliseconds: number;
}

export function ok(message: string): Verdict {
  return { status: "ok", message };
}

export function wrong(message: string, hint: string): Verdict {
  return { status: "error", message, hint };
}

export function doubtful(message: string, hint: string): Verdict {
  return { status: "warning", message, hint };
}

export function skipped(message: string, hint?: string): Verdict {
  return { status: "skipped", message, ...(hint !== undefined && { hint }) };
}
