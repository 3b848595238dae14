import type { App, Facts, Finding, Toggle } from "./app.ts";
import type { Member, Variables } from "./derive.ts";
import { holds, needsOf, offeredKind } from "./needs.ts";

/** A finding and the variables that its rule read to come to it. */
export interface Found extends Finding {
  readonly reads: readonly string[];
}

/**
 * Everything that the toggles and rules find in the settings. What depends on one of `unusable` (settings that do
 * not fit the schema) is not told, so that one mistake gives one problem. Rules about dates need `now`.
 */
export function findings(variables: Variables, unusable: ReadonlySet<string>, now?: Date): Found[] {
  return variables.members.flatMap(({ app }) => [
    ...oncePerNeed(app.toggles.flatMap((toggle) => unmet(variables, app, toggle, unusable))),
    ...(variables.enabled(app.name) ? (app.rules ?? []) : []).flatMap((rule) =>
      heard(variables, app, unusable, (v, facts) => rule(v, facts, now)),
    ),
  ]);
}

/** What keeps an app from running keeps back its further switches, too; it is told of at the first. */
function oncePerNeed(found: readonly Found[]): Found[] {
  const told = new Set<string>();
  return found.filter(({ missing = [] }) => {
    const news = missing.filter((need) => !told.has(need));
    for (const need of news) told.add(need);
    return news.length > 0;
  });
}

function heard(
  variables: Variables,
  app: App<never>,
  unusable: ReadonlySet<string>,
  rule: (v: never, facts: Facts) => Iterable<Finding>,
): Found[] {
  const { value, reads } = variables.read(app.name, (v, facts) => [...rule(v, facts)]);
  return touches(variables, reads, unusable)
    ? []
    : value.map((finding) => ({ ...finding, reads: [...reads] }));
}

function touches(
  variables: Variables,
  reads: Iterable<string>,
  unusable: ReadonlySet<string>,
  seen = new Set<string>(),
): boolean {
  for (const id of reads) {
    if (unusable.has(id)) return true;
    if (seen.has(id)) continue;
    seen.add(id);
    if (touches(variables, variables.nodes.get(id)?.reads ?? [], unusable, seen)) return true;
  }
  return false;
}

/** `true` means that it must hold: names every need, and which of them are missing. */
function unmet(
  variables: Variables,
  app: App<never>,
  toggle: Toggle,
  unusable: ReadonlySet<string>,
): Found[] {
  const node = variables.nodes.get(toggle.name);
  if (node?.origin !== "set" || node.value !== true) return [];
  const judged = needsOf(toggle).map((need) => ({
    need,
    ...variables.read(app.name, (_v, facts) => holds(need, facts)),
  }));
  const missing = judged.filter(({ value, reads }) => !value && !touches(variables, reads, unusable));
  if (missing.length === 0) return [];
  const { members } = variables;
  const needs = missing.map(({ need }) => need);
  const settings = needs.map((need) => settingOf(members, need));
  const all = needsOf(toggle).map((need) => inWords(members, need));
  return [
    {
      code: "toggle-requirement",
      setting: toggle.name,
      missing: settings,
      message: `${toggle.name} is true, but ${listed(needs.map((need) => describe(variables, need)))}`,
      hint: `${hintFor(variables, settings)}; it needs ${listed(all)}`,
      reads: [...new Set(missing.flatMap(({ reads }) => [...reads]))],
    },
  ];
}

function inWords(members: readonly Member[], need: string): string {
  const kind = offeredKind(need);
  return kind ? `${kind} (${settingOf(members, need)})` : (setInstead(members, need) ?? need);
}

/** The setting behind a need: itself, or for an offer the one that brings it about. */
function settingOf(members: readonly Member[], need: string): string {
  const kind = offeredKind(need);
  if (!kind) return need;
  const providers = members.filter(({ app }) => app.offers?.[kind]);
  // An app that we can install comes before a server that the user must have.
  const provider = providers.find(({ app }) => app.toggles.length > 0) ?? providers[0];
  return provider?.app.offeredBy?.[kind] ?? provider?.app.toggles[0]?.name ?? kind;
}

function describe(variables: Variables, need: string): string {
  const kind = offeredKind(need);
  if (kind) return `nothing offers ${kind}`;
  const instead = setInstead(variables.members, need);
  if (instead) return `${instead} is missing`;
  return variables.nodes.get(need)?.type === "boolean" ? `${need} is false` : `${need} is missing`;
}

function hintFor(variables: Variables, settings: readonly string[]): string {
  const parts = settings.map((name) => {
    const instead = setInstead(variables.members, name);
    if (instead) return `set ${instead}`;
    if (variables.nodes.get(name)?.type === "boolean") return `set ${name}: true`;
    return isGenerated(variables.members, name) ? "run clusterloom secrets generate" : `set ${name}`;
  });
  return [...new Set(parts)].join(", ");
}

/** What to set for a need that is computed and cannot be set itself. */
function setInstead(members: readonly Member[], need: string): string | undefined {
  const owner = members.find(({ app }) => app.derived?.[need]);
  return owner?.app.derived?.[need]?.setInstead;
}

/** Whether `secrets generate` can make a value for the setting. */
export function isGenerated(members: readonly Member[], name: string): boolean {
  return members.some(({ schema }) => schema.properties[name]?.["x-generate"] !== undefined);
}

function listed(words: readonly string[]): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
