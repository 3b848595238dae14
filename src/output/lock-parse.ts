import type { Outcome, Position, Problem } from "../problem.ts";
import { LOCK_FILE, pathProblem } from "./jail.ts";
import { jsonErrorPlace, jsonPlace } from "./json-place.ts";
import { EMPTY_LOCK, LOCK_VERSION, type Lock, type SharedRecord } from "./lock.ts";
import { type LockShape, shapeFaults } from "./lock-shape.ts";

const HINT = "restore it from Git; without it every file counts as not ours, so delete it only with care";

/**
 * Reads the lock file's text; `undefined` text (no lock file) is an empty lock. Gives, with positions:
 * `lock-conflict` for merge conflict markers, `lock-damaged` for what is not JSON or has another shape,
 * `lock-newer` for a later format, and `unsafe-path` for a path that is not below the root.
 */
export function parseLock(text: string | undefined, file: string = LOCK_FILE): Outcome<Lock> {
  if (text === undefined) return { value: EMPTY_LOCK, problems: [] };
  const conflict = /^(?:<{7}|={7}|>{7}|\|{7})(?: |\r?$)/m.exec(text);
  if (conflict) return failed([conflictProblem(file, text, conflict.index)]);
  const parsed = parseJson(text, file);
  if (!parsed.value) return { value: undefined, problems: parsed.problems };
  const problems = problemsOf(parsed.value.json, (path) => jsonPlace(text, path, file));
  return problems.length > 0 ? failed(problems) : { value: toLock(parsed.value.json as LockShape), problems };
}

function failed(problems: readonly Problem[]): Outcome<Lock> {
  return { value: undefined, problems };
}

function conflictProblem(file: string, text: string, offset: number): Problem {
  return {
    code: "lock-conflict",
    severity: "error",
    message: "the lock file has unresolved merge conflicts",
    hint: "keep either side of each conflict, then run configure again",
    at: { file, line: text.slice(0, offset).split("\n").length, column: 1 },
  };
}

function parseJson(text: string, file: string): Outcome<{ readonly json: unknown }> {
  try {
    return { value: { json: JSON.parse(text.replace(/^\ufeff/, "")) }, problems: [] };
  } catch (error) {
    return { value: undefined, problems: [damaged("it is not JSON", jsonErrorPlace(text, error, file))] };
  }
}

function damaged(what: string, at: Position): Problem {
  return {
    code: "lock-damaged",
    severity: "error",
    message: `the lock file is damaged: ${what}`,
    hint: HINT,
    at,
  };
}

function problemsOf(json: unknown, place: (path: readonly (string | number)[]) => Position): Problem[] {
  const version = isObject(json) ? json.version : undefined;
  if (typeof version === "number" && version > LOCK_VERSION) return [newer(version, place(["version"]))];
  const faults = shapeFaults(json).map((fault) => damaged(fault.what, place(fault.path)));
  return faults.length > 0 ? faults : pathProblems(json as LockShape, place);
}

function newer(version: number, at: Position): Problem {
  return {
    code: "lock-newer",
    severity: "error",
    message: `the lock file has format ${version}, and this release knows ${LOCK_VERSION}`,
    hint: "use the release of clusterloom that wrote it, or a later one",
    at,
  };
}

function pathProblems(lock: LockShape, place: (path: readonly (string | number)[]) => Position): Problem[] {
  const keyed = (["files", "seeds", "shared"] as const).flatMap((part) =>
    Object.keys(lock[part]).map((path) => ({ path, at: [part, path] as (string | number)[] })),
  );
  const folders = lock.folders.map((path, index) => ({
    path,
    at: ["folders", index] as (string | number)[],
  }));
  return [...keyed, ...folders].flatMap(({ path, at }) => {
    const problem = pathProblem(path);
    return problem ? [{ ...problem, hint: HINT, at: place(at) }] : [];
  });
}

function toLock(shape: LockShape): Lock {
  return {
    files: new Map(Object.entries(shape.files)),
    seeds: new Map(Object.entries(shape.seeds)),
    shared: new Map<string, SharedRecord>(Object.entries(shape.shared)),
    folders: new Set(shape.folders),
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
