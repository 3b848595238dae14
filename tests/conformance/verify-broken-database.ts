import { type Break, edited } from "./verify-break.ts";
import { objectsOf, type Rig } from "./verify-rig.ts";

type Objects = ReturnType<typeof objectsOf>;

const sql =
  (statement: string, mending: string, database: string) =>
  async ({ postgres }: Rig) => {
    await postgres.asOperator(`\\c ${database}\n${statement}`);
    return () => postgres.asOperator(`\\c ${database}\n${mending}`);
  };

const days = 86_400_000;

function failedSince(error: string): Objects {
  const [good, bad] = [9, 1].map((hours) => objectsOf(hours * 3_600_000, new Date()));
  const failed = (bad?.Backup ?? []).map((one) => ({
    ...one,
    status: { ...one.status, phase: "failed", error },
  }));
  return { ...good, Backup: [...(good?.Backup ?? []), ...failed] };
}

function notArchived(message: string): Objects {
  const objects = objectsOf(3_600_000, new Date());
  const conditions = [{ type: "ContinuousArchiving", status: "False", message }];
  const Cluster = (objects.Cluster ?? []).map((one) => ({ ...one, status: { ...one.status, conditions } }));
  return { ...objects, Cluster };
}

export const databaseBreaks: readonly Break[] = [
  {
    title: "a table of LiteLLM's that is gone",
    by: sql(
      'alter table "LiteLLM_SpendLogs" rename to gone;',
      'alter table gone rename to "LiteLLM_SpendLogs";',
      "litellm",
    ),
    found: { "litellm-schema": /not there: LiteLLM_SpendLogs$/ },
  },
  {
    title: "a migration that did not finish",
    by: sql(
      `insert into "_prisma_migrations" values ('broken', null, null);`,
      `delete from "_prisma_migrations" where migration_name = 'broken';`,
      "litellm",
    ),
    found: { "litellm-schema": /^1 migrations did not finish, such as broken$/ },
  },
  {
    title: "another password of the database",
    asking: edited(/test-webui-database-19f3/, "test-webui-database-other"),
    found: { "open-webui-schema": /password authentication failed.*28P01/ },
  },
  {
    title: "a base backup that failed since the last good one",
    asking: () => ({ objects: failedSince("exit status 4") }),
    found: { "litellm-backup": /is 9 hours old; the last attempt failed: exit status 4$/ },
    status: "warning",
  },
  {
    title: "WAL that is not archived",
    asking: () => ({ objects: notArchived("exit status 1: AccessDenied") }),
    found: { "litellm-archiving": /^archiving fails: exit status 1: AccessDenied$/ },
  },
  {
    title: "a base backup that is too old",
    asking: () => ({ objects: objectsOf(5 * days, new Date()) }),
    found: { "litellm-backup": /is 5 days old/ },
  },
  {
    title: "no base backup, no ServiceMonitor and no Cluster",
    asking: () => ({ objects: {} }),
    found: {
      "litellm-backup": /no base backup/,
      "litellm-archiving": /is not there/,
      "litellm-metrics": /ServiceMonitor/,
      "open-webui-instances": /is not there/,
    },
  },
];
