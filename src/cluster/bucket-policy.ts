import type { BucketAccess, Claims } from "../offers.ts";

/** A policy document as S3 servers take it. */
export interface BucketPolicy {
  readonly Version: "2012-10-17";
  readonly Statement: readonly {
    readonly Effect: "Allow";
    readonly Action: readonly string[];
    readonly Resource: readonly string[];
  }[];
}

const everything: readonly BucketAccess[] = ["list", "read", "write", "delete"];

/** Large objects are written in parts; without the last two, what is broken off could not be cleared away. */
const objectActions: Readonly<Record<Exclude<BucketAccess, "list">, readonly string[]>> = {
  read: ["s3:GetObject"],
  write: ["s3:PutObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"],
  delete: ["s3:DeleteObject"],
};

/**
 * What the user of a claimed bucket may do, and nothing else. Listing is not bound to the prefix: clients first ask
 * whether the bucket is there, which S3 servers decide by the same action and without a prefix.
 */
export function bucketPolicy({ name, access = everything, prefix = "" }: Claims["bucket"]): BucketPolicy {
  const bucket = `arn:aws:s3:::${name}`;
  const actions = access.flatMap((one) => (one === "list" ? [] : objectActions[one]));
  const onBucket = ["s3:GetBucketLocation", ...(access.includes("list") ? ["s3:ListBucket"] : [])];
  return {
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Action: onBucket, Resource: [bucket] },
      ...(actions.length > 0
        ? [{ Effect: "Allow" as const, Action: actions, Resource: [`${bucket}/${prefix}*`] }]
        : []),
    ],
  };
}
