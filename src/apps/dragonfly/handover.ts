import type { Facts, HandoverStep } from "../../app.ts";
import { block, bullets, code, paragraphs } from "../../handover/markdown.ts";
import { adminPort } from "./network.ts";
import { placedTenants } from "./tenants.ts";
import type { DragonflyVariables } from "./variables.ts";

type V = DragonflyVariables;

/** What a person has to do for the cache, and how it is looked at. */
export function handover(v: V, facts: Facts): HandoverStep[] {
  return [
    ...(v.dragonfly_backup_enabled ? [expiry(v)] : []),
    ...(v.dragonfly_snapshots_enabled ? [restore(v)] : []),
    verify(v, facts),
  ];
}

/** Snapshots are named for their time, and Dragonfly deletes none (src/server/detail/snapshot_storage.cc). */
function expiry(v: V): HandoverStep {
  const rule = {
    Rules: [{ ID: "expire", Status: "Enabled", Filter: { Prefix: "" }, Expiration: { Days: 14 } }],
  };
  return {
    chapter: "storage",
    title: `Let old snapshots in ${code(v.dragonfly_s3_bucket)} expire`,
    text: paragraphs(
      "Dragonfly deletes no snapshot, and its user may not. A lifecycle rule on the bucket does, as an administrator sets it with any S3 client, here after two weeks:",
      block("json", JSON.stringify(rule, undefined, 2)),
      block(
        "sh",
        `aws s3api put-bucket-lifecycle-configuration --endpoint-url "$ENDPOINT" \\\n  --bucket ${v.dragonfly_s3_bucket} --lifecycle-configuration file://expire.json`,
      ),
    ),
  };
}

/** Where the operator mounts the volume for snapshots. */
const volumeFolder = "/dragonfly/snapshots";

/** A server that stops makes one more snapshot, so an older one has to be named. */
function restore(v: V): HandoverStep {
  const folder = v.dragonfly_backup_enabled ? `s3://${v.dragonfly_s3_bucket}` : volumeFolder;
  return {
    chapter: "restore",
    title: "Go back to a snapshot of the cache",
    text: paragraphs(
      "A server that starts loads the newest snapshot by itself. An older one replaces all data of the primary:",
      block(
        "sh",
        `kubectl --namespace ${v.dragonfly_namespace} get pods --selector=app=dragonfly --label-columns=role\n${inPod(v)} DFLY LOAD ${folder}/dump-2026-11-20T04:00:00-summary.dfs`,
      ),
      "The first command tells which pod has the role `master`; put its name in place of `dragonfly-0`.",
    ),
  };
}

function verify(v: V, facts: Facts): HandoverStep {
  const users = ["default", ...placedTenants(v, facts).map(({ user }) => user)];
  return {
    chapter: "verify",
    title: "Look at the cache",
    text: paragraphs(
      block(
        "sh",
        [
          `kubectl --namespace ${v.dragonfly_namespace} get dragonflies.dragonflydb.io dragonfly`,
          `${inPod(v)} INFO replication`,
          ...(v.dragonfly_acl_enabled ? [`${inPod(v)} ACL USERS`] : []),
        ].join("\n"),
      ),
      bullets([
        "the first command gives the phase, which must be ready",
        `the second has a \`role\`, and on the master ${code(`connected_slaves:${v.dragonfly_replicas - 1}`)}`,
        ...(v.dragonfly_acl_enabled ? [`the third lists ${users.map(code).join(", ")}`] : []),
      ]),
    ),
  };
}

/** On its admin port the server asks nobody inside of its pod for a password. */
function inPod(v: V): string {
  return `kubectl --namespace ${v.dragonfly_namespace} exec dragonfly-0 --container dragonfly -- redis-cli -p ${adminPort}`;
}
