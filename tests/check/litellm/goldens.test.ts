import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { check } from "../../../src/check/check.ts";
import type { CheckContext } from "../../../src/check/context.ts";
import { callers } from "../../../src/configure/callers.ts";
import { derive } from "../../../src/derive.ts";
import { members } from "../../../src/members.ts";
import { opened } from "../../line/opened.ts";
import { treeOf } from "../../line/texts.ts";

const FOLDER = "tests/goldens";
const RULES =
  /^(unknown-(model|credential|key)|fallback|many-fallbacks|missing-(cache|namespace|acl|environment|credential)|acl-|redis-|duplicate-|misplaced-key|timeout-order|route-timeout|closed-(egress|ingress)|selects-nothing|one-kind-only|unneeded-rule)/;

/** Who comes from outside of the files, as the golden's settings say. */
function context(tree: Readonly<Record<string, string>>): CheckContext {
  const settings = parse(tree["cluster.yaml"] ?? "{}");
  return callers(derive(members, settings));
}

test.each(readdirSync(FOLDER).filter((name) => name !== "neighbours"))(
  "nothing is said of the golden %s",
  async (name) => {
    const tree = await opened(await treeOf(join(FOLDER, name)));
    const files = new Map(Object.entries(tree).map(([path, text]) => [path, { text }]));
    const codes = check(files, context(tree)).filter(({ code }) => RULES.test(code));
    expect(codes).toEqual([]);
  },
);

/** What is found when the text of one file is replaced. */
async function brokenBy(golden: string, path: string, from: RegExp, to: string): Promise<readonly string[]> {
  const tree = await opened(await treeOf(join(FOLDER, golden)));
  const broken = tree[path]?.replace(from, to);
  if (broken === undefined || broken === tree[path]) throw new Error(`${path} has nothing to break`);
  const files = new Map(Object.entries({ ...tree, [path]: broken }).map(([name, text]) => [name, { text }]));
  return check(files, context(tree)).flatMap(({ code, at }) =>
    RULES.test(code) ? [`${code} ${at?.file.split("/").pop()}`] : [],
  );
}

const APP = "kubernetes/apps/ai-system/litellm/app";
const CACHE = "kubernetes/apps/cache/dragonfly/app";

test.each([
  [
    "the database's port",
    "plain",
    `${APP}/networkpolicy.yaml`,
    /port: 5432/,
    "port: 5433",
    "closed-egress networkpolicy.yaml",
  ],
  [
    "the cache's port",
    "plain",
    `${APP}/networkpolicy.yaml`,
    /port: 6379/,
    "port: 6380",
    "closed-egress networkpolicy.yaml",
  ],
  [
    "the cache's client",
    "plain",
    `${CACHE}/networkpolicy.yaml`,
    /name: litellm/,
    "name: dragonfly",
    "selects-nothing networkpolicy.yaml",
  ],
  [
    "the way of the gateway's proxies",
    "hardened",
    `${APP}/ciliumnetworkpolicy.yaml`,
    /ingress:\n(.*\n)*? {8}- ports:\n(.*\n){2}/,
    "ingress:\n",
    "one-kind-only ciliumnetworkpolicy.yaml",
  ],
  [
    "the way of the gateway's proxies in either kind",
    "plain",
    `${APP}/networkpolicy.yaml`,
    /kubernetes.io\/metadata.name: network$/m,
    "kubernetes.io/metadata.name: default",
    "closed-ingress networkpolicy.yaml",
  ],
  [
    "the way to the database's metrics",
    "hardened",
    `kubernetes/apps/ai-system/litellm/database/networkpolicy.yaml`,
    /9187/,
    "9188",
    "one-kind-only networkpolicy.yaml",
  ],
  [
    "the ACL line's keys",
    "full",
    `${CACHE}/acl.sops.yaml`,
    /~litellm:/g,
    "~other:",
    "acl-keys configmap.yaml",
  ],
  [
    "a variable",
    "full",
    `${APP}/helmrelease.yaml`,
    /- name: LITELLM_MASTER_KEY/,
    "- name: OTHER",
    "missing-environment configmap.yaml",
  ],
] as const)("a golden without %s is told of", async (_name, golden, path, from, to, expected) => {
  expect(await brokenBy(golden, path, from, to)).toEqual([expected]);
});
