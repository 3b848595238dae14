import type { Facts, HandoverStep } from "../../app.ts";
import { block, bullets, code, paragraphs } from "../../handover/markdown.ts";
import type { Claims } from "../../offers.ts";
import type { CloudnativePgVariables } from "./variables.ts";

type V = CloudnativePgVariables;

/** What a person has to do for the operator, and how its databases are looked at. */
export function handover(v: V, facts: Facts): HandoverStep[] {
  const databases = facts.claims("database");
  return [
    ...(v.cnpg_backup_enabled ? [sharedCredential(v)] : []),
    operatorStep(v),
    ...databases.map(databaseStep),
  ];
}

function sharedCredential(v: V): HandoverStep {
  return {
    chapter: "storage",
    title: "Give the shared backup credential its buckets",
    text: paragraphs(
      `The user with the access key \`cnpg_s3_access_key\` is for Clusters of your own: they find its keys in the Secret \`cnpg-backup-credentials\` in ${code(v.cnpg_namespace)}. For each bucket that they archive to, it needs \`s3:ListBucket\` and \`s3:GetBucketLocation\` on the bucket, and \`s3:GetObject\`, \`s3:PutObject\`, \`s3:DeleteObject\`, \`s3:AbortMultipartUpload\` and \`s3:ListMultipartUploadParts\` on what is in it.`,
    ),
  };
}

function operatorStep(v: V): HandoverStep {
  const plugin = v.cnpg_barman_plugin_active ? " and that of the backup plugin" : "";
  return {
    chapter: "verify",
    title: "Look at the PostgreSQL operator",
    text: paragraphs(
      `Its Deployment${plugin} must be available:`,
      block("sh", `kubectl --namespace ${v.cnpg_namespace} get deployments`),
    ),
  };
}

function databaseStep({ cluster, namespace, backup }: Claims["database"]): HandoverStep {
  const kubectl = `kubectl --namespace ${namespace}`;
  const commands = [
    `${kubectl} get clusters.postgresql.cnpg.io ${cluster}`,
    ...(backup
      ? [
          `${kubectl} get backups.postgresql.cnpg.io`,
          `${kubectl} get objectstores.barmancloud.cnpg.io --output=jsonpath='{.items[*].status.serverRecoveryWindow}'`,
        ]
      : []),
  ];
  return {
    chapter: "verify",
    title: `Look at the database ${code(cluster)}`,
    text: paragraphs(
      block("sh", commands.join("\n")),
      bullets([
        "the first command says `Cluster in healthy state`, and as many instances are ready as there are",
        ...(backup
          ? [
              "the second has a backup with the phase `completed` that is not older than the schedule",
              "the third tells the first moment that can be restored; without one, nothing can",
            ]
          : []),
      ]),
    ),
  };
}
