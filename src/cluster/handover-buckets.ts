import type { Facts, HandoverStep } from "../app.ts";
import { block, code, numbered, paragraphs } from "../handover/markdown.ts";
import { word } from "../handover/shell.ts";
import type { Claims, Offers } from "../offers.ts";
import { bucketPolicy } from "./bucket-policy.ts";

type Bucket = Claims["bucket"];

/** One step for each claimed bucket: the bucket, a policy for it alone, and a user with that policy. */
export function bucketSteps(facts: Facts): HandoverStep[] {
  const store = facts.offer("object-store");
  const buckets = facts.claims("bucket");
  if (!store || buckets.length === 0) return [];
  return [
    reachStep(store),
    ...buckets.map((bucket, index) => bucketStep(bucket, policyName(buckets, index), store)),
  ];
}

/**
 * RustFS: the console has everything; its command line `rc` too, and MinIO's `mc` can make buckets. `rc admin user add`
 * is left out, because it takes the secret key as an argument, where every process of the machine can see it.
 */
function reachStep({ endpoint, port }: Offers["object-store"]): HandoverStep {
  const [, service, namespace] = /^https?:\/\/([^.]+)\.([^.]+)\.svc(?:[.:/]|$)/.exec(endpoint) ?? [];
  const local = `${endpoint.startsWith("https:") ? "https" : "http"}://localhost:${port}`;
  const inside = service !== undefined && namespace !== undefined;
  const forward = inside
    ? `kubectl --namespace ${namespace} port-forward service/${service} ${port}:${port}`
    : undefined;
  return {
    chapter: "storage",
    title: "Sign in to the object store",
    text: paragraphs(
      `The store answers at ${code(endpoint)}${inside ? " inside the cluster" : ""}. Sign in to its console as an administrator, or use its command line \`rc\`:`,
      block(
        "sh",
        [
          ...(forward ? [`${forward} &`] : []),
          `rc alias set rustfs ${inside ? local : word(endpoint)} ADMIN_ACCESS_KEY ADMIN_SECRET_KEY`,
        ].join("\n"),
      ),
    ),
  };
}

function bucketStep(bucket: Bucket, policy: string, store: Offers["object-store"]): HandoverStep {
  const { name, purpose, endpoint = store.endpoint } = bucket;
  const elsewhere =
    endpoint === store.endpoint ? "" : ` It lies at ${code(endpoint)}, not at the store above.`;
  return {
    chapter: "storage",
    title: `Make the bucket ${code(name)}`,
    text: paragraphs(
      `It is for ${purpose}.${elsewhere}`,
      numbered([
        paragraphs(
          `The bucket: in the console **Buckets**, **Create Bucket**, or`,
          block("sh", `rc mb rustfs/${name}`),
        ),
        paragraphs(
          `The policy ${code(policy)}, for this bucket alone: in the console **Identity**, **Policies**, **Create Policy** with this text; or save it as ${code(`${policy}.json`)} and give it to \`rc\`:`,
          block("json", JSON.stringify(bucketPolicy(bucket), undefined, 2)),
          block("sh", `rc admin policy create rustfs ${policy} ${policy}.json`),
        ),
        paragraphs(
          "A user with this policy and no other: in the console **Identity**, **Users**, **Create User**; or attach the policy to one that is there:",
          block("sh", `rc admin policy attach rustfs ${policy} --user ACCESS_KEY`),
        ),
        ...keysItem(bucket),
      ]),
    ),
  };
}

function keysItem({ keys }: Bucket): string[] {
  if (!keys) return [];
  return [
    `The keys of that user: the access key is \`${keys.access}\` in \`cluster.yaml\`, the secret key \`${keys.secret}\`. Then \`clusterloom configure\`, commit and push.`,
  ];
}

/** Named for its bucket; several claims on one bucket, each with a prefix of its own, need several policies. */
function policyName(buckets: readonly Bucket[], index: number): string {
  const name = buckets[index]?.name ?? "";
  const before = buckets.slice(0, index).filter((bucket) => bucket.name === name).length;
  return before === 0 ? name : `${name}-${before + 1}`;
}
