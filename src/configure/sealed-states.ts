import type { Problem } from "../problem.ts";
import { readSealed } from "../sops/read-sealed.ts";
import { ruleFor } from "../sops/rules.ts";
import { sameSelector } from "../sops/selector.ts";
import { openOne, type Vault } from "../sops/vault.ts";

/** One encrypted file: who can read it, whether we can, and whether it is as .sops.yaml says. */
export interface SealedRow {
  readonly path: string;
  readonly recipients: readonly string[];
  readonly opensHere: boolean;
  /** Recipients of the rule that the file lacks. */
  readonly added: readonly string[];
  /** Recipients of the file that the rule no longer names. */
  readonly removed: readonly string[];
  /** The rule encrypts other values than the file does. */
  readonly otherValues: boolean;
}

/** The state of one encrypted file, and what it takes to mend it. Problems: those of reading, opening and rules. */
export async function sealedState(
  vault: Vault,
  path: string,
  text: string,
): Promise<{ readonly row: SealedRow | undefined; readonly problems: readonly Problem[] }> {
  const [shape, opened] = await Promise.all([readSealed(text, path), openOne(vault, path, text)]);
  const rule = ruleFor(vault.rules, path);
  if (!shape.value) return { row: undefined, problems: shape.problems };
  const { recipients, selector } = shape.value;
  const wanted = rule.value?.recipients ?? recipients;
  const row: SealedRow = {
    path,
    recipients,
    opensHere: opened.value !== undefined,
    added: wanted.filter((recipient) => !recipients.includes(recipient)),
    removed: recipients.filter((recipient) => !wanted.includes(recipient)),
    otherValues: rule.value !== undefined && !sameSelector(rule.value.selector, selector),
  };
  const damage = opened.problems.filter(({ code }) => code !== "sops-no-identity");
  return { row, problems: [...rule.problems, ...damage, ...drift(row)] };
}

function drift({ path, added, removed, otherValues }: SealedRow): Problem[] {
  const what = [
    ...(added.length > 0 ? [`lacks ${counted(added.length)}`] : []),
    ...(removed.length > 0
      ? [`still opens for ${counted(removed.length)} that .sops.yaml no longer names`]
      : []),
    ...(otherValues ? ["encrypts other values than the rule says"] : []),
  ];
  if (what.length === 0) return [];
  return [
    {
      code: "sealed-file-outdated",
      severity: "warning",
      message: `${path} ${what.join(" and ")}`,
      hint: "run clusterloom secrets updatekeys",
      at: { file: path, line: 1, column: 1 },
    },
  ];
}

function counted(count: number): string {
  return count === 1 ? "1 recipient" : `${count} recipients`;
}
