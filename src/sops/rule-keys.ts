import { isMap, isScalar, isSeq, type YAMLMap } from "yaml";
import { isBuiltIn, recipientKind } from "./age.ts";
import { addProblem, offsetOf, type RuleReader } from "./rules.ts";

/** Who can read the files of a rule. */
export interface RuleKeys {
  readonly recipients: readonly string[];
  /** True when any of the keys, or the way they are split, is for the sops binary. */
  readonly external: boolean;
}

const EXTERNAL_FIELDS = [
  "kms",
  "pgp",
  "gcp_kms",
  "hckms",
  "azure_keyvault",
  "hc_vault_transit_uri",
  "hc_vault",
  "merge",
];

/** A recipient and where it stands. */
interface Named {
  readonly text: string;
  readonly offset: number;
}

/**
 * Reads the keys of a creation rule; `key_groups` take the place of the flat fields, as in sops.
 * Problems: a recipient that is none, a private key in its place, no key at all.
 */
export function readKeys(rule: YAMLMap, reader: RuleReader): RuleKeys {
  const groups = groupsOf(rule, reader);
  const named = groups.flatMap((group) => recipientsOf(group, reader));
  const otherKeys = groups.some((group) => EXTERNAL_FIELDS.some((field) => !isEmpty(group.get(field, true))));
  if (!named.length && !otherKeys) {
    const hint = "add `age:` with the recipients that may read these files";
    addProblem(reader, "sops-rule-no-key", offsetOf(rule), "a rule without any key", hint);
  }
  const external =
    otherKeys || groups.length > 1 || named.some(({ text }) => recipientKind(text) === "external");
  for (const recipient of named) checkRecipient(recipient, reader);
  return { recipients: [...new Set(named.map(({ text }) => text))], external };
}

function groupsOf(rule: YAMLMap, reader: RuleReader): YAMLMap[] {
  const groups = rule.get("key_groups", true) as unknown;
  if (!isSeq(groups) || groups.items.length === 0) return [rule];
  return groups.items.flatMap((group): YAMLMap[] => {
    if (isMap(group)) return [group];
    addProblem(
      reader,
      "sops-rule-key-group",
      offsetOf(group),
      "a key group that is not a map",
      "write `- age: [...]`",
    );
    return [];
  });
}

/** Recipients as one text with commas, or as a list whose items may hold commas as well. */
function recipientsOf(group: YAMLMap, reader: RuleReader): Named[] {
  const age = group.get("age", true) as unknown;
  if (isEmpty(age)) return [];
  return (isSeq(age) ? age.items : [age]).flatMap((item) => {
    if (isScalar(item) && typeof item.value === "string")
      return splitRecipients(item.value, offsetOf(item), reader);
    addProblem(
      reader,
      "sops-recipient-invalid",
      offsetOf(item),
      "a recipient that is not a text",
      "write `age1…`",
    );
    return [];
  });
}

function splitRecipients(value: string, start: number, { text }: RuleReader): Named[] {
  const names = value.split(",").flatMap((name) => name.trim() || []);
  return names.map((name) => ({ text: name, offset: Math.max(text.indexOf(name, start), start) }));
}

function checkRecipient({ text, offset }: Named, reader: RuleReader): void {
  const kind = recipientKind(text);
  if (isBuiltIn(kind) || kind === "external") return;
  if (kind === "private-key") {
    const hint =
      "write its public key, which starts with `age1`, and make a new private key: this one has been shown";
    addProblem(reader, "sops-recipient-private-key", offset, "a private key where a recipient belongs", hint);
    return;
  }
  const hint = "write the public key whole, as `age-keygen -y age.key` prints it";
  addProblem(
    reader,
    "sops-recipient-invalid",
    offset,
    "not an age recipient, or one with a typing error",
    hint,
  );
}

function isEmpty(node: unknown): boolean {
  if (isSeq(node) || isMap(node)) return node.items.length === 0;
  return !isScalar(node) || node.value === null || node.value === "";
}
