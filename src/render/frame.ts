import type { Problem } from "../problem.ts";
import { Fault, type FaultDetail, problemAt } from "./fault.ts";
import type { Printed } from "./printed.ts";
import type { Scope } from "./scope.ts";
import type { Place, Statement, Template } from "./tree.ts";

/** Stands for a value that could not be computed and is reported already. */
export const failed = Symbol("failed");

/** What one rendering shares. */
export interface Rendering {
  readonly templates: ReadonlyMap<string, Template>;
  readonly problems: Problem[];
}

export interface BlockBody {
  readonly template: string;
  readonly body: readonly Statement[];
  /** The top scope of the template that the block stands in. */
  readonly home: Scope<unknown>;
}

/** Where the run is: in which template, with which names, printing to where. */
export interface Frame {
  readonly rendering: Rendering;
  readonly template: string;
  readonly scope: Scope<unknown>;
  /** The top scope of the template: all that its macros see. */
  readonly home: Scope<unknown>;
  readonly out: Printed;
  /** Blocks by name, those of the child first. */
  readonly blocks: Map<string, BlockBody[]>;
  /** How many macros, includes and blocks are under way. */
  readonly depth: number;
  readonly printSuper?: () => Printed;
}

const brand = Symbol("macro");

export interface CallArguments {
  readonly positional: readonly unknown[];
  readonly named: ReadonlyMap<string, unknown>;
  readonly caller?: Macro | undefined;
}

export interface Macro {
  readonly [brand]: true;
  readonly name: string;
  readonly call: (from: Frame, at: Place, args: CallArguments) => Printed;
}

/** What `import … as x` makes of a template. */
export interface Namespace {
  readonly namespace: ReadonlyMap<string, unknown>;
}

export function newMacro(name: string, call: Macro["call"]): Macro {
  return { [brand]: true, name, call };
}

export function isMacro(value: unknown): value is Macro {
  return typeof value === "object" && value !== null && brand in value;
}

export function isNamespace(value: unknown): value is Namespace {
  return (
    typeof value === "object" && value !== null && "namespace" in value && value.namespace instanceof Map
  );
}

/** Ends the statement under way with an error at a place of the frame's template. */
export function fail(frame: Frame, place: Place, detail: FaultDetail): never {
  throw new Fault(problemAt(frame.template, place, detail));
}

/** Macros, includes and blocks inside one another beyond this are taken for an endless recursion. */
const deepest = 60;

/** The frame one level further in. */
export function deeper(frame: Frame, at: Place): Frame {
  if (frame.depth < deepest) return { ...frame, depth: frame.depth + 1 };
  return fail(frame, at, { code: "too-deep", message: "macros or templates call one another without end" });
}
