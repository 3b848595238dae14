import { describe, expect, it } from "vitest";
import { databaseChecks } from "../../src/postgresql/live.ts";
import { type LiveObject, Unanswered } from "../../src/verify/live.ts";
import { fakeLive, now, verdictOf } from "../verify/fake-live.ts";

const cluster = "kiosk-postgresql";
const database = {
  id: "kiosk",
  title: "Kiosk",
  namespace: "kiosk",
  cluster,
  login: { user: "kiosk", password: "", database: "kiosk", sslmode: "disable" },
  instances: 1,
  tables: ["papers"],
  backup: { schedule: "0 0 2 * * *", store: "kiosk-backup", serverName: "kiosk-2" },
} as const;
const checks = databaseChecks(database);

const ago = (hours: number) => new Date(now.getTime() - hours * 3_600_000).toISOString();
const backup = (phase: string, hours: number, more: object = {}, of = cluster): LiveObject => ({
  metadata: { name: `${phase}-${hours}` },
  spec: { cluster: { name: of } },
  status: { phase, stoppedAt: ago(hours), ...more },
});
const store = (success?: number, failure?: number, server = "kiosk-2"): LiveObject => ({
  metadata: { name: "kiosk-backup" },
  status: {
    serverRecoveryWindow: {
      [server]: {
        ...(success !== undefined && { lastSuccessfulBackupTime: ago(success) }),
        ...(failure !== undefined && { lastFailedBackupTime: ago(failure) }),
      },
    },
  },
});
const error = "no space left on device";

interface Case {
  readonly title: string;
  readonly backups?: readonly LiveObject[];
  readonly store?: LiveObject;
  readonly status: string;
  readonly says?: string;
}

describe("the last base backup", () => {
  it.each<Case>([
    { title: "is young", backups: [backup("completed", 9)], status: "ok", says: "9 hours" },
    { title: "is too old", backups: [backup("completed", 60)], status: "error" },
    { title: "was never made", status: "error" },
    { title: "is another Cluster's", backups: [backup("completed", 1, {}, "other")], status: "error" },
    { title: "is told by the store alone", store: store(5), status: "ok", says: "5 hours" },
    { title: "is another server's in the store", store: store(5, undefined, "kiosk-1"), status: "error" },
    {
      title: "is younger in the store",
      backups: [backup("completed", 90)],
      store: store(1),
      status: "ok",
      says: "1 hour ",
    },
    {
      title: "is older than one that failed",
      backups: [backup("completed", 9), backup("failed", 3, { error })],
      status: "warning",
      says: error,
    },
    {
      title: "is younger than one that failed",
      backups: [backup("completed", 2), backup("failed", 3, { error })],
      status: "ok",
    },
    {
      title: "failed before it could stop",
      backups: [backup("completed", 9), backup("failed", 0, { stoppedAt: undefined, startedAt: ago(1) })],
      status: "warning",
    },
    { title: "failed by the store alone", store: store(20, 2), status: "warning" },
    { title: "only ever failed", backups: [backup("failed", 3, { error })], status: "error", says: error },
  ])("$title", async ({ backups = [], store: kept, status, says = "" }) => {
    const live = fakeLive({ objects: async () => backups, object: async () => kept });
    const verdict = await verdictOf(checks, "kiosk-backup", live);
    expect(verdict.status).toBe(status);
    expect(verdict.message).toContain(says);
  });

  it("is told by one of both where the other may not be read", async () => {
    const forbidden = () => Promise.reject(new Unanswered("you may not", "ask", true));
    const byStore = fakeLive({ objects: forbidden, object: async () => store(5) });
    expect((await verdictOf(checks, "kiosk-backup", byStore)).status).toBe("ok");
    const byBackups = fakeLive({ objects: async () => [backup("completed", 5)], object: forbidden });
    expect((await verdictOf(checks, "kiosk-backup", byBackups)).status).toBe("ok");
    const neither = fakeLive({ objects: forbidden, object: async () => store() });
    await expect(verdictOf(checks, "kiosk-backup", neither)).rejects.toThrow("you may not");
  });
});

describe("the archive", () => {
  const condition = (status: string, message = "") => ({
    metadata: { name: cluster },
    status: { conditions: [{ type: "ContinuousArchiving", status, reason: "X", message }] },
  });
  it.each<[string, LiveObject | undefined, string, string]>([
    ["works", condition("True"), "ok", ""],
    ["fails", condition("False", "unexpected failure: AccessDenied"), "error", "AccessDenied"],
    ["fails without a word", condition("False"), "error", "X"],
    ["is not told of", { metadata: { name: cluster }, status: {} }, "skipped", ""],
    ["has no Cluster", undefined, "error", ""],
  ])("%s", async (_title, found, status, says) => {
    const live = fakeLive({ object: async () => found });
    const verdict = await verdictOf(checks, "kiosk-archiving", live);
    expect(verdict.status).toBe(status);
    expect(verdict.message).toContain(says);
  });
});

describe("a server that is there already", () => {
  const server = {
    host: "db.example.com",
    port: 5433,
    sslmode: "require",
    peer: { host: "db.example.com" },
    admin: { user: "postgres", database: "postgres", password: false },
  } as const;
  const { backup: _none, ...without } = database;
  const external = databaseChecks({ ...without, server });

  it("is asked for the schema and the role only", () => {
    expect(external.map(({ id }) => id)).toEqual(["kiosk-schema", "kiosk-role"]);
  });

  it.each([
    [["f", "f", "f"], "ok"],
    [["t", "f", "f"], "warning"],
    [["f", "f", "t"], "warning"],
  ])("whose role has the rights %j", async (rights, status) => {
    const live = fakeLive({ postgres: (_place, _login, question) => question(async () => [rights]) });
    expect((await verdictOf(external, "kiosk-role", live)).status).toBe(status);
  });

  it("is looked for at its host", async () => {
    const asked: unknown[] = [];
    const live = fakeLive({
      postgres: (place, _login, question) => {
        asked.push(place);
        return question(async () => [["papers"]]);
      },
    });
    expect((await verdictOf(external, "kiosk-schema", live)).status).toBe("ok");
    expect(asked).toEqual([{ name: "Kiosk's database", peer: { host: "db.example.com" }, port: 5433 }]);
  });
});
