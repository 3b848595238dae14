/**
 * What psql runs on a server that is there already. Everything that differs comes from the environment (`\getenv`),
 * is quoted by the server (`format`), and nothing is done twice: `\gexec` runs what a query without rows leaves out.
 */

const start = `\\set ON_ERROR_STOP on
\\set VERBOSITY terse
\\getenv role APP_ROLE
\\getenv database APP_DATABASE
`;

/** Fails when the query in `condition` is true. `message` is SQL for a text. */
function refuse(message: string, condition: string): string {
  return `select format('do $do$ begin raise exception %L; end $do$', ${message})
where ${condition} \\gexec
`;
}

const isMighty = "exists (select from pg_roles where rolname = :'role' and (rolsuper or rolcreaterole))";
const isForeign = `exists (
  select from pg_database where datname = :'database' and pg_get_userbyid(datdba) <> :'role'
)`;

/** Who is no superuser may only give a database to, or take it from, a role that it is a member of. */
const join = `select format('grant %I to current_user', :'role')
where exists (select from pg_roles where rolname = :'role')
  and not (select rolsuper from pg_roles where rolname = current_user) \\gexec
`;

/**
 * Makes the role and the database, or sets the role's password where they are there; an extension as well, which
 * only an administrator may.
 */
export const createSql = `${start}\\getenv verifier APP_VERIFIER
${refuse("'the role administers the server: it is no app''s'", isMighty)}${refuse(
  "'the database belongs to another role'",
  isForeign,
)}select format('create role %I login', :'role')
where not exists (select from pg_roles where rolname = :'role') \\gexec
select format('alter role %I login password %L', :'role', :'verifier') \\gexec
${join}select format('create database %I owner %I encoding ''UTF8'' template template0', :'database', :'role')
where not exists (select from pg_database where datname = :'database') \\gexec
select format('revoke all on database %I from public', :'database') \\gexec
\\getenv extension APP_EXTENSION
\\if :{?extension}
\\connect :database
select format('create extension if not exists %I', :'extension') \\gexec
\\endif
\\echo the role and the database are there
`;

/** Days on which a confirmed deletion is still done, its own and those of other time zones among them. */
export const deletionDays = { before: 1, after: 3 } as const;

const isThere = `(exists (select from pg_database where datname = :'database')
  or exists (select from pg_roles where rolname = :'role'))`;
const isOver = `not (now() at time zone 'UTC')::date
  between :'confirmed'::date - ${deletionDays.before} and :'confirmed'::date + ${deletionDays.after}`;

/**
 * Drops both. The server's clock decides whether the confirmation still holds: a tree that is applied again months
 * later, to a database that came back from a backup, must not delete it.
 */
export const deleteSql = `${start}\\getenv confirmed APP_DELETE_CONFIRMED
${refuse(
  "'the confirmation is not of these days: nothing is deleted'",
  `${isThere} and ${isOver}`,
)}${refuse("'the role administers the server: it is no app''s'", isMighty)}${refuse(
  "'the database belongs to another role: nothing is deleted'",
  isForeign,
)}${join}select format('drop database %I with (force)', datname) from pg_database where datname = :'database' \\gexec
select format('drop role %I', rolname) from pg_roles where rolname = :'role' \\gexec
\\echo neither the role nor the database is there any more
`;
