import { createHash } from "node:crypto";
import type { Finding } from "../app.ts";
import type { PostgresServer } from "../offers.ts";
import { type EnvironmentEntry, fromSecret } from "../pod-environment.ts";
import { saltFor, scramVerifier } from "./scram.ts";

/** A database on a server that is there already. */
export interface ServerDatabase {
  readonly server: PostgresServer;
  readonly role: string;
  readonly database: string;
  readonly sslmode: string;
  /** An extension to be made in it. */
  readonly extension?: string;
  /** The day of a confirmed deletion; absent: the Job makes the database. */
  readonly deletion?: string;
}

/** The environment of the Job that runs createSql or deleteSql; `secret` is the Secret with `jobSecrets`. */
export function jobEnvironment(database: ServerDatabase, secret: string): EnvironmentEntry[] {
  const { server, extension, deletion } = database;
  const plain = {
    PGHOST: server.host,
    PGPORT: String(server.port),
    PGUSER: server.admin.user,
    PGDATABASE: server.admin.database,
    PGSSLMODE: database.sslmode,
    PGCONNECT_TIMEOUT: "10",
    APP_ROLE: database.role,
    APP_DATABASE: database.database,
    ...(extension !== undefined && { APP_EXTENSION: extension }),
    ...(deletion !== undefined && { APP_DELETE_CONFIRMED: deletion }),
  };
  const secrets = deletion === undefined ? ["PGPASSWORD", "APP_VERIFIER"] : ["PGPASSWORD"];
  return [...Object.entries(plain).map(([name, value]) => ({ name, value })), ...fromSecret(secret, secrets)];
}

/** What the Job that makes a database may know: the role's password only as the server keeps it. Secret. */
export function createSecrets(adminPassword: string, role: { name: string; password: string; key: string }) {
  const salt = saltFor(`postgresql ${role.name}`, role.key);
  return { PGPASSWORD: adminPassword, APP_VERIFIER: scramVerifier(role.password, salt) };
}

/** A name that is another one for another database, another image and another `run`. */
export function createJobName(app: string, database: ServerDatabase, image: string, run: number): string {
  const { server, role, extension } = database;
  const parts = [server.host, server.port, database.database, role, extension, image, run];
  const hash = createHash("sha256").update(JSON.stringify(parts)).digest("hex");
  return `${app}-database-create-${hash.slice(0, 10)}`;
}

/** The settings behind a Job that makes a database; their names begin with the app's prefix. */
export interface CreateSettings {
  readonly prefix: string;
  readonly role: string;
  readonly password: string;
  readonly admin: string;
}

/** What such a Job cannot do: set the password that it signs in with, and one that it would have to prepare. */
export function* createFindings({ prefix, role, password, admin }: CreateSettings): Iterable<Finding> {
  if (role === admin)
    yield {
      code: "reserved-name",
      setting: `${prefix}_db_user`,
      message: `${role} administers the server, and no app may`,
      hint: `take another name, such as ${prefix}`,
    };
  if ([...password].some((character) => character.charCodeAt(0) > 127))
    yield {
      code: "password-characters",
      setting: `${prefix}_db_password`,
      message: "the Job that makes the role can only set a password of ASCII characters",
      hint: "take letters, digits and signs of ASCII, or make the role yourself",
    };
}

/** Gives `no-backup` for switches that mean nothing on a server that is there already. */
export function* backupFindings(on: Readonly<Record<string, boolean>>): Iterable<Finding> {
  for (const [setting, value] of Object.entries(on)) {
    if (!value) continue;
    yield {
      code: "no-backup",
      severity: "warning",
      setting,
      message: "a database on a server that is there already is neither archived nor restored from here",
      hint: `back it up where the server is kept, and set ${setting}: false`,
    };
  }
}
