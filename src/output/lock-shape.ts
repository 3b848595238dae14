import type { SharedRecord } from "./lock.ts";

/** The JSON of a lock file, once `shapeFaults` found nothing. */
export interface LockShape {
  readonly version: number;
  readonly files: Readonly<Record<string, string>>;
  readonly seeds: Readonly<Record<string, string>>;
  readonly shared: Readonly<Record<string, SharedRecord>>;
  readonly folders: readonly string[];
}

/** Something of the wrong shape, and the keys and indexes that lead to it. */
export interface Fault {
  readonly path: readonly (string | number)[];
  readonly what: string;
}

type Test = (value: unknown, path: Fault["path"]) => Fault[];

/** Everything in a parsed lock file that has not the shape of `LockShape`. */
export function shapeFaults(json: unknown): Fault[] {
  return lockFile(json, []);
}

const text = is((value) => typeof value === "string", "a string");
const hash = is((value) => typeof value === "string" && /^[0-9a-f]{64}$/.test(value), "a sha256");
const version = is((value) => Number.isInteger(value) && Number(value) >= 1, "a format number");
const record = object({ entries: listOf(text) }, { created: hash, before: text });
const lockFile = object(
  { version, files: mapOf(hash), seeds: mapOf(hash), shared: mapOf(record), folders: listOf(text) },
  {},
);

function is(test: (value: unknown) => boolean, what: string): Test {
  return (value, path) => (test(value) ? [] : [{ path, what: `${named(path)} must be ${what}` }]);
}

function mapOf(test: Test): Test {
  return (value, path) => {
    if (!isObject(value)) return [{ path, what: `${named(path)} must be an object` }];
    return Object.entries(value).flatMap(([key, item]) => test(item, [...path, key]));
  };
}

function listOf(test: Test): Test {
  return (value, path) => {
    if (!Array.isArray(value)) return [{ path, what: `${named(path)} must be a list` }];
    return value.flatMap((item: unknown, index) => test(item, [...path, index]));
  };
}

function object(required: Record<string, Test>, optional: Record<string, Test>): Test {
  return (value, path) => {
    if (!isObject(value)) return [{ path, what: `${named(path)} must be an object` }];
    const missing = Object.keys(required).filter((key) => !Object.hasOwn(value, key));
    const tests = { ...required, ...optional };
    return [
      ...missing.map((key) => ({ path, what: `${named(path)} lacks "${key}"` })),
      ...Object.entries(value).flatMap(([key, item]) => {
        const test = Object.hasOwn(tests, key) ? tests[key] : undefined;
        return test
          ? test(item, [...path, key])
          : [{ path: [...path, key], what: `${named(path)} has an unknown key` }];
      }),
    ];
  };
}

function named(path: Fault["path"]): string {
  return path.length === 0 ? "it" : String(path[0]);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
