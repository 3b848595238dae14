import assert from "node:assert/strict";
import { execa } from "execa";
import { parse } from "yaml";
import { loadConfig } from "../../src/config/load.ts";
import { judgeSettings } from "../../src/configure/settings.ts";
import { handoverPage } from "../../src/handover/page.ts";
import { handoverSteps } from "../../src/handover/steps.ts";
import type { Claims } from "../../src/offers.ts";
import { builtIn } from "../../src/platform.ts";
import { askAll, type Case, type Counterpart, rowsOf } from "./cases.ts";
import { type Configuration, writtenConfigurations } from "./configurations.ts";
import type { Context, Row } from "./context.ts";
import { goModule } from "./go-module.ts";

export const name = "s3-policy";

const read = ["s3:GetObject"];
const written = ["s3:PutObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"];

/**
 * What the clients call: barman-cloud heads and lists the bucket, reads, writes in parts, and deletes what retention
 * lets go; a database that is only made from a backup reads; Dragonfly lists, reads and writes, and never deletes; Open
 * WebUI does all of it with its files.
 */
const objectActions: Readonly<Record<string, readonly string[]>> = {
  "backups of LiteLLM's database": [...read, ...written, "s3:DeleteObject"],
  "the backup that LiteLLM's database is made from": read,
  "backups of Open WebUI's database": [...read, ...written, "s3:DeleteObject"],
  "the backup that Open WebUI's database is made from": read,
  "files that are uploaded to Open WebUI": [...read, ...written, "s3:DeleteObject"],
  "snapshots of the cache": [...read, ...written],
};
const bucketActions = ["s3:GetBucketLocation", "s3:ListBucket"];

/** Configurations beside the goldens: a path below the bucket, one bucket for all, a restore without backups. */
const variations: readonly Readonly<Record<string, unknown>>[] = [
  { litellm_backup_destination_path: "s3://litellm-backups/home/pg/" },
  {
    litellm_backup_bucket: "all",
    litellm_backup_destination_path: "s3://all/pg",
    dragonfly_s3_bucket: "all",
  },
  { litellm_backup_enabled: false, litellm_recovery_enabled: true },
];

/** Has the policy parser of an S3 server tell what each policy on each hand-over page allows. */
export async function run(context: Context): Promise<readonly Row[]> {
  const module = { name, module: "github.com/minio/pkg/v3", target: "." };
  const { path, version } = await goModule(context, module);
  const of: Counterpart = { counterpart: name, version };
  return rowsOf(of, async () => {
    const policies = (await configurations()).flatMap(policiesOf);
    assert.ok(policies.length > variations.length, "no page has a policy");
    return [await askAll(of, [...policies.map((one) => policyCase(path, one)), foreignCase(path)])];
  });
}

async function configurations(): Promise<Configuration[]> {
  const all = await writtenConfigurations();
  const full = all.find((one) => /[/\\]full[/\\]/.test(one.name));
  assert.ok(full, "the golden with everything on is gone");
  const varied = variations.map((changes): Configuration => {
    const text = JSON.stringify({ ...parse(full.text), ...changes });
    return { name: `full with ${JSON.stringify(changes)}`, text };
  });
  return [...all, ...varied];
}

interface Policy {
  readonly configuration: string;
  readonly claim: Claims["bucket"];
  /** As it stands on the page. */
  readonly text: string;
}

/** The policies on the page of a configuration, each with the claim that it answers. */
function policiesOf({ name: configuration, text }: Configuration): Policy[] {
  const loaded = loadConfig(configuration, new TextEncoder().encode(text));
  if (!loaded.value) throw new Error(`${configuration} cannot be read`);
  const { variables } = judgeSettings({ config: loaded.value, secrecy: "plain" }, loaded.problems, builtIn);
  if (!variables) throw new Error(`${configuration} is wrong`);
  const claims = variables.facts("cluster").claims("bucket");
  const page = handoverPage(handoverSteps(variables)) ?? "";
  const texts = [...page.matchAll(/ {3}```json\n(.*?)\n {3}```/gs)].map(([, json = ""]) => json);
  assert.equal(texts.length, variables.facts("cluster").offer("object-store") ? claims.length : 0);
  return texts.flatMap((found, index) => {
    const claim = claims[index];
    return claim ? [{ configuration, claim, text: found }] : [];
  });
}

function policyCase(program: string, { configuration, claim, text }: Policy): Case {
  return {
    title: `${configuration}: the policy of ${claim.name} for ${claim.purpose}`,
    check: async () => {
      const expected = objectActions[claim.purpose];
      assert.ok(expected, "nobody has said what this client calls");
      const below = claim.prefix ?? "";
      const [within, bucket, outside, ...others] = await allowed(program, text, [
        { bucket: claim.name, object: `${below}base/data.tar` },
        { bucket: claim.name, object: "" },
        { bucket: claim.name, object: "somebody/else" },
        { bucket: `${claim.name}-2`, object: `${below}base/data.tar` },
        { bucket: `${claim.name}-2`, object: "" },
        { bucket: "another", object: "" },
        { bucket: "", object: "" },
      ]);
      assert.deepEqual(within, [...expected].sort());
      // The parser takes a bucket for an object without a name.
      assert.deepEqual(
        bucket?.filter((action) => !expected.includes(action)),
        bucketActions,
      );
      assert.deepEqual(outside, below === "" ? within : []);
      assert.deepEqual(others, [[], [], [], []]);
    },
  };
}

/** That the counterpart refuses anything at all. */
function foreignCase(program: string): Case {
  const bad = {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: ["s3:NoSuch"], Resource: ["*"] }],
  };
  return {
    title: "an action that is none is refused",
    check: () => assert.rejects(allowed(program, JSON.stringify(bad), [])),
  };
}

interface Resource {
  readonly bucket: string;
  readonly object: string;
}

interface Answer {
  readonly error?: string;
  readonly allowed: readonly (readonly string[])[] | null;
}

/** The actions that a policy allows on each resource, in order. Throws what the parser says against it. */
async function allowed(
  program: string,
  policy: string,
  resources: readonly Resource[],
): Promise<readonly (readonly string[])[]> {
  const { stdout } = await execa(program, [], { input: JSON.stringify([{ policy, resources }]) });
  const [answer] = JSON.parse(stdout) as Answer[];
  if (!answer || answer.error !== undefined || !answer.allowed) throw new Error(answer?.error ?? "no answer");
  return answer.allowed;
}
