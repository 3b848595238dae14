import { nearest } from "../nearest.ts";
import type { Problem } from "../problem.ts";
import { clean } from "../report/clean.ts";
import { type Context, placeOf, subjectAt, valueAt } from "./context.ts";
import { listed } from "./found.ts";
import type { Path } from "./positions.ts";
import { childSchema, resolveSchema, type Schema } from "./schema.ts";

/** What is known of a key that its place does not allow. */
interface Stranger {
  readonly key: string;
  readonly parent: Path;
  readonly names: readonly string[];
  /** What the schema says of names that are often written here. */
  readonly instead: Readonly<Record<string, string>>;
  readonly context: Context;
}

interface Verdict {
  readonly code: string;
  readonly message?: string;
  readonly hint: string;
  /** The known setting that was meant, if one is near. */
  readonly meant?: string;
  /** False when nothing like the key is known. */
  readonly guess?: false;
}

/** A problem, and the setting that was meant: its absence is no second problem. */
export interface UnknownSetting {
  readonly problem: Problem;
  readonly meant: string | undefined;
}

/** Explains one key that the schema does not know at its place. The key's value is never printed. */
export function unknownSetting(context: Context, parent: Path, key: string): UnknownSetting {
  const subject = subjectAt(context, parent);
  const names = Object.keys(subject.schema.properties ?? {});
  const instead = subject.schema["x-instead"] ?? {};
  const stranger = { key, parent, names, instead, context };
  const verdict = subject.secret ? withinSecret(subject.name) : judge(stranger);
  const where = parent.length === 0 ? "setting" : "entry";
  const shown = verdict.guess === false ? shownKey(key) : clean(key);
  const message = verdict.message ?? `unknown ${where} ${shown}${parent.length ? ` in ${subject.name}` : ""}`;
  const at = placeOf(context, [...parent, key], "key");
  return {
    problem: { code: verdict.code, severity: "error", message, hint: verdict.hint, at },
    meant: verdict.meant,
  };
}

function withinSecret(name: string): Verdict {
  return {
    code: "unknown-setting",
    message: `${name} has an entry that is not known`,
    hint: "remove it, or put the whole value in quotes",
  };
}

function judge(stranger: Stranger): Verdict {
  return (
    computed(stranger) ??
    sealed(stranger) ??
    joined(stranger) ??
    wellKnown(stranger) ??
    otherSpelling(stranger) ??
    elsewhere(stranger) ??
    near(stranger) ??
    nested(stranger) ??
    noIdea(stranger)
  );
}

function computed({ key, parent, context }: Stranger): Verdict | undefined {
  const derived = context.root["x-derived-variables"] ?? {};
  if (parent.length > 0 || !Object.hasOwn(derived, key)) return undefined;
  const hint = derived[key] || "remove it";
  return { code: "derived-set", message: `${key} is computed and cannot be set`, hint };
}

function sealed({ key, parent, context }: Stranger): Verdict | undefined {
  const value = valueAt(context.config.settings, [key]);
  const metadata = typeof value === "object" && value !== null && "mac" in value;
  if (parent.length > 0 || key !== "sops" || !metadata) return undefined;
  const message = "the file is encrypted by SOPS and was not opened";
  return { code: "sealed-config", message, hint: "give its age key in SOPS_AGE_KEY_FILE, or decrypt it" };
}

/** `{name:value}` is one key without a value to YAML; what follows the colon may be a secret. */
function joined({ key }: Stranger): Verdict | undefined {
  if (!/^[A-Za-z][\w.-]*:[^\s]/.test(key)) return undefined;
  const message = "there is no space after the colon";
  return { code: "missing-space", message, hint: "write a space between the colon and the value" };
}

function wellKnown({ key, names, instead }: Stranger): Verdict | undefined {
  const answer = Object.hasOwn(instead, key) ? instead[key] : undefined;
  if (answer === undefined) return undefined;
  const code = "unknown-setting";
  return names.includes(answer) ? { code, hint: `write ${answer}`, meant: answer } : { code, hint: answer };
}

function otherSpelling({ key, names }: Stranger): Verdict | undefined {
  const meant = snakeCase(key);
  if (!names.includes(meant)) return undefined;
  return { code: "unknown-setting", hint: `write ${meant}: names are lower case with underscores`, meant };
}

function near({ key, names, context }: Stranger): Verdict | undefined {
  const derived = Object.keys(context.root["x-derived-variables"] ?? {});
  const meant = nearest(snakeCase(key), names);
  if (meant !== undefined) return { code: "unknown-setting", hint: `did you mean ${meant}`, meant };
  const computedName = nearest(snakeCase(key), derived);
  if (computedName === undefined) return undefined;
  return { code: "unknown-setting", hint: `${computedName} is near, but it is computed and cannot be set` };
}

/** A name that is right, but belongs to another level of the file. */
function elsewhere({ key, parent, context }: Stranger): Verdict | undefined {
  const { root } = context;
  if (parent.length > 0 && Object.hasOwn(root.properties ?? {}, key)) {
    const hint = "it belongs to the top of the file: remove its indentation";
    return { code: "misplaced-setting", message: `${key} is not an entry of ${String(parent[0])}`, hint };
  }
  const owner = ownerOf(root, key);
  if (owner === undefined || owner === parent[0]) return undefined;
  return {
    code: "misplaced-setting",
    message: `${key} is not a setting of its own`,
    hint: `it belongs below ${owner}: indent it there`,
  };
}

function ownerOf(root: Schema, key: string): string | undefined {
  return Object.keys(root.properties ?? {}).find((name) => {
    const schema = childSchema(root, root, name) ?? {};
    const below = schema.items ? resolveSchema(root, schema.items) : schema;
    return Object.hasOwn(below.properties ?? {}, key);
  });
}

/** `litellm: {enabled: true}` where the settings are flat. */
function nested({ key, parent, names, context }: Stranger): Verdict | undefined {
  const value = valueAt(context.config.settings, [...parent, key]);
  if (typeof value !== "object" || value === null) return undefined;
  const prefix = `${snakeCase(key)}_`;
  const flat = Object.keys(value).map((below) => prefix + snakeCase(below));
  const example = flat.find((name) => names.includes(name)) ?? names.find((name) => name.startsWith(prefix));
  if (!example) return undefined;
  return {
    code: "misplaced-setting",
    hint: `settings are not nested: write ${example} at the top of the file`,
  };
}

function noIdea({ names }: Stranger): Verdict {
  if (names.length > 0 && names.length <= 12) {
    return { code: "unknown-setting", hint: `remove it; known are ${listed(names, "and")}`, guess: false };
  }
  return { code: "unknown-setting", hint: "remove it, or look its name up in the schema", guess: false };
}

/** `shop-enabled`, `shop.enabled`, `shopEnabled` and `SHOP_ENABLED` as `shop_enabled`. */
function snakeCase(key: string): string {
  return key
    .trim()
    .replace(/([a-z\d])([A-Z])/g, "$1_$2")
    .replace(/[-. ]+/g, "_")
    .toLowerCase();
}

/** A key unlike all known ones may be a secret that slipped to its place, unless it consists of words. */
function shownKey(key: string): string {
  return /^[a-z]+(?:[_.-][a-z\d]+)*$/.test(key) && key.length <= 80
    ? key
    : "(not shown, since it may be a value)";
}
