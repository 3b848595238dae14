import assert from "node:assert/strict";
import { parseAcl } from "../../src/acl/grammar.ts";
import type { Case } from "./cases.ts";
import type { Subject } from "./litellm-cases.ts";
import { ask } from "./litellm-requests.ts";
import { aclOf } from "./redis.ts";
import type { RedisConnection } from "./resp.ts";

/** What LiteLLM leaves in the cache, and that the ACL allowed all that it tried. */
export function cacheCases(subject: Subject): Case[] {
  const { cache_params } = subject.server.config.litellm_settings;
  if (!cache_params) return [];
  return [
    ...repeatCase(subject),
    {
      title: "every key in the cache is one of the tenant's",
      check: async () => {
        const keys = await allKeys(subject.redis.admin);
        assert.notEqual(keys.length, 0, "there is no key");
        const { username, namespace } = cache_params;
        const isShared = aclOf(subject.platform) === undefined;
        const patterns = isShared ? [globPattern(`${namespace}:*`)] : keyPatterns(subject, String(username));
        assert.deepEqual(
          keys.filter((key) => !patterns.some((pattern) => pattern.test(key))),
          [],
        );
      },
    },
    {
      title: "the ACL refused it nothing",
      check: async () => {
        assert.deepEqual(await subject.redis.admin.send("ACL", "LOG"), []);
        const complaints = subject.server.output().match(/.*(NOPERM|NOAUTH|WRONGPASS|No permissions).*/g);
        assert.equal(complaints, null);
      },
    },
  ];
}

/** The same question twice reaches the provider once, when answers of chats are kept. */
function repeatCase({ access, provider, server }: Subject): Case[] {
  const { cache_params = {} } = server.config.litellm_settings;
  const chat = server.config.model_list.find(({ model_info }) => model_info.mode === "chat");
  const kept = cache_params.supported_call_types as readonly string[];
  if (!chat || !kept.includes("acompletion")) return [];
  const check = async () => {
    await ask(access, chat, "what did I ask before");
    // The answer is written behind the response.
    await new Promise((resolve) => setTimeout(resolve, 500));
    const before = provider.asked.length;
    const { status } = await ask(access, chat, "what did I ask before");
    // Guardrails are asked again, but they name no model.
    const again = provider.asked.slice(before).filter(({ model }) => model !== "");
    assert.deepEqual([status, again], [200, []]);
  };
  return [{ title: "a repeated question is answered from the cache", check }];
}

function keyPatterns({ platform }: Subject, user: string): RegExp[] {
  const { users } = parseAcl(aclOf(platform) ?? "");
  const keys = users.find(({ name }) => name === user)?.keys ?? [];
  return keys.map((pattern) => globPattern(pattern.replace(/^(%[RW]+)?~/, "")));
}

function globPattern(glob: string): RegExp {
  return new RegExp(`^${glob.replace(/[\\^$+.()|{}]/g, "\\$&").replaceAll("*", ".*")}$`, "s");
}

async function allKeys(admin: RedisConnection): Promise<string[]> {
  const keys = await admin.send("KEYS", "*");
  return Array.isArray(keys) ? keys.map(String) : [];
}
