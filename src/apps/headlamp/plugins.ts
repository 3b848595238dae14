import { toYaml } from "../../render/yaml.ts";
import type { HeadlampVariables } from "./variables.ts";

/** One plugin as pluginctl reads it (plugins/pluginctl/src/multi-plugin-management.js). */
export interface Plugin {
  readonly name: string;
  readonly source: string;
  readonly version: string;
}

/** The page of the assistant on Artifact Hub. */
const assistantSource = "https://artifacthub.io/packages/headlamp/headlamp-plugins/headlamp_ai_assistant";

type Choice = Pick<
  HeadlampVariables,
  "headlamp_plugins" | "headlamp_ai_assistant_enabled" | "headlamp_ai_assistant_version"
>;

/** The plugins to install: the user's own, and the assistant when it is on. */
export function pluginsOf(v: Choice): Plugin[] {
  const version = v.headlamp_ai_assistant_version;
  const assistant = { name: "ai-assistant", source: assistantSource, version };
  return [...v.headlamp_plugins, ...(v.headlamp_ai_assistant_enabled ? [assistant] : [])];
}

/** The folder that pluginctl installs a plugin into: the last part of its page's address. */
export function folderOf({ source }: Pick<Plugin, "source">): string {
  return source.slice(source.lastIndexOf("/") + 1);
}

/** The text of pluginctl's plugin.yml. */
export function pluginConfig(plugins: readonly Plugin[]): string {
  const entries = plugins.map(({ name, source, version }) => ({ name, source, version }));
  const config = { plugins: entries, installOptions: { parallel: true, maxConcurrent: 2 } };
  return `${toYaml(config, 0).trimStart()}\n`;
}
