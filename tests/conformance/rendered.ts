import { parseConfig } from "../../src/config/load.ts";
import { desiredTree } from "../../src/configure/desired.ts";
import { judgeSettings } from "../../src/configure/settings.ts";
import { templates } from "../../src/generated/templates.js";
import { builtIn } from "../../src/platform.ts";
import { hasErrors, type Outcome } from "../../src/problem.ts";
import { compiledFrom } from "../../src/render/compiled.ts";

const alone = { namespaces: new Set<string>(), root: false, transforms: new Map() };

/** Texts by path: everything that a new repository gets, secrets in plaintext. Nothing is written. */
export type Rendered = ReadonlyMap<string, string>;

/** Takes a cluster.yaml through the line up to the sealing. */
export function renderConfig(file: string, text: string): Outcome<Rendered> {
  const loaded = parseConfig(file, text);
  if (!loaded.value || hasErrors(loaded.problems)) return { value: undefined, problems: loaded.problems };
  const settings = judgeSettings({ config: loaded.value, secrecy: "plain" }, loaded.problems, builtIn);
  if (!settings.value) return { value: undefined, problems: settings.problems };
  const { value: tree, problems } = desiredTree(settings.value, compiledFrom(templates()), alone);
  if (!tree) return { value: undefined, problems };
  const texts = new Map([...tree.files].map(([path, file]) => [path, file.text]));
  for (const { path, entries, skeleton } of tree.shared) if (skeleton) texts.set(path, skeleton(entries));
  return { value: texts, problems };
}
