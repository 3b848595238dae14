import { describe, expect, it } from "vitest";
import { bucketPolicy } from "../../src/cluster/bucket-policy.ts";
import type { BucketAccess, Claims } from "../../src/offers.ts";

const peer = { namespace: "ai-system", podLabels: {} };
const claim = (changes: Partial<Claims["bucket"]> = {}): Claims["bucket"] => ({
  name: "files",
  purpose: "files",
  peer,
  ...changes,
});

/** Every action with every resource that it is allowed on. */
function allowed(changes: Partial<Claims["bucket"]>): string[] {
  return bucketPolicy(claim(changes)).Statement.flatMap(({ Action, Resource }) =>
    Action.flatMap((action) => Resource.map((resource) => `${action} ${resource}`)),
  );
}

const location = "s3:GetBucketLocation arn:aws:s3:::files";
const list = "s3:ListBucket arn:aws:s3:::files";

describe("the policy of a bucket", () => {
  it.each<[BucketAccess[], string[]]>([
    [["list"], [location, list]],
    [["read"], [location, "s3:GetObject arn:aws:s3:::files/*"]],
    [["delete"], [location, "s3:DeleteObject arn:aws:s3:::files/*"]],
    [
      ["list", "write"],
      [
        location,
        list,
        "s3:PutObject arn:aws:s3:::files/*",
        "s3:AbortMultipartUpload arn:aws:s3:::files/*",
        "s3:ListMultipartUploadParts arn:aws:s3:::files/*",
      ],
    ],
  ])("allows for %j nothing else", (access, expected) => expect(allowed({ access })).toEqual(expected));

  it("of a claim that says nothing allows to list, read, write and delete", () => {
    expect(allowed({})).toEqual(allowed({ access: ["list", "read", "write", "delete"] }));
  });

  it("keeps objects of others in the same bucket out of reach", () => {
    expect(allowed({ access: ["read"], prefix: "mine/" })).toEqual([
      location,
      "s3:GetObject arn:aws:s3:::files/mine/*",
    ]);
  });
});
