import assert from "node:assert/strict";
import type { Case } from "./cases.ts";
import { startRedis } from "./redis-server.ts";
import { type Break, edited } from "./verify-break.ts";
import { databaseBreaks } from "./verify-broken-database.ts";
import { type Rig, verify } from "./verify-rig.ts";

/** Each server broken on purpose, and found by the check that is made for it. The last break is for good. */
export function brokenCases(rig: Rig, redis: string): Case[] {
  return [...litellmBreaks, ...databaseBreaks, ...cacheBreaks(redis), ...lastBreaks].map((one) => ({
    title: one.title,
    check: () => askBroken(rig, one),
  }));
}

async function askBroken(rig: Rig, { by, asking, found, status = "error" }: Break): Promise<void> {
  const mend = await by?.(rig);
  try {
    const only = Object.keys(found);
    const checked = await verify(rig, { only, chat: true, ...(await asking?.(rig)) });
    for (const [id, message] of Object.entries(found)) {
      const one = checked.find((each) => each.id === id);
      assert.equal(one?.status, status, `${id}: ${one?.message}`);
      assert.match(one?.message ?? "", message);
      assert.ok(one?.hint, "it has no hint");
    }
  } finally {
    await mend?.();
  }
}

const failing =
  (...models: readonly string[]) =>
  async ({ provider }: Rig) => {
    for (const model of models) provider.failing.add(model);
    return async () => provider.failing.clear();
  };

const litellmBreaks: readonly Break[] = [
  {
    title: "a model that is not served, and one that is too many",
    asking: edited(/name: alone/, "name: another"),
    found: { "litellm-models": /^missing: another; not configured: alone$/ },
  },
  {
    title: "another master key",
    asking: edited(/(litellm_master_key: sk-)tEsT/, "$1TeSt"),
    found: { "litellm-key": /gets 40\d/ },
  },
  {
    title: "another fallback than runs",
    asking: edited(/small: \[large\]/, "small: [alone]"),
    found: { "litellm-fallbacks": /other fallbacks run for small/ },
  },
  {
    title: "a provider that fails, without a fallback",
    by: failing("gpt-4.1"),
    found: { "litellm-model-alone": /^it gets 5\d\d: / },
  },
  {
    title: "a provider that fails, behind which another answers",
    by: failing("gpt-4o-mini"),
    found: { "litellm-model-small": /^large answered in its place$/ },
    status: "warning",
  },
  {
    title: "an embedding model that fails",
    by: failing("text-embedding-3-small"),
    found: { "litellm-model-vectors": /^it gets 5\d\d: / },
  },
  {
    title: "a page of another origin",
    asking: edited(/headlamp_enabled: true/, "headlamp_enabled: true\nheadlamp_subdomain: other"),
    found: { "headlamp-assistant": /may not call it/ },
  },
  {
    title: "a certificate for other names",
    asking: edited(/headlamp_enabled: true/, "headlamp_enabled: true\nheadlamp_subdomain: other"),
    found: { "route-other.example.com": /^its certificate is for litellm\.example\.com, / },
  },
];

/** Another Redis in its place, with an ACL file that is wrong. */
const withAcl = (redis: string, acl: string) => async (rig: Rig) => {
  const other = await startRedis(redis, acl);
  const before = rig.ports.get("Dragonfly") ?? 0;
  rig.ports.set("Dragonfly", other.port);
  return async () => {
    rig.ports.set("Dragonfly", before);
    await other.stop();
  };
};

const tenant = "USER litellm on >test-dragonfly-litellm-41d9";
const closed = "USER default off\n";

function cacheBreaks(redis: string): readonly Break[] {
  return [
    {
      title: "a cache without an ACL, whose default user is open to everyone",
      by: withAcl(redis, "USER default on nopass ~* &* +@all\n"),
      found: { "dragonfly-shut": /who does not sign in can read keys/ },
    },
    {
      title: "a tenant that reads every key",
      by: withAcl(redis, `${closed}${tenant} ~* &* +@all\n`),
      found: { "dragonfly-tenant-litellm": /^it can read openwebui:/ },
    },
    {
      title: "a tenant that is an administrator",
      by: withAcl(redis, `${closed}${tenant} ~litellm:* &* +@all\n`),
      found: { "dragonfly-tenant-litellm": /may read the server's configuration/ },
    },
    {
      title: "a tenant without its keys, and one that is missing",
      by: withAcl(redis, `${closed}${tenant} ~other:* &* +@all\n`),
      found: {
        "dragonfly-tenant-litellm": /its own keys are refused/,
        "dragonfly-tenant-openwebui": /cannot sign in: WRONGPASS/,
      },
    },
  ];
}

const stop = async () => async () => undefined;

const lastBreaks: readonly Break[] = [
  {
    title: "a cache that is full and refuses writes",
    by: async ({ redis }) => {
      await redis.admin.send("CONFIG", "SET", "maxmemory", "1");
      return () => redis.admin.send("CONFIG", "SET", "maxmemory", "0");
    },
    found: { "litellm-cache": /in the memory of one pod only/ },
  },
  {
    title: "LiteLLM's cache is gone",
    by: async ({ redis }) => {
      await redis.stop();
      return stop();
    },
    found: { "litellm-cache": /does not answer|not in the cache/ },
  },
  {
    title: "LiteLLM itself is gone, and Open WebUI shows no model any more",
    by: async ({ litellm }) => {
      await litellm.stop();
      return stop();
    },
    found: {
      "litellm-answers": /LiteLLM does not answer/,
      "open-webui-models": /^it does not get them from LiteLLM: /,
    },
  },
];
