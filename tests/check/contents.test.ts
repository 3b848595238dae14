import { expect, test } from "vitest";
import { dragonfly, findings, folder, manifest, type SmallCase } from "./small.ts";

const HASH = `#${"a".repeat(64)}`;
const server = dragonfly.replace("replicas: 1", "replicas: 1, aclFromSecret: {name: acl, key: acl}");
const acl = (...lines: readonly string[]): Record<string, string> => ({
  "df.yaml": server,
  "acl.sops.yaml": manifest(
    "v1",
    "Secret",
    "acl",
    `stringData:\n  acl: |\n${lines.map((line) => `    ${line}\n`).join("")}`,
  ),
});
const DEFAULT = `USER default ON ${HASH} ~* &* +@ALL`;
const url = (text: string): Record<string, string> => ({
  "s.sops.yaml": manifest("v1", "Secret", "s", `stringData:\n  URL: ${JSON.stringify(text)}\n`),
});
const owner = (name: string, bootstrap = "{initdb: {database: d, owner: o}}"): Record<string, string> => ({
  "pg.yaml": manifest(
    "postgresql.cnpg.io/v1",
    "Cluster",
    "pg",
    `spec: {instances: 1, bootstrap: ${bootstrap}, managed: {roles: [{name: m}]}}\n`,
  ),
  "d.yaml": manifest(
    "postgresql.cnpg.io/v1",
    "Database",
    "d",
    `spec:\n  cluster: {name: pg}\n  name: d\n  owner: ${name}\n`,
  ),
});

type Case = readonly [name: string, files: Record<string, string>, ...expected: string[]];

const cases: readonly Case[] = [
  ["an ACL file", acl(DEFAULT, `USER u ON ${HASH} ~u:* +@read`)],
  ["one with a line that is none", acl(DEFAULT, "USER u ON >secret ~u:*"), "acl-syntax acl.sops.yaml:6:8"],
  ["one without the default user", acl(`USER u ON ${HASH} ~u:*`), "acl-default-user acl.sops.yaml:6:8"],
  ["one that is encrypted", acl("ENC[AES256_GCM,data:x]")],
  ["a URL", url("postgresql://u:p%40ss@host:5432/d?sslmode=require")],
  ["a URL without credentials", url("redis://host:6379/0")],
  ["a URL with an address in its query", url("postgresql://host/d?application_name=a@b")],
  ["a URL that the cluster completes", url("postgresql://u:$(PASSWORD)@host/d")],
  ["a password with a slash", url("postgresql://u:pa/ss@host/d"), "url-not-encoded s.sops.yaml:6:8"],
  ["a password with an at", url("redis://:p@ss@host:6379"), "url-not-encoded s.sops.yaml:6:8"],
  ["a password with a percent sign", url("redis://:50%off@host:6379"), "url-not-encoded s.sops.yaml:6:8"],
  ["another scheme", url("https://u:p/a@host/")],
  ["the first database's owner", owner("o")],
  ["a managed role as owner", owner("m")],
  ["the first database's name as owner", owner("d", "{initdb: {database: d}}")],
  ["nobody as owner", owner("x"), "unknown-role d.yaml:8:10"],
  ["anybody in a restored Cluster", owner("x", "{recovery: {source: s}}")],
];

const smallCases = cases.map(([name, files, ...expected]): SmallCase => {
  return { name, files: folder(files), expected };
});

test.each(smallCases)("$name", (each) => {
  expect(findings(each).filter((finding) => !finding.startsWith("missing-"))).toEqual(each.expected);
});
