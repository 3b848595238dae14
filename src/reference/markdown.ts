import type { AppReference, DerivedReference, SettingReference } from "./reference.ts";
import { asCode } from "./value.ts";

/** The reference of all given apps as one Markdown page. `introduction` stands below the title. */
export function asMarkdown(apps: readonly AppReference[], introduction: readonly string[]): string {
  const contents = apps.map(({ app, title }) => `- [${title}](#${anchor(title)}): \`${app}\``);
  const blocks = [
    "# Settings of cluster.yaml",
    ...introduction,
    ...(apps.length > 1 ? [contents.join("\n")] : []),
    ...apps.flatMap(chapter),
  ];
  return `${blocks.join("\n\n")}\n`;
}

function anchor(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");
}

function chapter({ title, description, settings, derived }: AppReference): string[] {
  return [
    `## ${title}`,
    ...(description ? [description] : []),
    ...settings.flatMap(section),
    ...(derived.length > 0 ? [`### Computed for ${title}`, derivedTable(derived)] : []),
  ];
}

function section(setting: SettingReference): string[] {
  const { name, description, example, needs, entries, deprecated } = setting;
  return [
    `### \`${name}\``,
    facts(setting).join(" · "),
    ...(deprecated ? [`**Deprecated**: ${deprecated}`] : []),
    ...(description ? [description] : []),
    ...(needs && needs.length > 0 ? [needsLine(setting)] : []),
    ...(example === undefined ? [] : [`Example: ${asCode(example)}`]),
    ...(entries.length > 0 ? [entries.map(entryLine).join("\n")] : []),
  ];
}

function facts(setting: SettingReference): string[] {
  const { limits, required, allowed, form, pattern, secret, generated, computed } = setting;
  return [
    ...limits,
    ...(required ? ["**required**"] : []),
    ...(secret ? ["**secret**"] : []),
    ...(generated ? ["made by `clusterloom secrets generate`"] : []),
    ...(setting.default === undefined ? [] : [`default ${asCode(setting.default)}`]),
    ...(computed ? [`default: ${computed.replace(/\.$/, "")}`] : []),
    ...(allowed ? [`one of ${allowed.map(asCode).join(", ")}`] : []),
    ...(form ? [form] : pattern === undefined ? [] : [`matches ${asCode(pattern)}`]),
  ];
}

function needsLine({ needs = [], automatic }: SettingReference): string {
  const names = needs.map((need) =>
    need.startsWith("offer:") ? `something that offers ${asCode(need.slice("offer:".length))}` : asCode(need),
  );
  const absent = automatic ? "Left out, it is on as soon as they are there." : "Left out, it is off.";
  return `Needs ${names.join(", ")}. ${absent}`;
}

function entryLine(entry: SettingReference): string {
  const text = entry.description ? `: ${entry.description}` : "";
  return `- \`${entry.name}\` (${facts(entry).join(" · ")})${text}`;
}

/** A bar would end the cell. */
function derivedTable(derived: readonly DerivedReference[]): string {
  const rows = derived.map(({ name, type, description, secret, setInstead }) => {
    const cells = [`\`${name}\``, secret ? `${type}, secret` : type, description, setInstead ?? ""];
    return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  });
  return ["| variable | type | what it is | set instead |", "| --- | --- | --- | --- |", ...rows].join("\n");
}
