import { describe, expect, test } from "vitest";
import { type Settings, variablesOf } from "./given.ts";

const plain = {
  operator: { namespace: "cnpg-system", podLabels: { "app.kubernetes.io/name": "cloudnative-pg" } },
  image: "ghcr.io/cloudnative-pg/postgresql:18.4-standard-trixie",
  storageClass: "local-path",
  priorityClass: "system-cluster-critical",
  backups: true,
};
const pgvectorImage = "ghcr.io/cloudnative-pg/pgvector:0.8.6-18-trixie";
const untagged = "registry.example.com/pgvector@sha256:0123";

const cases: readonly { name: string; settings: Settings; offer: object | undefined }[] = [
  { name: "defaults", settings: {}, offer: plain },
  { name: "no operator", settings: { cnpg_enabled: false }, offer: undefined },
  { name: "no plugin", settings: { cnpg_barman_plugin_enabled: false }, offer: { ...plain, backups: false } },
  {
    name: "pgvector, with the version of its tag",
    settings: { cnpg_pgvector_enabled: true },
    offer: { ...plain, pgvector: { image: pgvectorImage, version: "0.8.6" } },
  },
  {
    name: "pgvector, with the version of the setting",
    settings: { cnpg_pgvector_enabled: true, cnpg_pgvector_image: untagged, cnpg_pgvector_version: "0.8.5" },
    offer: { ...plain, pgvector: { image: untagged, version: "0.8.5" } },
  },
  {
    name: "pgvector, with no version to tell",
    settings: { cnpg_pgvector_enabled: true, cnpg_pgvector_image: untagged },
    offer: { ...plain, pgvector: { image: untagged } },
  },
];

test.each(cases)("PostgreSQL: $name", ({ settings, offer }) => {
  expect(variablesOf(settings).facts("notes").offer("postgresql")).toEqual(offer);
});

describe("the shared credential", () => {
  const shared = { rustfs_enabled: true, cnpg_s3_access_key: "access", cnpg_s3_secret_key: "secret" };
  const claim = { cluster: "notes-db", namespace: "notes", backup: true };
  const grants = [
    { name: "goes to a database with a backup", settings: shared, backup: true, expected: "access" },
    { name: "not to one without", settings: shared, backup: false, expected: null },
    {
      name: "not when switched off",
      settings: { ...shared, cnpg_backup_enabled: false },
      backup: true,
      expected: null,
    },
  ];
  test.each(grants)("$name", ({ settings, backup, expected }) => {
    const node = variablesOf(settings, [{ ...claim, backup }]).nodes.get("notes_shared_key");
    expect(node).toMatchObject({ value: expected, secret: true });
  });
});
