import assert from "node:assert/strict";
import type { Case } from "./cases.ts";
import type { Container } from "./container.ts";
import { cacheCases } from "./litellm-cache.ts";
import { fallbackCases } from "./litellm-fallbacks.ts";
import { handoverCases } from "./litellm-handover.ts";
import { metricsCases } from "./litellm-metrics.ts";
import { ask, get, openRealtime } from "./litellm-requests.ts";
import type { LitellmServer } from "./litellm-server.ts";
import { deploymentOf, type Model, stranger } from "./litellm-settings.ts";
import type { Platform } from "./platforms.ts";
import { type Provider, saying } from "./provider.ts";
import type { RedisServer } from "./redis-server.ts";

/** A running proxy and what is around it. */
export interface Subject {
  readonly platform: Platform;
  readonly container: Container;
  readonly server: LitellmServer;
  readonly access: { readonly url: string; readonly key: string };
  readonly provider: Provider;
  readonly redis: RedisServer;
}

/** Everything that a running proxy is asked; the cache and the metrics last, when there was traffic. */
export function litellmCases(subject: Subject): Case[] {
  const { model_list } = subject.server.config;
  return [
    ...typedCases(subject),
    ...frontDoor(subject),
    ...model_list.map((model, index) => answerCase(subject, model, index)),
    ...aliasCases(subject),
    ...fallbackCases(subject),
    ...handoverCases(subject),
    ...cacheCases(subject),
    ...metricsCases(subject),
  ];
}

const typed: Readonly<Record<string, string>> = {
  LITELLM_MASTER_KEY: "litellm_master_key",
  LITELLM_SALT_KEY: "litellm_salt_key",
  UI_USERNAME: "litellm_ui_username",
  UI_PASSWORD: "litellm_ui_password",
};

/** Through YAML, Helm and the kubelet a value stays as it was typed. */
function typedCases({ container, platform }: Subject): Case[] {
  return Object.entries(typed)
    .filter(([, setting]) => platform.settings[setting] !== undefined)
    .map(([variable, setting]) => ({
      title: `${variable} is what was typed`,
      check: () => assert.equal(container.env[variable], platform.settings[setting]),
    }));
}

function frontDoor({ access, server, container }: Subject): Case[] {
  const groups = new Set(server.config.model_list.map(({ model_name }) => model_name));
  const aliases = Object.keys(server.config.router_settings.model_group_alias ?? {});
  const names = [...groups, ...aliases].filter((name) => !name.includes("*"));
  const wildcards = [...groups].filter((name) => name.includes("*"));
  const ownOrigin = container.env.PROXY_BASE_URL ?? "";
  const preflight = (origin: string) =>
    fetch(`${access.url}/v1/models`, {
      method: "OPTIONS",
      headers: { origin, "access-control-request-method": "GET" },
    });
  return [
    {
      title: "it lists exactly the configured models",
      check: async () => {
        const { status, text } = await get(access, "/v1/models");
        assert.equal(status, 200, text);
        const listed = (JSON.parse(text) as { data: { id: string }[] }).data.map(({ id }) => id);
        const ours = listed.filter((id) => !isCovered(id, wildcards));
        assert.deepEqual(ours.sort(), names.filter((id) => !isCovered(id, wildcards)).sort());
      },
    },
    ...["", "sk-wrong"].map((key) => ({
      title: `it refuses ${key === "" ? "a request without a key" : "a wrong key"}`,
      check: async () => {
        const { status } = await get({ ...access, key }, "/v1/models");
        assert.ok(status >= 400 && status < 500, String(status));
      },
    })),
    {
      title: "it lives",
      check: async () => assert.equal((await get({ ...access, key: "" }, "/health/liveliness")).status, 200),
    },
    ...(container.env.LITELLM_CORS_ORIGINS ?? "").split(",").map((origin) => ({
      title: `a page from ${origin} may call it`,
      check: async () => {
        const response = await preflight(origin);
        assert.equal(response.headers.get("access-control-allow-origin"), origin);
      },
    })),
    {
      title: "a page from elsewhere may not call it",
      check: async () => {
        const response = await preflight(`${ownOrigin}.example.net`);
        assert.equal(response.headers.get("access-control-allow-origin"), null);
      },
    },
  ];
}

/** The model answers, and the provider got the key of the account that the model belongs to. */
function answerCase(subject: Subject, model: Model, index: number): Case {
  const { access, provider } = subject;
  const check = async () => {
    const before = provider.asked.length;
    const key = keyOf(subject, model);
    if (model.model_info.mode === "realtime") {
      assert.equal(await openRealtime(access, model), 101);
    } else {
      const { status, headers, text } = await ask(access, askedFor(model), `who is number ${index}`);
      assert.equal(status, 200, text);
      assert.equal(Number(headers.get("x-litellm-attempted-fallbacks") ?? 0), 0, "another one answered");
      if (model.model_info.mode === "chat") assert.ok(text.includes(saying(deploymentOf(model))), text);
    }
    const asked = provider.asked.slice(before).find(({ model: name }) => name === deploymentOf(model));
    assert.ok(asked, `the provider was asked ${JSON.stringify(provider.asked.slice(before))}`);
    if (key !== undefined) assert.equal(asked.key, key, "it sent another key");
  };
  return { title: `${model.model_name} answers`, check };
}

function askedFor(model: Model): Model {
  return { ...model, model_name: model.model_name.replace("*", stranger) };
}

function isCovered(id: string, wildcards: readonly string[]): boolean {
  return wildcards.some((name) => id.startsWith(name.slice(0, name.indexOf("*"))));
}

/** The key of a model's account; undefined where none, or a signature, is sent. */
function keyOf({ server, container }: Subject, { litellm_params }: Model): string | undefined {
  const name = litellm_params.litellm_credential_name;
  const credential = server.config.credential_list.find(({ credential_name }) => credential_name === name);
  const key = credential ? credential.credential_values.api_key : litellm_params.api_key;
  if (typeof key !== "string") return undefined;
  return key.startsWith("os.environ/") ? container.env[key.slice("os.environ/".length)] : key;
}

/** An alias is answered by the model behind it. */
function aliasCases({ access, provider, server }: Subject): Case[] {
  const { router_settings, model_list } = server.config;
  return Object.entries(router_settings.model_group_alias ?? {}).map(([alias, name]) => ({
    title: `${alias} is answered by ${name}`,
    check: async () => {
      const model = model_list.find(({ model_name }) => model_name === name);
      assert.ok(model, "there is no such model");
      const before = provider.asked.length;
      const { status, text } = await ask(access, { ...model, model_name: alias }, `who is ${alias}`);
      assert.equal(status, 200, text);
      assert.deepEqual(
        provider.asked.slice(before).map((one) => one.model),
        [deploymentOf(model)],
      );
    },
  }));
}
