import type { Problem } from "../../problem.ts";
import { shown } from "../problems.ts";
import { get, text } from "../value.ts";
import { isReservedRole, locale, RESERVED_DATABASES } from "./cnpg-cluster.ts";
import { atMostOne, has, type KindRules, type Subject } from "./kind.ts";

/** CloudNativePG's databases, roles and poolers. */
export const cnpgOtherKinds: KindRules = {
  "postgresql.cnpg.io/Database": [database, locale()],
  "postgresql.cnpg.io/DatabaseRole": [role],
  "postgresql.cnpg.io/Pooler": [pooler],
};

function* database({ spec, fail }: Subject): Iterable<Problem> {
  const name = text(get(spec, "name"));
  if (name === undefined || !RESERVED_DATABASES.has(name)) return;
  yield fail(
    "reserved-name",
    ["spec", "name"],
    `the database ${name} is PostgreSQL's own`,
    "choose another name",
  );
}

function* role({ spec, fail }: Subject): Iterable<Problem> {
  const name = text(get(spec, "name"));
  if (name !== undefined && isReservedRole(name))
    yield fail(
      "reserved-name",
      ["spec", "name"],
      `the role ${shown(name)} is reserved`,
      "choose another name",
    );
  if (has(spec, "passwordSecret") && get(spec, "disablePassword") === true)
    yield fail(
      "one-of",
      ["spec", "disablePassword"],
      "passwordSecret and disablePassword exclude each other",
      "keep one of the two",
    );
  const certificate = get(spec, "clientCertificate");
  if ((certificate ?? null) === null || get(certificate, "enabled") === false || get(spec, "login") === true)
    return;
  const message = "a client certificate is for a role that may log in";
  yield fail("excluded-field", ["spec", "clientCertificate"], message, "write login: true");
}

function* pooler(subject: Subject): Iterable<Problem> {
  const { manifest, spec, fail } = subject;
  yield* atMostOne(subject, ["spec", "pgbouncer"], get(spec, "pgbouncer"), ["image", "imageCatalogRef"]);
  if (get(spec, "cluster", "name") !== manifest.name) return;
  const message = "a Pooler may not be called like its Cluster, whose Service it would take";
  yield fail("object-name", ["metadata", "name"], message, "give it another name");
}
