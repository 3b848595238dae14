import type { HandoverStep } from "../app.ts";
import { block, code, numbered, paragraphs } from "./markdown.ts";

/** A CloudNativePG Cluster that an app keeps, in the words of the runbooks. */
export interface KeptDatabase {
  /** Such as `LiteLLM's database`. */
  readonly title: string;
  readonly cluster: string;
  readonly namespace: string;
  readonly database: string;
  readonly owner: string;
  /** What uses it, such as `deployment/litellm`, and the HelmRelease that would start it again. */
  readonly workload: string;
  readonly release: string;
  /** Flux Kustomizations of the database and of the app, and the namespace that they live in. */
  readonly flux: { readonly database: string; readonly app: string; readonly namespace: string };
}

/** The settings of an archive in the object store, by name, and the name that it has now. */
export interface Archive {
  readonly recoveryEnabled: string;
  readonly recoveryServerName: string;
  readonly recoveryTargetTime: string;
  readonly backupServerName: string;
  readonly now: string;
  /** A secret setting without which the restored data is of no use. */
  readonly neededSecret?: string;
}

/** The archive of an app whose settings have the usual names behind its prefix. */
export function archiveOf(prefix: string, serverName: string, neededSecret: string): Archive {
  return {
    recoveryEnabled: `${prefix}_recovery_enabled`,
    recoveryServerName: `${prefix}_recovery_server_name`,
    recoveryTargetTime: `${prefix}_recovery_target_time`,
    backupServerName: `${prefix}_backup_server_name`,
    now: serverName,
    neededSecret,
  };
}

/** How to bring a database back from its archive: docs/restore.md, with the names of this configuration. */
export function restoreFromArchive(database: KeptDatabase, archive: Archive): HandoverStep {
  const { title, cluster, namespace } = database;
  const secret = archive.neededSecret;
  const settings = [
    `${archive.recoveryEnabled}: true`,
    `${archive.recoveryServerName}: ${archive.now}`,
    `# ${archive.recoveryTargetTime}: "2026-11-20T04:00:00Z" # left out: up to the last change`,
    `${archive.backupServerName}: ${nextName(archive.now)}`,
  ];
  return {
    chapter: "restore",
    title: `Restore ${title}`,
    text: numbered([
      paragraphs("Stop what uses it, and keep Flux from starting it again:", block("sh", stop(database))),
      paragraphs(
        `Say in \`cluster.yaml\` which archive is read, and give the restored database another one to write to.${secret ? ` \`${secret}\` must be the one of that time.` : ""}`,
        block("yaml", settings.join("\n")),
      ),
      "Run `clusterloom configure`, commit and push.",
      paragraphs(
        "Delete what is left of the old database, if anything is; its volumes go with it:",
        block("sh", `kubectl --namespace ${namespace} delete clusters.postgresql.cnpg.io ${cluster}`),
      ),
      paragraphs(
        "Let Flux create it from the backup, wait, and start again what uses it:",
        block("sh", start(database)),
      ),
      ...lastItems(database, archive),
    ]),
  };
}

/** What is left to do while the settings of a recovery are in cluster.yaml. */
export function finishRestore(database: KeptDatabase, archive: Archive, backups: boolean): HandoverStep {
  return {
    chapter: "restore",
    title: `Finish the restore of ${database.title}`,
    text: numbered([
      paragraphs("Wait until the database is ready:", block("sh", ready(database))),
      ...(backups ? lastItems(database, archive) : [withoutRecovery(archive)]),
    ]),
  };
}

/** A database without backups: how to keep a copy, and how to put it back. */
export function dumpByHand(database: KeptDatabase): HandoverStep {
  const { title, cluster, namespace, database: name, owner } = database;
  const inPod = (stdin: string) =>
    `kubectl --namespace ${namespace} exec ${stdin}${cluster}-1 --container postgres --`;
  return {
    chapter: "restore",
    title: `Keep a copy of ${title}`,
    text: paragraphs(
      "Backups are off: with its volume the database is lost. A copy, outside of the cluster:",
      block("sh", `${inPod("")} pg_dump --format=custom --dbname=${name} > ${cluster}.dump`),
      `Back into an empty database of the same configuration, while \`${database.workload}\` is stopped:`,
      block(
        "sh",
        `${stop(database)}\n${inPod("--stdin ")} \\\n  pg_restore --clean --if-exists --no-owner --role=${owner} --dbname=${name} < ${cluster}.dump\n${resume(database)}`,
      ),
      `The commands go to ${code(`${cluster}-1`)}; where another instance is the primary, restore to that one: \`kubectl --namespace ${namespace} get clusters.postgresql.cnpg.io\` names it.`,
    ),
  };
}

function lastItems({ cluster, namespace }: KeptDatabase, archive: Archive): string[] {
  return [
    paragraphs(
      "Make a base backup at once, since the new archive has none yet:",
      block(
        "sh",
        `kubectl cnpg backup ${cluster} --namespace ${namespace} --method=plugin \\\n  --plugin-name=barman-cloud.cloudnative-pg.io`,
      ),
    ),
    `${withoutRecovery(archive)} \`${archive.backupServerName}\` stays.`,
  ];
}

function withoutRecovery({ recoveryEnabled, recoveryServerName, recoveryTargetTime }: Archive): string {
  return `Take \`${recoveryEnabled}\`, \`${recoveryServerName}\` and \`${recoveryTargetTime}\` out of \`cluster.yaml\` again.`;
}

function stop({ flux, namespace, workload, release }: KeptDatabase): string {
  return [
    `flux --namespace ${flux.namespace} suspend kustomization ${flux.app} ${flux.database}`,
    `flux --namespace ${namespace} suspend helmrelease ${release}`,
    `kubectl --namespace ${namespace} scale ${workload} --replicas=0`,
  ].join("\n");
}

function start(database: KeptDatabase): string {
  const { flux } = database;
  return [
    `flux --namespace ${flux.namespace} resume kustomization ${flux.database}`,
    `flux --namespace ${flux.namespace} reconcile kustomization ${flux.database} --with-source`,
    ready(database),
    `flux --namespace ${flux.namespace} resume kustomization ${flux.app}`,
    `flux --namespace ${database.namespace} resume helmrelease ${database.release}`,
  ].join("\n");
}

function resume({ flux, namespace, release }: KeptDatabase): string {
  return [
    `flux --namespace ${flux.namespace} resume kustomization ${flux.database} ${flux.app}`,
    `flux --namespace ${namespace} resume helmrelease ${release}`,
  ].join("\n");
}

function ready({ cluster, namespace }: KeptDatabase): string {
  return `kubectl --namespace ${namespace} wait clusters.postgresql.cnpg.io/${cluster} --for=condition=Ready --timeout=30m`;
}

/** `litellm-postgresql` is followed by `litellm-postgresql-2`, and that by `litellm-postgresql-3`. */
function nextName(name: string): string {
  const [, stem = name, number] = /^(.*)-([0-9]+)$/.exec(name) ?? [];
  return number === undefined ? `${name}-2` : `${stem}-${Number(number) + 1}`;
}
