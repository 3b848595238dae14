import type { Dice } from "./dice.ts";

/** Plain data of JSON. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Entry = {
  readonly path: readonly (string | number)[];
  readonly holder: Json[] | { [key: string]: Json };
};

/** What was done to an object, and where. */
export interface Change {
  readonly mutation: string;
  readonly path: string;
}

/** Changes the field in place, and tells whether it could. */
type Mutation = (entry: Entry, dice: Dice, root: Json) => boolean;

/** Where the object goes is no question for its schema. */
const identity: ReadonlySet<string> = new Set(["apiVersion", "kind", "metadata.name", "metadata.namespace"]);

/** Changes one field of the object in place; undefined when the drawn change does not fit the drawn field. */
export function mutate(root: Json, dice: Dice): Change | undefined {
  const entry = dice.pick(entriesOf(root));
  const [mutation, change] = dice.pick(Object.entries(mutations)) ?? [];
  if (!entry || !mutation || !change?.(entry, dice, root)) return undefined;
  return { mutation, path: entry.path.join(".") };
}

function entriesOf(value: Json, path: readonly (string | number)[] = []): Entry[] {
  if (typeof value !== "object" || value === null) return [];
  const keys = Array.isArray(value) ? value.map((_, index) => index) : Object.keys(value);
  return keys.flatMap((key) => {
    const at = [...path, key];
    if (identity.has(at.join("."))) return [];
    const own = at.join(".") === "metadata" ? [] : [{ path: at, holder: value }];
    return [...own, ...entriesOf(get({ path: at, holder: value }), at)];
  });
}

function keyOf({ path }: Entry): string | number {
  return path.at(-1) ?? "";
}

function get(entry: Entry): Json {
  return (entry.holder as Record<string | number, Json>)[keyOf(entry)] ?? null;
}

function put(entry: Entry, value: Json | undefined): true {
  if (value !== undefined) (entry.holder as Record<string | number, Json>)[keyOf(entry)] = value;
  else if (Array.isArray(entry.holder)) entry.holder.splice(Number(keyOf(entry)), 1);
  else delete entry.holder[keyOf(entry)];
  return true;
}

/** Puts a value drawn from `values` where a value that `fits` stands. */
function swap<T extends Json>(
  fits: (value: Json) => value is T,
  values: (value: T) => readonly Json[],
): Mutation {
  return (entry, dice) => {
    const value = get(entry);
    if (!fits(value)) return false;
    const drawn = dice.pick(values(value).filter((one) => JSON.stringify(one) !== JSON.stringify(value)));
    return drawn !== undefined && put(entry, drawn);
  };
}

const isText = (value: Json): value is string => typeof value === "string";
const isNumber = (value: Json): value is number => typeof value === "number";
const isList = (value: Json): value is Json[] => Array.isArray(value);
const isAny = (_value: Json): _value is Json => true;

const mutations: Readonly<Record<string, Mutation>> = {
  rename: (entry, dice) => {
    const key = keyOf(entry);
    if (typeof key === "number") return false;
    const names = [
      `${key}s`,
      key.slice(0, -1),
      key.charAt(0).toUpperCase() + key.slice(1),
      key.toLowerCase(),
    ];
    const name = dice.pick(names.filter((one) => one !== key && one !== ""));
    const holder = entry.holder as { [key: string]: Json };
    if (name === undefined || Object.hasOwn(holder, name)) return false;
    holder[name] = get(entry);
    return put(entry, undefined);
  },
  move: (entry, dice, root) => {
    const key = keyOf(entry);
    const value = get(entry);
    const homes = [root, ...entriesOf(root).map(get)].filter(
      (home): home is { [key: string]: Json } =>
        typeof home === "object" && home !== null && !Array.isArray(home) && !Object.hasOwn(home, key),
    );
    const home = dice.pick(homes.filter((one) => !JSON.stringify(value).includes(JSON.stringify(one))));
    if (typeof key === "number" || !home) return false;
    home[key] = value;
    return put(entry, undefined);
  },
  drop: (entry) => put(entry, undefined),
  retype: swap(isAny, (value) => [
    typeof value === "string" ? 7 : String(JSON.stringify(value)),
    true,
    1.5,
    [value],
    { value },
  ]),
  empty: swap(isAny, () => ["", [], {}]),
  "another word": swap(isText, (value) => [
    `${value}x`,
    value.toLowerCase(),
    value.toUpperCase(),
    value.charAt(0).toUpperCase() + value.slice(1),
    "Bogus",
  ]),
  "another form": swap(isText, (value) => [
    `${value} ${value}`,
    `-${value}-`,
    `/${value}//`,
    "ä!",
    "1",
    "*",
    "5 m",
    "a".repeat(64),
    "a".repeat(300),
    "x".repeat(5000),
  ]),
  bound: swap(isNumber, (value) => [-1, 0, 1, -value, 65_536, 2_147_483_648, value * 1000]),
  "same twice": swap(isList, (value) => [
    [...value, ...value.slice(0, 1)],
    [...value, ...value],
  ]),
  many: swap(isList, (value) => [Array.from({ length: 70 }, () => value[0] ?? {})]),
};
