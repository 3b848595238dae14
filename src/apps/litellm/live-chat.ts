import { type Check, doubtful, ok, skipped, type Verdict, wrong } from "../../verify/check.ts";
import { saidIn } from "../../verify/json.ts";
import type { HttpRequest, Live } from "../../verify/live.ts";
import type { AskApi } from "./live.ts";
import type { Mode } from "./modes.ts";
import type { LitellmVariables } from "./variables.ts";

type V = LitellmVariables;

/** How to ask a model. */
export interface ModelRequest {
  readonly path: string;
  /** What an answer holds. */
  readonly mark: string;
  readonly body: (prompt: string) => object;
}

/** The smallest question for each mode; the others cost more than a question, or need a file. */
export const requests: Partial<Readonly<Record<Mode, ModelRequest>>> = {
  chat: {
    path: "/v1/chat/completions",
    mark: '"choices"',
    body: (prompt) => ({ messages: [{ role: "user", content: prompt }] }),
  },
  completion: { path: "/v1/completions", mark: '"choices"', body: (prompt) => ({ prompt, max_tokens: 5 }) },
  responses: { path: "/v1/responses", mark: '"output"', body: (input) => ({ input }) },
  embedding: { path: "/v1/embeddings", mark: '"embedding"', body: (input) => ({ input }) },
  rerank: {
    path: "/v1/rerank",
    mark: '"relevance_score"',
    body: (query) => ({ query, documents: ["an apple", "a stone"] }),
  },
};

/** Each model answers what it is for, and answers itself. */
export function modelChecks(v: V, ask: AskApi): Check[] {
  return Object.entries(v.litellm_model_modes).flatMap(([model, mode]) => {
    const request = requests[mode];
    if (model.includes("*")) return [];
    const run = request
      ? (live: Live) => askModel(live, ask, model, request)
      : async () => skipped(`a question to a model of the mode ${mode} costs more, or needs a file`);
    return [
      { id: `litellm-model-${model}`, title: `${model} answers`, needs: "litellm-models", chat: true, run },
    ];
  });
}

async function askModel(live: Live, ask: AskApi, model: string, request: ModelRequest): Promise<Verdict> {
  // A cached answer would only prove that the model once answered.
  const prompt = `Say hello. ${live.now.toISOString()}`;
  const { status, headers, text } = await ask(live, requestTo(model, request, prompt));
  if (status !== 200)
    return wrong(`it gets ${status}: ${saidIn(text)}`, "see the provider's key, quota and model name");
  if (!text.includes(request.mark)) return wrong(`its answer holds no ${request.mark}`, "ask it by hand");
  if (Number(headers["x-litellm-attempted-fallbacks"] ?? 0) > 0) {
    const by = headers["x-litellm-model-group"] ?? "another model";
    return doubtful(`${by} answered in its place`, "see the provider's key, quota and model name");
  }
  return ok("an answer came");
}

export function requestTo(model: string, { path, body }: ModelRequest, prompt: string): HttpRequest {
  return { method: "POST", path, body: { model, ...body(prompt) } };
}

/** LiteLLM pretends a failure only where its administrator lets it, for everyone; without, nothing is proven. */
export function fallbackChecks(v: V, ask: AskApi): Check[] {
  const request = requests.chat;
  const chats = new Set(modelsOf(v, "chat"));
  if (!request) return [];
  return Object.entries(v.litellm_fallbacks).flatMap(([model, [other]]) => {
    if (!chats.has(model) || other === undefined) return [];
    const run = async (live: Live): Promise<Verdict> => {
      const asked = requestTo(model, request, `Who answers? ${live.now.toISOString()}`);
      const body = { ...(asked.body as object), mock_testing_fallbacks: true };
      const { status, headers, text } = await ask(live, { ...asked, body });
      if (status >= 400 && status < 500 && text.includes("mock_testing"))
        return skipped(
          "LiteLLM refuses to pretend a failure, as it should",
          "stop a provider, as docs/handover.md has it",
        );
      if (status !== 200)
        return wrong(`nobody answers for it: ${status}: ${saidIn(text)}`, `see the check of ${other}`);
      const by = headers["x-litellm-model-group"] ?? "";
      return by === other
        ? ok(`${other} answers for it`)
        : wrong(`${by || "nobody"} answers, not ${other}`, "reconcile");
    };
    const title = `${model} falls back on ${other}`;
    return [{ id: `litellm-fallback-${model}`, title, needs: "litellm-models", chat: true, run }];
  });
}

export function modelsOf(v: V, wanted: Mode): string[] {
  return Object.entries(v.litellm_model_modes).flatMap(([name, mode]) =>
    mode === wanted && !name.includes("*") ? [name] : [],
  );
}
