import type { VariableType } from "./app.ts";

/** How `secrets generate` makes a value: characters drawn evenly from `alphabet`, behind `prefix`. */
export interface Generate {
  readonly alphabet: "alphanumeric" | "hex" | "base64url";
  /** Characters drawn, without the prefix. */
  readonly length: number;
  readonly prefix?: string;
}

/** One setting as schema/*.json describes it: JSON Schema draft-07 with our own `x-` keywords. */
export interface SettingSchema {
  readonly type: VariableType;
  readonly description: string;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly items?: unknown;
  /** The value may only reach a sealed file. */
  readonly "x-secret"?: boolean;
  readonly "x-generate"?: Generate;
  /** Why a value that is in use must never change. */
  readonly "x-keep"?: string;
  /** What happens, or must be done, when a value that is in use changes. */
  readonly "x-rotate"?: string;
  /** What to use instead. */
  readonly "x-deprecated"?: string;
  /** On a switch of a user's app: the variables without which it cannot be on. */
  readonly "x-needs"?: readonly string[];
  /** A pattern in words. */
  readonly "x-hint"?: string;
}

/** schema/cluster.base.json or schema/apps/<app>.schema.json. */
export interface SettingsPart {
  readonly title: string;
  readonly required?: readonly string[];
  readonly properties: Readonly<Record<string, SettingSchema>>;
}

/** schema/cluster.schema.json: what editors and ajv use. */
export interface SettingsBundle extends SettingsPart {
  readonly additionalProperties: false;
  /** Derived variables, and what a user who sets one should set instead. */
  readonly "x-derived-variables": Readonly<Record<string, string>>;
}

/** Names of the settings whose value may only reach a sealed file. */
export function secretSettings(part: SettingsPart): string[] {
  return Object.keys(part.properties).filter((name) => part.properties[name]?.["x-secret"]);
}
