import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Case } from "./cases.ts";
import type { ChartValues } from "./open-webui-chart.ts";
import type { Account, ChatPage } from "./open-webui-page.ts";
import type { Platform } from "./platforms.ts";
import { type Provider, saying } from "./provider.ts";
import type { RedisServer } from "./redis-server.ts";

/** A running Open WebUI and what is around it. */
export interface Subject {
  readonly platform: Platform;
  readonly values: ChartValues;
  readonly url: string;
  readonly page: ChatPage;
  readonly admin: Account;
  /** Models that the selector should offer. */
  readonly models: readonly string[];
  /** Two models that talk: their names here, and by which the provider is asked for them. */
  readonly chats: readonly [ChatModel, ChatModel];
  readonly provider: Provider;
  readonly redis: RedisServer;
  /** Folder for pictures. */
  readonly artifacts: string;
}

export interface ChatModel {
  readonly name: string;
  readonly deployment: string;
}

/** Everything that a running Open WebUI is asked, one after the other. */
export function openWebuiCases(subject: Subject): Case[] {
  return [...probeCases(subject), ...conversation(subject), ordinaryUser(subject), cacheAllows(subject)];
}

function probeCases({ values, url }: Subject): Case[] {
  const probes = [values.startupProbe, values.livenessProbe, values.readinessProbe];
  const paths = new Set(probes.flatMap((probe) => probe?.httpGet?.path ?? []));
  assert.ok(paths.size > 0, "it has no probes");
  return [...paths].map((path) => ({
    title: `the probe ${path} is content`,
    check: async () => assert.equal((await fetch(url + path)).status, 200),
  }));
}

function conversation({ page, admin, models, chats, provider, platform, artifacts }: Subject): Case[] {
  const [first, second] = chats;
  const asked = (since: number, { deployment }: ChatModel) => {
    const names = provider.asked.slice(since).map(({ model }) => model);
    assert.ok(names.includes(deployment), `the provider was asked for ${names.join(", ")}`);
  };
  return [
    { title: "the first administrator signs in", check: () => page.signIn(admin) },
    {
      title: "the selector shows exactly the configured models",
      check: async () => assert.deepEqual((await page.models()).sort(), [...models].sort()),
    },
    {
      title: "the chosen model answers",
      check: async () => {
        const since = provider.asked.length;
        await page.choose(first.name);
        await page.say("who are you", saying(first.deployment));
        asked(since, first);
      },
    },
    {
      title: "another model, chosen in the same conversation, answers from then on",
      check: async () => {
        const since = provider.asked.length;
        await page.choose(second.name);
        await page.say("and who are you", saying(second.deployment));
        asked(since, second);
        assert.deepEqual(
          await page.answers(),
          chats.map(({ deployment }) => saying(deployment)),
        );
      },
    },
    {
      title: "a picture of it is kept",
      check: async () => {
        await mkdir(artifacts, { recursive: true });
        await page.screenshot(join(artifacts, `open-webui-${platform.name}.png`));
      },
    },
  ];
}

/** Models are private to administrators unless told otherwise. */
function ordinaryUser({ url, admin, models }: Subject): Case {
  const check = async () => {
    const account = {
      name: "Someone",
      email: "someone@example.org",
      password: "ordinary-user-1",
      role: "user",
    };
    await post(url, "/api/v1/auths/add", account, admin.token);
    const { token } = await post(url, "/api/v1/auths/signin", account);
    const response = await fetch(`${url}/api/models`, { headers: { authorization: `Bearer ${token}` } });
    const { data } = (await response.json()) as { data: readonly { id: string }[] };
    assert.deepEqual(data.map(({ id }) => id).sort(), [...models].sort());
  };
  return { title: "an ordinary user sees the same models", check };
}

/** Redis keeps a log of what it has refused. */
function cacheAllows({ redis }: Subject): Case {
  const check = async () => {
    const log = await redis.admin.send("ACL", "LOG");
    assert.deepEqual(log, [], "the cache refused something");
  };
  return { title: "the cache refuses it nothing", check };
}

/** A call of the API; throws with the answer when it fails. */
export async function post(
  url: string,
  path: string,
  body: object,
  token = "",
): Promise<Readonly<Record<string, string>>> {
  const headers = { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) };
  const response = await fetch(url + path, { method: "POST", headers, body: JSON.stringify(body) });
  const text = await response.text();
  if (!response.ok) throw new Error(`${path}: ${response.status} ${text.slice(0, 200)}`);
  return JSON.parse(text);
}
