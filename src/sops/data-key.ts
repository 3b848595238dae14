import type { Outcome, Problem } from "../problem.ts";
import { isBuiltIn, recipientKind } from "./age.ts";
import type { Identity } from "./identity.ts";
import type { Metadata } from "./metadata.ts";
import { errorAt } from "./place.ts";

const DATA_KEY_BYTES = 32;

/**
 * The data key of a file, by the first identity that opens any of its copies; all of them are tried.
 * Problems: no identity at all, none that fits, a copy that is damaged, keys that only the sops binary can use.
 */
export async function openDataKey(
  metadata: Metadata,
  identities: readonly Identity[],
): Promise<Outcome<Buffer>> {
  if (!metadata.age.some(({ recipient }) => isBuiltIn(recipientKind(recipient))))
    return failed(onlyExternal(metadata));
  const damaged: Problem[] = [];
  for (const { enc, at } of metadata.age) {
    for (const identity of identities) {
      const key = await identity.unwrap(enc);
      if (Buffer.isBuffer(key) && key.length === DATA_KEY_BYTES) return { value: key, problems: [] };
      if (key !== "no-match" && !damaged.some((problem) => problem.at === at)) damaged.push(damagedKey(at));
    }
  }
  return damaged.length ? { value: undefined, problems: damaged } : failed(noIdentity(metadata, identities));
}

function failed(problem: Problem): Outcome<never> {
  return { value: undefined, problems: [problem] };
}

function onlyExternal({ layout, otherKeys, age }: Metadata): Problem {
  const keys = [...otherKeys, ...(age.length ? ["plugin or ssh recipients"] : [])].join(", ");
  return errorAt(
    "sops-external",
    layout.at,
    keys
      ? `only the sops binary can open this file, because of ${keys}`
      : "this file names nobody who can open it",
    keys ? "install sops, or add an age recipient" : "restore the `sops` block of this file from git",
  );
}

function damagedKey(at: Problem["at"]): Problem {
  return {
    code: "sops-data-key-damaged",
    severity: "error",
    message: "this copy of the data key is damaged",
    hint: "restore the `sops` block of this file from git",
    ...(at === undefined ? {} : { at }),
  };
}

function noIdentity({ age, layout }: Metadata, identities: readonly Identity[]): Problem {
  const recipients = age.map(({ recipient }) => abbreviate(recipient)).join(", ");
  const sources = [...new Set(identities.map(({ source }) => source))].join(", ");
  return errorAt(
    "sops-no-identity",
    layout.at,
    sources ? `no key in ${sources} opens this file` : "no age key was found to open this file",
    `put the private key of ${recipients} into age.key or SOPS_AGE_KEY_FILE`,
  );
}

/** Hybrid recipients have two thousand characters; the first ones tell them apart. */
function abbreviate(recipient: string): string {
  const printable = recipient.replace(/[^\x21-\x7e]/g, "?");
  return printable.length > 70 ? `${printable.slice(0, 24)}…` : printable;
}
