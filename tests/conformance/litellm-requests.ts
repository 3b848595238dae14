import { randomBytes } from "node:crypto";
import { request } from "node:http";
import type { Model } from "./litellm-settings.ts";

/** How to reach the proxy. */
export interface Access {
  readonly url: string;
  readonly key: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** A request without a body; `key` empty sends none. */
export async function get(
  { url, key }: Access,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  return send(`${url}${path}`, { headers: { ...authorization(key), ...headers } });
}

const paths: Readonly<Record<string, string>> = {
  chat: "/v1/chat/completions",
  embedding: "/v1/embeddings",
  image_generation: "/v1/images/generations",
  rerank: "/v1/rerank",
};

/** Asks a model for what its mode is made for. */
export async function ask({ url, key }: Access, model: Model, prompt: string): Promise<Answer> {
  const { mode } = model.model_info;
  const path = paths[mode];
  if (path === undefined) throw new Error(`the suite has no request for the mode ${mode}`);
  const body = JSON.stringify({ model: model.model_name, ...bodyFor(mode, prompt) });
  const headers = { ...authorization(key), "content-type": "application/json" };
  return send(`${url}${path}`, { method: "POST", headers, body });
}

function bodyFor(mode: string, prompt: string): object {
  if (mode === "chat") return { messages: [{ role: "user", content: prompt }] };
  if (mode === "embedding") return { input: prompt };
  return mode === "rerank" ? { query: prompt, documents: ["one", "two"] } : { prompt };
}

function authorization(key: string): Record<string, string> {
  return key === "" ? {} : { authorization: `Bearer ${key}` };
}

async function send(url: string, init: RequestInit): Promise<Answer> {
  const response = await fetch(url, { ...init, signal: AbortSignal.timeout(60_000), redirect: "manual" });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

/** Opens a WebSocket to a realtime model; resolves to the status of the handshake. */
export async function openRealtime({ url, key }: Access, model: Model): Promise<number> {
  const headers = {
    ...authorization(key),
    connection: "Upgrade",
    upgrade: "websocket",
    "sec-websocket-version": "13",
    "sec-websocket-key": randomBytes(16).toString("base64"),
  };
  const client = request(`${url}/v1/realtime?model=${encodeURIComponent(model.model_name)}`, { headers });
  return new Promise((resolve, reject) => {
    client.on("error", reject);
    client.on("response", ({ statusCode = 0 }) => resolve(statusCode));
    client.on("upgrade", ({ statusCode = 0 }, socket) => {
      // LiteLLM accepts before it has called the provider.
      setTimeout(() => {
        socket.destroy();
        resolve(statusCode);
      }, 1500);
    });
    client.end();
  });
}
