/** What a conformance part gets from the runner. */
export interface Context {
  /** Folder for tools and data that outlive a run. */
  readonly cache: string;
  /** True on CI, where nothing may be skipped. */
  readonly ci: boolean;
  /** Folder with CustomResourceDefinitions, where one was named. */
  readonly crds: string | undefined;
  /** What the mutants of the differential test come from; empty for the usual ones. */
  readonly seeds: readonly number[];
  log(line: string): void;
  /** Makes what several parts need at most once in a run; the key names it. */
  once<T>(key: string, make: () => Promise<T>): Promise<T>;
}

/** One line of the closing table. */
export interface Row {
  readonly counterpart: string;
  readonly version: string;
  readonly cases: number;
  readonly passed: number;
  readonly skipped: number;
  /** Why cases were skipped. */
  readonly reason?: string;
  readonly failures: readonly string[];
}

/** A counterpart and the questions it is asked. */
export interface Part {
  readonly name: string;
  run(context: Context): Promise<readonly Row[]>;
}
