import assert from "node:assert/strict";
import type { Case } from "./cases.ts";
import type { Container } from "./container.ts";
import { cacheCases } from "./litellm-cache.ts";
import { metricsCases } from "./litellm-metrics.ts";
import { ask, get, openRealtime } from "./litellm-requests.ts";
import type { LitellmServer } from "./litellm-server.ts";
import type { LitellmConfig, Model } from "./litellm-settings.ts";
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
  const fallbacks = (subject.platform.settings.litellm_fallbacks ?? {}) as Record<string, readonly string[]>;
  return [
    ...typedCases(subject),
    ...frontDoor(subject),
    ...model_list.map((model) => answerCase(subject, model)),
    ...Object.entries(fallbacks).map(([model, others]) => fallbackCase(subject, model, others)),
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
  const names = server.config.model_list.map(({ model_name }) => model_name);
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
        assert.deepEqual(listed.sort(), [...names].sort());
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
function answerCase(subject: Subject, model: Model): Case {
  const { access, provider, server, container } = subject;
  const check = async () => {
    const before = provider.asked.length;
    if (model.model_info.mode === "realtime") {
      assert.equal(await openRealtime(access, model), 101);
    } else {
      const { status, text } = await ask(access, model, `who are you, ${model.model_name}`);
      assert.equal(status, 200, text);
      if (model.model_info.mode === "chat") assert.ok(text.includes(saying(deploymentOf(model))), text);
    }
    const asked = provider.asked.slice(before).find(({ model: name }) => name === deploymentOf(model));
    assert.ok(asked, `the provider was asked ${JSON.stringify(provider.asked.slice(before))}`);
    assert.equal(asked.key, container.env[keyVariable(server.config, model)], "it sent another key");
  };
  return { title: `${model.model_name} answers`, check };
}

function deploymentOf({ litellm_params }: Model): string {
  return String(litellm_params.model).replace(/^[^/]+\//, "");
}

/** The variable that holds the key of a model's account. */
function keyVariable({ credential_list }: LitellmConfig, { litellm_params }: Model): string {
  const name = litellm_params.litellm_credential_name;
  const credential = credential_list.find(({ credential_name }) => credential_name === name);
  const key = credential ? credential.credential_values.api_key : litellm_params.api_key;
  return String(key).replace("os.environ/", "");
}

/** When the model's provider fails, the first of the others answers, and says so. */
function fallbackCase({ access, provider, server }: Subject, name: string, others: readonly string[]): Case {
  const check = async () => {
    const model = server.config.model_list.find(({ model_name }) => model_name === name);
    assert.ok(model, "there is no such model");
    provider.failing.add(deploymentOf(model));
    try {
      const { status, headers, text } = await ask(access, model, `who answers for ${name}`);
      assert.equal(status, 200, text);
      assert.equal(headers.get("x-litellm-attempted-fallbacks"), "1");
      assert.equal(headers.get("x-litellm-model-group"), others[0]);
    } finally {
      provider.failing.clear();
    }
  };
  return { title: `${name} falls back to ${others[0]}`, check };
}
