import type { Toggle, VariableType } from "../app.ts";
import type { Schema } from "../config/schema.ts";
import type { Member } from "../derive.ts";
import type { SettingSchema } from "../schema.ts";
import { allowedValues, limitsOf } from "./value.ts";

/** One setting as the reference describes it. */
export interface SettingReference {
  readonly name: string;
  readonly description: string;
  /** Its type and its bounds, in words. */
  readonly limits: readonly string[];
  readonly required: boolean;
  readonly default?: unknown;
  /** Where the default depends on other variables: how. */
  readonly computed?: string;
  readonly allowed?: readonly unknown[];
  readonly pattern?: string;
  /** The pattern in words. */
  readonly form?: string;
  readonly example?: unknown;
  readonly secret: boolean;
  /** True when a value can be made. */
  readonly generated: boolean;
  readonly deprecated?: string;
  /** Of a switch: what must be there for it to be on. */
  readonly needs?: readonly string[];
  /** Of a switch that is left out: whether it is on as soon as everything that it needs is there. */
  readonly automatic?: boolean;
  /** What the entries of a map or of the maps in a list are. */
  readonly entries: readonly SettingReference[];
}

export interface DerivedReference {
  readonly name: string;
  readonly type: VariableType;
  readonly description: string;
  readonly secret: boolean;
  readonly setInstead?: string;
}

/** All that cluster.yaml can say of one app. */
export interface AppReference {
  readonly app: string;
  readonly title: string;
  readonly description: string;
  readonly settings: readonly SettingReference[];
  readonly derived: readonly DerivedReference[];
}

/** The reference of one app, out of its schema and its code. */
export function referenceOf({ app, schema }: Member): AppReference {
  const { description = "" } = schema as { description?: string };
  const settings = Object.entries(schema.properties).map(([name, setting]): SettingReference => {
    const toggle = app.toggles.find((one) => one.name === name);
    const computed = app.defaults?.[name]?.description;
    const required = schema.required?.includes(name) === true;
    return { ...settingOf(name, setting, required), ...(computed && { computed }), ...switchOf(toggle) };
  });
  const derived = Object.entries(app.derived ?? {}).map(([name, derivation]): DerivedReference => {
    const { type, description: says, secret = false, setInstead } = derivation;
    return { name, type, description: says, secret, ...(setInstead !== undefined && { setInstead }) };
  });
  return { app: app.name, title: app.title, description, settings, derived };
}

function switchOf(toggle: Toggle | undefined): Pick<SettingReference, "needs" | "automatic"> {
  if (!toggle) return {};
  const offers = (toggle.offers ?? []).map((kind) => `offer:${kind}`);
  return { needs: [...toggle.needs, ...offers], automatic: toggle.whenAbsent !== false };
}

function settingOf(name: string, setting: SettingSchema | Schema, required: boolean): SettingReference {
  const schema = setting as Schema;
  const secret = schema["x-secret"] === true;
  const allowed = allowedValues(schema);
  const form = schema["x-hint"];
  const deprecated = schema["x-deprecated"];
  return {
    name,
    description: schema.description ?? "",
    limits: limitsOf(schema),
    required,
    ...(schema.default !== undefined && { default: schema.default }),
    ...(allowed && { allowed }),
    ...(schema.pattern !== undefined && { pattern: schema.pattern }),
    ...(form !== undefined && { form }),
    ...(schema.examples?.length && !secret && { example: schema.examples[0] }),
    secret,
    generated: schema["x-generate"] !== undefined,
    ...(deprecated !== undefined && { deprecated }),
    entries: entriesOf(schema),
  };
}

/** Entries of a map, of the maps in a list, or of the maps in a map. */
function entriesOf(schema: Schema): SettingReference[] {
  const below = typeof schema.additionalProperties === "object" ? schema.additionalProperties : schema.items;
  const { properties, required = [] } = schema.properties ? schema : (below ?? {});
  return Object.entries(properties ?? {}).map(([name, entry]) =>
    settingOf(name, entry, required.includes(name)),
  );
}
