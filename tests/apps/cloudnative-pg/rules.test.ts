import { describe, expect, test } from "vitest";
import { type DatabaseClaim, findings, type Settings } from "./given.ts";

const backedUp: DatabaseClaim = { cluster: "notes-db", namespace: "notes", backup: true };
const pgvector = { cnpg_pgvector_enabled: true };
const postgres = "ghcr.io/cloudnative-pg/postgresql";
const extension = "ghcr.io/cloudnative-pg/pgvector";

interface Case {
  readonly name: string;
  readonly settings: Settings;
  readonly databases?: readonly DatabaseClaim[];
  /** Code and setting of each finding. */
  readonly found?: readonly (readonly [code: string, setting: string])[];
}

const cases: readonly Case[] = [
  { name: "defaults", settings: {}, databases: [backedUp] },
  { name: "plugin with cert-manager", settings: { cnpg_barman_plugin_enabled: true } },
  {
    name: "plugin without cert-manager",
    settings: { cnpg_barman_plugin_enabled: true, cert_manager_enabled: false },
    found: [["plugin-needs-cert-manager", "cnpg_barman_plugin_enabled"]],
  },
  {
    name: "plugin without cert-manager, and a backup",
    settings: { cnpg_barman_plugin_enabled: true, cert_manager_enabled: false },
    databases: [backedUp],
    found: [["plugin-needs-cert-manager", "cnpg_barman_plugin_enabled"]],
  },
  { name: "no cert-manager and nothing that needs it", settings: { cert_manager_enabled: false } },
  {
    name: "backup without cert-manager",
    settings: { cert_manager_enabled: false },
    databases: [backedUp],
    found: [["backup-needs-plugin", "cert_manager_enabled"]],
  },
  {
    name: "backup without the plugin",
    settings: { cnpg_barman_plugin_enabled: false },
    databases: [backedUp],
    found: [["backup-needs-plugin", "cnpg_barman_plugin_enabled"]],
  },
  { name: "whole credential", settings: { cnpg_s3_access_key: "a", cnpg_s3_secret_key: "s" } },
  {
    name: "access key alone",
    settings: { cnpg_s3_access_key: "a" },
    found: [["half-credential", "cnpg_s3_access_key"]],
  },
  {
    name: "secret key alone",
    settings: { cnpg_s3_secret_key: "s" },
    found: [["half-credential", "cnpg_s3_secret_key"]],
  },
  { name: "limit at the request", settings: { cnpg_memory_request: "1Gi", cnpg_memory_limit: "1024Mi" } },
  {
    name: "limit below the request",
    settings: { cnpg_memory_request: "1Gi", cnpg_memory_limit: "1G" },
    found: [["limit-under-request", "cnpg_memory_limit"]],
  },
  {
    name: "plugin's limit below its request",
    settings: { cnpg_barman_plugin_memory_request: "512Mi" },
    found: [["limit-under-request", "cnpg_barman_plugin_memory_limit"]],
  },
  {
    name: "tag and digest",
    settings: { cnpg_postgres_image: `${postgres}:17.10-standard-trixie@sha256:01` },
  },
  { name: "major version alone", settings: { cnpg_postgres_image: `${postgres}:18` } },
  ...[postgres, `${postgres}@sha256:01`, `${postgres}:latest`, `${postgres}:v18.4`].map(
    (cnpg_postgres_image): Case => ({
      name: `tag of ${cnpg_postgres_image}`,
      settings: { cnpg_postgres_image },
      found: [["postgres-image-tag", "cnpg_postgres_image"]],
    }),
  ),
  {
    name: "PostgreSQL that the operator no longer supports",
    settings: { cnpg_postgres_image: `${postgres}:13.22-standard-bookworm` },
    found: [["postgres-too-old", "cnpg_postgres_image"]],
  },
  { name: "pgvector", settings: pgvector },
  { name: "pgvector off", settings: { cnpg_pgvector_image: `${extension}:0.8.1-17-bookworm` } },
  {
    name: "pgvector on PostgreSQL 17",
    settings: {
      ...pgvector,
      cnpg_postgres_image: `${postgres}:17.10-standard-trixie`,
      cnpg_pgvector_image: `${extension}:0.8.6-17-trixie`,
    },
    found: [["pgvector-needs-postgresql-18", "cnpg_pgvector_enabled"]],
  },
  {
    name: "pgvector for another major version",
    settings: { ...pgvector, cnpg_pgvector_image: `${extension}:0.8.6-19-trixie` },
    found: [["pgvector-image-mismatch", "cnpg_pgvector_image"]],
  },
  {
    name: "pgvector for another distribution",
    settings: { ...pgvector, cnpg_pgvector_image: `${extension}:0.8.6-18-bookworm` },
    found: [["pgvector-image-mismatch", "cnpg_pgvector_image"]],
  },
  {
    name: "pgvector in an image that tells nothing",
    settings: { ...pgvector, cnpg_pgvector_image: "registry.example.com/pgvector:mine" },
  },
  { name: "pgvector of the tag's version", settings: { ...pgvector, cnpg_pgvector_version: "0.8.6" } },
  {
    name: "pgvector of another version than the tag's",
    settings: { ...pgvector, cnpg_pgvector_version: "0.8.5" },
    found: [["pgvector-version-mismatch", "cnpg_pgvector_version"]],
  },
  ...["0.6.0", "0.7.4", "0.8.1"].map(
    (version): Case => ({
      name: `pgvector ${version}`,
      settings: { ...pgvector, cnpg_pgvector_image: `${extension}:${version}-18-trixie` },
      found: [["pgvector-vulnerable", "cnpg_pgvector_image"]],
    }),
  ),
  ...["0.5.1", "0.8.2", "0.9.0", "1.0.0"].map(
    (version): Case => ({
      name: `pgvector ${version}`,
      settings: { ...pgvector, cnpg_pgvector_image: `${extension}:${version}-18-trixie` },
    }),
  ),
];

describe("rules", () => {
  test.each(cases)("$name", ({ settings, databases = [], found = [] }) => {
    expect(findings(settings, databases).map(({ code, setting }) => [code, setting])).toEqual(found);
  });

  test("a finding about half a credential does not tell it", () => {
    const [finding] = findings({ cnpg_s3_secret_key: "hunter2hunter2" });
    expect(JSON.stringify(finding)).not.toContain("hunter2");
  });
});
