/** Series by name and labels, with their values a minute apart in the notation of promtool. */
export type Series = Readonly<Record<string, string>>;

/** What must make an alert fire, on top of a healthy platform. */
export interface AlertCase {
  readonly alert: string;
  readonly series: Series;
  /** Minutes after which it fires. */
  readonly after?: number;
}

const database = 'namespace="ai-system",pod="litellm-postgresql-1"';
const standby = 'namespace="ai-system",pod="litellm-postgresql-2"';
const volume = 'namespace="ai-system",persistentvolumeclaim="litellm-postgresql-1"';
const master = 'namespace="cache",pod="dragonfly-0"';
const replica = 'namespace="cache",pod="dragonfly-1"';
const proxy = 'namespace="ai-system",pod="litellm-0"';
const model = `${proxy},litellm_model_name="gpt-5",api_provider="azure"`;

const gone = "_x2000";
const flat = (value: number) => `${value}x2000`;
/** Grows by so much each minute. */
const rising = (step: number) => `0+${step}x2000`;
/** Grows by one, ten minutes after the start. */
const once = "0x10 1x1990";

/** A platform on which no alert fires. Times count from the start, so a thing of just now rises by 60. */
export const healthy: Series = {
  'up{namespace="cnpg-system",pod="cloudnative-pg-1"}': flat(1),
  [`up{${database}}`]: flat(1),
  [`cnpg_collector_up{${database}}`]: flat(1),
  [`cnpg_collector_up{${standby}}`]: flat(1),
  [`cnpg_collector_fencing_on{${database}}`]: flat(0),
  [`cnpg_pg_replication_lag{${standby}}`]: flat(1),
  [`cnpg_pg_replication_in_recovery{${standby}}`]: flat(1),
  [`cnpg_pg_replication_is_wal_receiver_up{${standby}}`]: flat(1),
  [`cnpg_backends_total{${database}}`]: flat(20),
  [`cnpg_pg_settings_setting{${database},name="max_connections"}`]: flat(100),
  [`cnpg_pg_database_xid_age{${database}}`]: flat(1000),
  [`kubelet_volume_stats_available_bytes{${volume}}`]: flat(50),
  [`kubelet_volume_stats_capacity_bytes{${volume}}`]: flat(100),
  [`cnpg_pg_stat_archiver_last_archived_time{${database}}`]: rising(60),
  [`cnpg_pg_stat_archiver_last_failed_time{${database}}`]: flat(-1),
  [`cnpg_collector_pg_wal_archive_status{${database},value="ready"}`]: flat(1),
  [`barman_cloud_cloudnative_pg_io_last_available_backup_timestamp{${database}}`]: rising(60),
  [`barman_cloud_cloudnative_pg_io_last_failed_backup_timestamp{${database}}`]: flat(0),
  [`dragonfly_master{${master}}`]: flat(1),
  [`dragonfly_master{${replica}}`]: flat(0),
  [`dragonfly_connected_replica_lag_records{${master}}`]: flat(0),
  [`dragonfly_memory_used_bytes{${master}}`]: flat(10),
  [`dragonfly_memory_max_bytes{${master}}`]: flat(100),
  [`dragonfly_listener_accept_error_total{${master},reason="limit_reached"}`]: flat(0),
  [`dragonfly_oom_errors_total{${master}}`]: flat(0),
  [`dragonfly_evicted_keys_total{${master}}`]: flat(0),
  [`dragonfly_failed_backups_total{${master}}`]: flat(0),
  [`up{job="litellm",${proxy}}`]: flat(1),
  [`litellm_proxy_total_requests_metric_total{${proxy},status_code="200"}`]: rising(60),
  [`litellm_proxy_total_requests_metric_total{${proxy},status_code="500"}`]: rising(1),
  [`litellm_callback_logging_failures_metric_total{${proxy},callback_name="otel"}`]: flat(0),
  [`litellm_deployment_total_requests_total{${model}}`]: rising(60),
  [`litellm_deployment_failure_responses_total{${model},exception_status="500"}`]: rising(1),
  [`litellm_deployment_failed_fallbacks_total{${proxy},requested_model="gpt-5"}`]: flat(0),
  [`litellm_postgres_failed_requests_total{${proxy}}`]: flat(0),
  [`litellm_redis_failed_requests_total{${proxy}}`]: flat(0),
};

