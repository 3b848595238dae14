import type { Facts, Finding, Rule } from "../../../app.ts";
import { backupFindings, createFindings } from "../../../postgresql/server-job.ts";
import { deletionDays } from "../../../postgresql/server-sql.ts";
import type { LitellmVariables } from "../variables.ts";

type V = LitellmVariables;

/** A database on a server that is there already: what the Jobs can do, what is lost, and when it is deleted. */
export const externalDatabaseRules: readonly Rule<V>[] = [creatable, noBackup, nothingToDelete, deletionDay];

function creatable(v: V): Iterable<Finding> {
  if (v.litellm_database_job !== "create") return [];
  const { litellm_db_user: role, external_postgresql_admin_user: admin } = v;
  return createFindings({ prefix: "litellm", role, password: v.litellm_db_password ?? "", admin });
}

function noBackup(v: V): Iterable<Finding> {
  if (v.litellm_database_operated) return [];
  const { litellm_backup_enabled, litellm_recovery_enabled } = v;
  return backupFindings({ litellm_backup_enabled, litellm_recovery_enabled });
}

function* nothingToDelete(v: V, facts: Facts): Iterable<Finding> {
  if (v.litellm_database_delete_confirmed === null || v.litellm_database_job === "delete") return;
  const setting = "litellm_database_delete_confirmed";
  yield v.litellm_database_operated
    ? {
        code: "nothing-to-delete",
        setting,
        message: "only a database on external_postgresql_host is deleted from here",
        hint: `remove ${setting}; a database of the operator goes with its Cluster, by hand`,
      }
    : {
        code: "nothing-to-delete",
        setting,
        missing: facts.has("external_postgresql_admin_password")
          ? []
          : ["external_postgresql_admin_password"],
        message: "nobody may delete the database without external_postgresql_admin_password",
        hint: `set external_postgresql_admin_password, or remove ${setting}`,
      };
}

const day = 24 * 60 * 60 * 1000;

function* deletionDay(v: V, _facts: Facts, now?: Date): Iterable<Finding> {
  const setting = "litellm_database_delete_confirmed";
  const confirmed = v[setting];
  if (confirmed === null || v.litellm_database_job !== "delete") return;
  const fault = dayFault(confirmed, now);
  if (fault) yield { setting, ...fault };
  else
    yield {
      code: "database-deletion",
      severity: "warning",
      setting,
      message: `LiteLLM stops, and its database ${v.litellm_db_name} with all keys, budgets and logs is deleted for ever`,
      hint: `remove ${setting} to keep it`,
    };
}

/** The Job looks at the server's clock as well: this only tells early. */
function dayFault(confirmed: string, now: Date | undefined): Omit<Finding, "setting"> | undefined {
  const start = Date.parse(`${confirmed}T00:00:00Z`);
  const isDay = !Number.isNaN(start) && new Date(start).toISOString().startsWith(confirmed);
  const hint = "write the day of today, or remove it";
  if (!isDay) return { code: "no-such-day", message: `there is no day ${confirmed}`, hint };
  const today = now && Math.floor(now.getTime() / day);
  if (today === undefined) return undefined;
  const age = today - start / day;
  if (age < -deletionDays.before)
    return { code: "confirmation-ahead", message: `${confirmed} is not yet`, hint };
  if (age > deletionDays.after)
    return {
      code: "confirmation-over",
      message: `the confirmation of ${confirmed} no longer holds: nothing would be deleted`,
      hint,
    };
  return undefined;
}
