import { describe, expect, it } from "vitest";
import { handoverSteps } from "../../../src/handover/steps.ts";
import { type DatabaseClaim, type Settings, variablesOf } from "./given.ts";

const shared: Settings = {
  rustfs_enabled: true,
  cnpg_s3_access_key: "an-access-key",
  cnpg_s3_secret_key: "a-secret-key",
};
const notes: DatabaseClaim = { cluster: "notes-postgresql", namespace: "office", backup: false };

function steps(settings: Settings, databases: readonly DatabaseClaim[] = []) {
  const found = handoverSteps(variablesOf({ notes_enabled: true, ...settings }, databases));
  return found.filter(({ chapter }) => chapter !== "secrets");
}

describe("what CloudNativePG leaves to do", () => {
  it.each<[Settings, DatabaseClaim[], string[]]>([
    [{}, [], ["verify: Look at the PostgreSQL operator"]],
    [
      shared,
      [],
      ["storage: Give the shared backup credential its buckets", "verify: Look at the PostgreSQL operator"],
    ],
    [
      {},
      [notes],
      ["verify: Look at the PostgreSQL operator", "verify: Look at the database `notes-postgresql`"],
    ],
    [{ cnpg_enabled: false }, [notes], []],
  ])("%j %j", (settings, databases, expected) => {
    const titles = steps(settings, databases).map(({ chapter, title }) => `${chapter}: ${title}`);
    expect(titles).toEqual(expected);
  });

  it.each([true, false])("backups are looked at where there are some: %s", (backup) => {
    const text = steps({}, [{ ...notes, backup }]).at(-1)?.text ?? "";
    expect(text).toContain("kubectl --namespace office get clusters.postgresql.cnpg.io notes-postgresql");
    expect(text.includes("backups.postgresql.cnpg.io")).toBe(backup);
  });
});
