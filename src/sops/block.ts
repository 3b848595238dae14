import type { Layout } from "./metadata.ts";
import type { Selector } from "./selector.ts";

/** What goes into the `sops` block of a file. */
export interface BlockValues {
  readonly age: readonly { readonly recipient: string; readonly enc: string }[];
  readonly lastModified: string;
  readonly mac: string;
  readonly macOnlyEncrypted: boolean;
  readonly selector: Selector;
  readonly version: string;
}

/** How a block is written: columns per level, and the order of keys where the file had a block before. */
export interface BlockStyle {
  readonly indent: number;
  readonly column: number;
  readonly before: Pick<Layout, "keys" | "empty" | "entryKeys"> | undefined;
}

/**
 * Prints the block. Keys that the file had keep their order; otherwise they are sorted, as sops 3.13 writes them.
 * `lastmodified` is quoted: unquoted it is a time, at which sops 3.13 stops.
 */
export function printBlock(values: BlockValues, style: BlockStyle): string {
  const printed = printedValues(values, style);
  const before = style.before?.keys ?? [];
  const added = [...printed.keys()].filter((key) => !before.includes(key)).sort();
  const lines = [...before, ...added].flatMap((key) => {
    const value = printed.get(key) ?? (style.before?.empty.includes(key) ? "[]" : undefined);
    return value === undefined
      ? []
      : [`${" ".repeat(style.indent)}${key}:${value.startsWith("\n") ? "" : " "}${value}`];
  });
  return `${["sops:", ...lines].join("\n").replace(/^/gm, " ".repeat(style.column))}\n`;
}

function printedValues(values: BlockValues, style: BlockStyle): Map<string, string> {
  return new Map([
    ["age", printEntries(values.age, style)],
    ["lastmodified", `"${values.lastModified}"`],
    ["mac", values.mac],
    ...(values.macOnlyEncrypted ? [["mac_only_encrypted", "true"] as const] : []),
    [values.selector.kind, printText(values.selector.value)],
    ["version", values.version],
  ]);
}

function printEntries(entries: BlockValues["age"], style: BlockStyle): string {
  const [first] = style.before?.entryKeys ?? [];
  return entries.map((entry) => printEntry(entry, first === "recipient", 2 * style.indent)).join("");
}

function printEntry(entry: BlockValues["age"][number], recipientFirst: boolean, column: number): string {
  const pad = " ".repeat(column);
  const armor = entry.enc.trimEnd().replaceAll("\n", `\n${pad}    `);
  const enc = `enc: |\n${pad}    ${armor}`;
  const recipient = `recipient: ${entry.recipient}`;
  const [head, tail] = recipientFirst ? [recipient, enc] : [enc, recipient];
  return `\n${pad}- ${head}\n${pad}  ${tail}`;
}

/** Plain where no YAML reader can take it for anything but text, in single quotes otherwise. */
function printText(text: string): string {
  return /^[\^(_][\w^$()|./\\+*-]*$/.test(text) ? text : `'${text.replaceAll("'", "''")}'`;
}
