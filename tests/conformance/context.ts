/** What a conformance suite gets from the runner. */
export interface Context {
  /** A folder that survives runs, for binaries and downloads. */
  readonly cache: string;
  /** True where a counterpart that cannot be obtained must fail the run. */
  readonly ci: boolean;
  readonly log: (line: string) => void;
}

/** The result with one release of one counterpart. */
export interface Row {
  readonly counterpart: string;
  readonly version: string;
  readonly cases: number;
  readonly passed: number;
  readonly skipped: number;
  /** Why cases were skipped. */
  readonly reason?: string;
  readonly failures: string[];
}
