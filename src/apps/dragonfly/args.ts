import type { DragonflyVariables } from "./variables.ts";

/** Command line of the server, besides what the operator adds (ports, ACL file, snapshot folder). */
export function serverArgs(v: DragonflyVariables): string[] {
  return [
    `--maxmemory=${v.dragonfly_maxmemory}`,
    `--proactor_threads=${v.dragonfly_threads}`,
    `--cache_mode=${v.dragonfly_cache_mode}`,
    `--slowlog_log_slower_than=${v.dragonfly_slowlog_threshold}`,
    `--slowlog_max_len=${v.dragonfly_slowlog_max_len}`,
    // It would ask the maker's server for news once a day.
    "--version_check=false",
    ...luaArgs[v.dragonfly_lua_undeclared_keys],
    ...snapshotArgs(v),
  ];
}

const luaArgs: Readonly<Record<DragonflyVariables["dragonfly_lua_undeclared_keys"], readonly string[]>> = {
  allow: ["--default_lua_flags=allow-undeclared-keys"],
  auto: ["--lua_allow_undeclared_auto_correct=true"],
  deny: [],
};

/** Without a place for snapshots an empty file name keeps the server from dumping all data when it stops. */
function snapshotArgs(v: DragonflyVariables): string[] {
  if (!v.dragonfly_snapshots_enabled) return ["--dbfilename="];
  if (!v.dragonfly_backup_enabled) return [];
  return [`--s3_endpoint=${v.dragonfly_s3_host}`, `--s3_use_https=${v.dragonfly_s3_tls}`];
}
