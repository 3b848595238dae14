import fc from "fast-check";
import { expect, it } from "vitest";
import { addEntries, removeEntries } from "../../../src/output/shared/merge.ts";

const FILE = "kustomization.yaml";
const entry = fc.oneof(
  fc.stringMatching(/^\.\/[a-z][a-z-]{0,8}\/ks\.yaml$/),
  fc.constantFrom(
    "https://example.org/x?ref=v1",
    "../base",
    "a b",
    "it's",
    "#hash",
    "yes",
    "[a]",
    "a: b",
    "ü",
  ),
);
const comment = fc.constantFrom("", " # note", "  #");
const between = fc.constantFrom("", "\n", "# a comment\n", "  # - ./off\n");

const asBlock = (items: readonly string[], indent: string, note: string, line: string) =>
  `resources:${note}\n${items.map((item) => `${indent}- ${JSON.stringify(item)}${note}\n${line}`).join("")}`;
const asFlow = (items: readonly string[], space: string, note: string) =>
  `resources: [${space}${items.map((item) => JSON.stringify(item)).join(`,${space}`)}${space}]${note}\n`;

const list = fc
  .record({
    items: fc.uniqueArray(entry, { maxLength: 4 }),
    style: fc.constantFrom("block", "flow", "tall", "absent", "~"),
    indent: fc.constantFrom("", "  ", "    "),
    note: comment,
    line: between,
  })
  .map(({ items, style, indent, note, line }) => {
    if (style === "absent") return "";
    if (style === "~") return `resources: ~${note}\n`;
    if (style === "block") return asBlock(items, indent, note, line);
    return asFlow(items, style === "tall" ? "\n  " : indent, note);
  });

const key = fc.constantFrom<string[]>(
  "apiVersion: kustomize.config.k8s.io/v1beta1\n",
  "kind: Kustomization # k\n",
  "namespace: ai\n",
  "components:\n  - ../../components/sops\n",
  "patches:\n  - patch: |+\n      a: b\n\n",
  "labels: [{pairs: {a: b}}]\n",
);

const kustomization = fc
  .record({
    bom: fc.boolean(),
    start: fc.constantFrom("", "---\n", "# header\n---\n"),
    keys: fc.uniqueArray(key, { minLength: 1 }),
    list,
    place: fc.nat(6),
    crlf: fc.boolean(),
    end: fc.constantFrom("", "\n", "# end\n", "...\n"),
    finalNewline: fc.boolean(),
  })
  .map(({ bom, start, keys, list: resources, place, crlf, end, finalNewline }) => {
    const body = keys.toSpliced(place, 0, resources).join("");
    const text = `${start}${body}${end}`;
    const cut = finalNewline ? text : text.replace(/\n+$/, "");
    return `${bom ? "\ufeff" : ""}${crlf ? cut.replaceAll("\n", "\r\n") : cut}`;
  });

it("adding entries and removing them again gives the same bytes", () => {
  fc.assert(
    fc.property(kustomization, fc.uniqueArray(entry, { minLength: 1, maxLength: 3 }), (text, entries) => {
      const { value, problems } = addEntries(text, FILE, entries);
      expect(problems).toEqual([]);
      const back = removeEntries(value?.text ?? "", FILE, value?.added ?? [], value?.before);
      expect(back.value?.text).toBe(text);
    }),
    { numRuns: 400 },
  );
});

it("adding in two steps and removing in the other order gives the same bytes", () => {
  fc.assert(
    fc.property(kustomization, (text) => {
      const first = addEntries(text, FILE, ["./one"]).value;
      const second = addEntries(first?.text ?? "", FILE, ["./two"]).value;
      const back = removeEntries(second?.text ?? "", FILE, ["./one"], first?.before).value;
      expect(removeEntries(back?.text ?? "", FILE, ["./two"], first?.before).value?.text).toBe(text);
    }),
    { numRuns: 200 },
  );
});
