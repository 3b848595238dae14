import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import type { Certificate } from "./certificate.ts";
import { sendAnswer } from "./provider-stream.ts";

/** A request that reached the provider. */
export interface Asked {
  readonly path: string;
  readonly model: string;
  /** The key that came with it, without the word Bearer. */
  readonly key: string;
}

/** Stands in for every provider on the loopback address. */
export interface Provider {
  readonly url: string;
  readonly asked: readonly Asked[];
  /** Models that answer with a failure. */
  readonly failing: Set<string>;
  /** Models that take their time: milliseconds until they answer. */
  readonly slow: Map<string, number>;
  readonly stop: () => Promise<void>;
}

export async function startProvider({ key, cert }: Certificate): Promise<Provider> {
  const asked: Asked[] = [];
  const failing = new Set<string>();
  const slow = new Map<string, number>();
  const server = createServer({ key, cert }, (request, response) => {
    void answer(request, response, { asked, failing, slow });
  });
  server.on("upgrade", (request, socket) => openRealtime(request, socket, asked));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `https://127.0.0.1:${port}`, asked, failing, slow, stop: () => close(server) };
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { asked, failing, slow }: Pick<Provider, "failing" | "slow"> & { readonly asked: Asked[] },
): Promise<void> {
  const body = await bodyOf(request);
  const path = decodeURIComponent((request.url ?? "").replace(/\?.*/, ""));
  const model =
    /\/(?:deployments|models?)\/([^/]+?)(?::[A-Za-z]+$|\/)/.exec(path)?.[1] ?? String(body.model ?? "");
  asked.push({ path, model, key: keyOf(request) });
  const found = failing.has(model) ? failure : answers.find(({ ends }) => path.endsWith(ends));
  const { status, make } = found ?? unknown;
  const delay = slow.get(model);
  if (delay !== undefined) await new Promise((resolve) => setTimeout(resolve, delay));
  if (response.destroyed) return;
  sendAnswer(response, status, make(model, body), body.stream);
}

/** Answers the handshake of a WebSocket (RFC 6455, 4.2.2), and says nothing more. */
function openRealtime(request: IncomingMessage, socket: Duplex, asked: Asked[]): void {
  const { pathname, searchParams } = new URL(request.url ?? "", "http://provider");
  const model = searchParams.get("deployment") ?? searchParams.get("model") ?? "";
  asked.push({ path: pathname, model, key: keyOf(request) });
  const accept = createHash("sha1")
    .update(`${request.headers["sec-websocket-key"]}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
    .digest("base64");
  // Nobody else reads what comes, nor sees the end.
  socket.on("error", () => socket.destroy());
  socket.on("end", () => socket.destroy());
  socket.resume();
  socket.write(
    [
      "HTTP/1.1 101 Switching Protocols",
      "Upgrade: websocket",
      "Connection: Upgrade",
      `Sec-WebSocket-Accept: ${accept}`,
      "\r\n",
    ].join("\r\n"),
  );
}

type Body = Readonly<Record<string, unknown>>;

async function bodyOf(request: IncomingMessage): Promise<Body> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  try {
    return JSON.parse(Buffer.concat(chunks).toString()) as Body;
  } catch {
    return {};
  }
}

function keyOf({ headers }: IncomingMessage): string {
  const { authorization = "" } = headers;
  const key = headers["api-key"] ?? headers["x-api-key"] ?? headers["x-goog-api-key"] ?? authorization;
  return String(key).replace(/^bearer /i, "");
}

interface Answer {
  readonly ends: string;
  readonly status: number;
  readonly make: (model: string, body: Body) => object;
}

const failure: Answer = { ends: "", status: 500, make: () => ({ error: { message: "out of order" } }) };
const unknown: Answer = { ends: "", status: 404, make: () => ({ error: { message: "no such path" } }) };

/** What a model says here, so that an answer shows who gave it. */
export function saying(model: string): string {
  return `this is ${model}`;
}

const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };

const answers: readonly Answer[] = [
  {
    ends: "/chat/completions",
    status: 200,
    make: (model) => ({
      id: "chatcmpl-1",
      object: "chat.completion",
      created: 1,
      model,
      choices: [{ index: 0, message: { role: "assistant", content: saying(model) }, finish_reason: "stop" }],
      usage,
      // Groq always says which one it was, and LiteLLM reads it.
      service_tier: "default",
    }),
  },
  {
    ends: "/v1/messages",
    status: 200,
    make: (model) => ({
      id: "msg_1",
      type: "message",
      role: "assistant",
      model,
      content: [{ type: "text", text: saying(model) }],
      stop_reason: "end_turn",
      usage: { input_tokens: 1, output_tokens: 1 },
    }),
  },
  {
    ends: "/api/chat",
    status: 200,
    make: (model) => ({
      model,
      created_at: "2026-01-01T00:00:00Z",
      message: { role: "assistant", content: saying(model) },
      done: true,
      done_reason: "stop",
      prompt_eval_count: 1,
      eval_count: 1,
    }),
  },
  {
    ends: ":generateContent",
    status: 200,
    make: (model) => ({
      candidates: [{ content: { role: "model", parts: [{ text: saying(model) }] }, finishReason: "STOP" }],
      usageMetadata: { promptTokenCount: 1, candidatesTokenCount: 1, totalTokenCount: 2 },
    }),
  },
  {
    ends: "/converse",
    status: 200,
    make: (model) => ({
      output: { message: { role: "assistant", content: [{ text: saying(model) }] } },
      stopReason: "end_turn",
      usage: { inputTokens: 1, outputTokens: 1, totalTokens: 2 },
      metrics: { latencyMs: 1 },
    }),
  },
  {
    ends: "/api/embed",
    status: 200,
    make: (model) => ({ model, embeddings: [[0.5, 0.25]], prompt_eval_count: 1 }),
  },
  {
    ends: "/embeddings",
    status: 200,
    make: (model) => ({
      object: "list",
      model,
      data: [{ object: "embedding", index: 0, embedding: [0.5, 0.25] }],
      usage: { prompt_tokens: 1, total_tokens: 1 },
    }),
  },
  {
    ends: "/images/generations",
    status: 200,
    make: () => ({ created: 1, data: [{ b64_json: "aW1hZ2U=" }] }),
  },
  {
    ends: "/rerank",
    status: 200,
    make: () => ({
      id: "rerank-1",
      results: [{ index: 0, relevance_score: 0.5 }],
      meta: { billed_units: { search_units: 1 } },
    }),
  },
  { ends: "/analyze", status: 200, make: () => [] },
  { ends: "/guard", status: 200, make: () => ({ flagged: false, payload: [], breakdown: [] }) },
  { ends: "/validate", status: 200, make: () => ({ action: "passthrough" }) },
];