export const alertCases: readonly AlertCase[] = [
  { alert: "CNPGOperatorDown", series: { 'up{namespace="cnpg-system",pod="cloudnative-pg-1"}': flat(0) } },
  {
    alert: "CNPGClusterOffline",
    series: {
      [`cnpg_collector_up{${database}}`]: "1x10",
      [`cnpg_collector_up{${standby}}`]: "1x10",
    },
  },
  { alert: "CNPGInstanceDown", series: { [`cnpg_collector_up{${database}}`]: flat(0) } },
  {
    alert: "CNPGInstanceDown",
    series: { [`up{${database}}`]: "1x10 0x90", [`cnpg_collector_up{${database}}`]: "1x10" },
  },
  { alert: "CNPGReplicationLag", series: { [`cnpg_pg_replication_lag{${standby}}`]: flat(61) } },
  {
    alert: "CNPGStandbyDisconnected",
    series: { [`cnpg_pg_replication_is_wal_receiver_up{${standby}}`]: flat(0) },
  },
  { alert: "CNPGInstanceFenced", series: { [`cnpg_collector_fencing_on{${database}}`]: flat(1) } },
  { alert: "CNPGConnectionsNearLimit", series: { [`cnpg_backends_total{${database}}`]: flat(81) } },
  {
    alert: "CNPGTransactionIDsRunOut",
    series: { [`cnpg_pg_database_xid_age{${database}}`]: flat(600_000_000) },
    after: 90,
  },
  { alert: "CNPGVolumeFilling", series: { [`kubelet_volume_stats_available_bytes{${volume}}`]: flat(19) } },
  { alert: "CNPGVolumeAlmostFull", series: { [`kubelet_volume_stats_available_bytes{${volume}}`]: flat(4) } },
  {
    alert: "CNPGWALArchiveFailing",
    series: {
      [`cnpg_pg_stat_archiver_last_archived_time{${database}}`]: flat(60),
      [`cnpg_pg_stat_archiver_last_failed_time{${database}}`]: rising(60),
    },
  },
  {
    alert: "CNPGWALArchiveBacklog",
    series: { [`cnpg_collector_pg_wal_archive_status{${database},value="ready"}`]: flat(17) },
  },
  {
    alert: "CNPGBackupMissing",
    series: { [`barman_cloud_cloudnative_pg_io_last_available_backup_timestamp{${database}}`]: flat(0) },
    after: 26 * 60 + 30,
  },
  {
    alert: "CNPGBackupTooOld",
    series: { [`barman_cloud_cloudnative_pg_io_last_available_backup_timestamp{${database}}`]: flat(60) },
    after: 26 * 60 + 30,
  },
  {
    alert: "CNPGBackupFailed",
    series: {
      [`barman_cloud_cloudnative_pg_io_last_available_backup_timestamp{${database}}`]: flat(60),
      [`barman_cloud_cloudnative_pg_io_last_failed_backup_timestamp{${database}}`]: flat(120),
    },
  },
  { alert: "DragonflyNoMaster", series: { [`dragonfly_master{${master}}`]: flat(0) } },
  {
    alert: "DragonflyNoMaster",
    series: { [`dragonfly_master{${master}}`]: gone, [`dragonfly_master{${replica}}`]: gone },
  },
  { alert: "DragonflyTwoMasters", series: { [`dragonfly_master{${replica}}`]: flat(1) } },
  {
    alert: "DragonflyConnectionsRefused",
    series: { [`dragonfly_listener_accept_error_total{${master},reason="limit_reached"}`]: once },
    after: 12,
  },
  { alert: "DragonflyReplicaMissing", series: { [`dragonfly_master{${replica}}`]: gone } },
  {
    alert: "DragonflyReplicaLags",
    series: { [`dragonfly_connected_replica_lag_records{${master}}`]: flat(200_000) },
  },
  { alert: "DragonflyMemoryHigh", series: { [`dragonfly_memory_used_bytes{${master}}`]: flat(95) } },
  { alert: "DragonflyRefusesWrites", series: { [`dragonfly_oom_errors_total{${master}}`]: once }, after: 12 },
  { alert: "DragonflyEvictsKeys", series: { [`dragonfly_evicted_keys_total{${master}}`]: once }, after: 12 },
  { alert: "DragonflySnapshotFails", series: { [`dragonfly_failed_backups_total{${master}}`]: once } },
  { alert: "LiteLLMDown", series: { [`up{job="litellm",${proxy}}`]: flat(0) } },
  { alert: "LiteLLMDown", series: { [`up{job="litellm",${proxy}}`]: gone } },
  {
    alert: "LiteLLMErrors",
    series: { [`litellm_proxy_total_requests_metric_total{${proxy},status_code="500"}`]: rising(10) },
  },
  {
    alert: "LiteLLMCallbackFailing",
    series: { [`litellm_callback_logging_failures_metric_total{${proxy},callback_name="otel"}`]: rising(1) },
  },
  {
    alert: "LiteLLMModelFailing",
    series: { [`litellm_deployment_failure_responses_total{${model},exception_status="500"}`]: rising(40) },
  },
  {
    alert: "LiteLLMFallbacksFailing",
    series: { [`litellm_deployment_failed_fallbacks_total{${proxy},requested_model="gpt-5"}`]: rising(1) },
  },
  {
    alert: "LiteLLMDatabaseFailing",
    series: { [`litellm_postgres_failed_requests_total{${proxy}}`]: rising(6) },
  },
  { alert: "LiteLLMCacheFailing", series: { [`litellm_redis_failed_requests_total{${proxy}}`]: rising(6) } },
];
