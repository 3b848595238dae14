import { showsSecrets } from "./claimed-secrets.ts";

/** What one computation read. */
export interface Frame {
  readonly id: string;
  readonly owner: string;
  readonly reads: Set<string>;
  /** Secrets among it, as far as they are texts. */
  readonly secrets: Set<string>;
  tainted: boolean;
}

export function frame(id: string, owner: string): Frame {
  return { id, owner, reads: new Set(), secrets: new Set(), tainted: false };
}

/** Notes that the secret was read. */
export function taintBy(current: Frame, secret: unknown): void {
  current.tainted = true;
  if (typeof secret === "string" && secret !== "") current.secrets.add(secret);
}

/** Throws when a secret flows into a variable that is not marked; a boolean carries none on. */
export function assertTaint(current: Frame, isSecret: boolean, value: unknown): void {
  const flows = current.tainted && typeof value !== "boolean";
  if (flows && !isSecret) throw new Error(`${current.id} reads a secret but is not marked secret`);
}

/** A claim may hand a secret on as it stands: whoever reads that part of it is tainted, and nobody else. */
export function mayHoldSecrets(origin: "offer" | "claim" | "grant", value: unknown, read: Frame): boolean {
  if (origin !== "claim") return origin === "grant";
  return read.secrets.size > 0 && showsSecrets(value, read.secrets);
}
