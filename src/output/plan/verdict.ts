import type { Problem } from "../../problem.ts";
import type { SharedRecord } from "../lock.ts";
import type { Change } from "./types.ts";

/** What was decided for one path. */
export interface Verdict {
  readonly change?: Change;
  readonly problems?: readonly Problem[];
  /** Hash for the lock file when the path is ours from now on; "" while it is yet to be sealed. */
  readonly hash?: string;
  readonly kind: Change["kind"];
  readonly path: string;
  readonly record?: SharedRecord;
}
