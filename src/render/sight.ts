import type { Position, Problem } from "../problem.ts";
import { type FaultDetail, problemAt } from "./fault.ts";
import type { Scope } from "./scope.ts";
import type { KnownVariable, MacroShape, Shape } from "./shape.ts";
import type { Place, Statement, Template } from "./tree.ts";

/** What one static check shares. */
export interface Check {
  readonly templates: ReadonlyMap<string, Template>;
  readonly variables: ReadonlyMap<string, KnownVariable>;
  readonly root: Scope<Shape>;
  readonly sealed: boolean;
  /** By code and place, so that what is seen twice is told once. */
  readonly problems: Map<string, Problem>;
  readonly reads: Map<string, Map<string, Position>>;
  readonly macros: Map<MacroShape["body"], { readonly macro: MacroShape; called: boolean }>;
  /** The other templates that were entered. */
  readonly uses: Set<string>;
  /** Set when a name turned out to stand for more than was known. */
  changed: boolean;
}

export interface BlockSight {
  readonly template: string;
  readonly body: readonly Statement[];
  readonly home: Scope<Shape>;
}

/** Where the check is; the counterpart of a Frame. */
export interface Sight {
  readonly check: Check;
  readonly template: string;
  readonly scope: Scope<Shape>;
  readonly home: Scope<Shape>;
  /** Collects the secrets that are printed here; `file` when it ends up in the rendered file as it is. */
  readonly out: { readonly secrets: Set<string>; readonly file: boolean };
  readonly blocks: Map<string, BlockSight[]>;
  /** Templates and macro bodies under way, to notice recursion. */
  readonly within: readonly unknown[];
  readonly checkSuper?: () => void;
}

/** Tells a problem once. */
export function report(sight: Sight, place: Place, detail: FaultDetail): void {
  const problem = problemAt(sight.template, place, detail);
  sight.check.problems.set(`${detail.code} ${sight.template}:${place.join(":")}`, problem);
}

/** A place to print to that is not the file. */
export function newCapture(): Sight["out"] {
  return { secrets: new Set(), file: false };
}
