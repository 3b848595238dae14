import type { OurTemplates } from "./stamp.ts";

/** The sources of our templates; loaded only by commands that show or copy them. */
export async function ourTemplates(): Promise<OurTemplates> {
  const { default: sources } = await import("../generated/template-sources.json", { with: { type: "json" } });
  const apps = Object.entries(sources as Record<string, string>).filter(([name]) => name.startsWith("apps/"));
  return new Map(apps.map(([name, text]) => [name.slice("apps/".length), text]));
}
