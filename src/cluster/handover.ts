import type { Facts, HandoverStep } from "../app.ts";
import { bucketSteps } from "./handover-buckets.ts";
import { clientSteps } from "./handover-clients.ts";
import { dnsSteps } from "./handover-dns.ts";
import { redisSteps } from "./redis-user.ts";
import type { ClusterVariables } from "./variables.ts";

/** What has to be done by hand at the servers that are only named in cluster.yaml, for what the apps claim. */
export function clusterHandover(v: ClusterVariables, facts: Facts): HandoverStep[] {
  return [...dnsSteps(v, facts), ...bucketSteps(facts), ...redisSteps(v, facts), ...clientSteps(v, facts)];
}
