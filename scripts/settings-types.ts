import { compile } from "json-schema-to-typescript";
import type { Member } from "../src/derive.ts";
import type { SettingSchema, SettingsPart } from "../src/schema.ts";
import { identifier } from "./registry.ts";

/** TypeScript source with one interface of settings for each owner. */
export async function writeSettingsTypes(
  parts: ReadonlyMap<string, SettingsPart>,
  members: readonly Member[],
): Promise<string> {
  const texts = [];
  for (const [owner, part] of parts) {
    const member = members.find(({ app }) => app.name === owner);
    if (member) texts.push(await interfaceOf(interfaceName(owner), part, member));
  }
  return texts.join("\n");
}

/** `LitellmSettings`; the cluster's own are `BaseSettings`. */
export function interfaceName(owner: string): string {
  const name = identifier(owner);
  return owner === "cluster" ? "BaseSettings" : `${name.charAt(0).toUpperCase()}${name.slice(1)}Settings`;
}

async function interfaceOf(name: string, part: SettingsPart, { app }: Member): Promise<string> {
  const computed = new Set([...app.toggles.map((toggle) => toggle.name), ...Object.keys(app.defaults ?? {})]);
  const entries = Object.entries(part.properties).map(([key, setting]) => {
    const always = "default" in setting || computed.has(key) || part.required?.includes(key);
    return [key, always ? bare(setting) : nullable(setting)];
  });
  const schema = {
    type: "object" as const,
    additionalProperties: false,
    required: entries.map(([key]) => key as string),
    properties: Object.fromEntries(entries),
  };
  return compile(schema, name, { bannerComment: "", format: false, ignoreMinAndMaxItems: true });
}

function bare({ default: _default, ...setting }: SettingSchema): object {
  return setting;
}

/** A setting without a default may be absent: its variable is null then. */
function nullable(setting: SettingSchema): object {
  if (setting.enum) return { ...setting, enum: [...setting.enum, null], type: [setting.type, "null"] };
  return { ...setting, type: [setting.type, "null"] };
}
