import type { Member } from "../derive.ts";
import type { Platform } from "../platform.ts";
import { secretSettings } from "../schema.ts";
import { hasValue, missedSettings } from "./fill-secrets.ts";

/** `missing`: needed by what is switched on, or left empty where it stands. */
export type SecretState = "set" | "missing" | "not needed";

/** One secret setting, never with its value. */
export interface SecretRow {
  readonly name: string;
  readonly app: string;
  readonly state: SecretState;
  /** `secrets generate` can make it. */
  readonly canBeMade: boolean;
}

/** Every secret setting with its state; those that are set or missing come first. */
export function secretStates(settings: Readonly<Record<string, unknown>>, platform: Platform): SecretRow[] {
  const { bundle, members } = platform;
  const missed = new Set(missedSettings(settings, platform));
  const rows = secretSettings(bundle).map((name): SecretRow => {
    const isNeeded = missed.has(name) || Object.hasOwn(settings, name);
    const state = hasValue(settings[name]) ? "set" : isNeeded ? "missing" : "not needed";
    const canBeMade = bundle.properties[name]?.["x-generate"] !== undefined;
    return { name, app: ownerOf(name, members), state, canBeMade };
  });
  return rows.sort((a, b) => Number(a.state === "not needed") - Number(b.state === "not needed"));
}

function ownerOf(name: string, members: readonly Member[]): string {
  return members.find(({ schema }) => Object.hasOwn(schema.properties, name))?.app.name ?? "cluster";
}
