import type { Facts } from "../../app.ts";
import { tikaName, tikaPort } from "./names.ts";
import type { OpenWebuiVariables } from "./variables.ts";

/**
 * How documents are read, made searchable and sorted: all by the API. Without an embedding model they go into the
 * prompt as a whole, because Open WebUI's own model would have to be downloaded.
 */
export function documentEnvironment(v: OpenWebuiVariables, facts: Facts): Record<string, string> {
  const url = facts.offer("openai-api")?.internalUrl ?? "";
  return {
    // Also without a model: any other engine would load one of its own, and the default URL is that of OpenAI itself.
    RAG_EMBEDDING_ENGINE: "openai",
    RAG_OPENAI_API_BASE_URL: url,
    ...(v.openwebui_embedding_model
      ? {
          RAG_EMBEDDING_MODEL: v.openwebui_embedding_model,
          RAG_EMBEDDING_BATCH_SIZE: String(v.openwebui_embedding_batch_size),
        }
      : { RAG_EMBEDDING_MODEL: "", BYPASS_EMBEDDING_AND_RETRIEVAL: "True" }),
    ...(v.openwebui_rerank_model && {
      ENABLE_RAG_HYBRID_SEARCH: "True",
      RAG_RERANKING_ENGINE: "external",
      RAG_RERANKING_MODEL: v.openwebui_rerank_model,
      RAG_EXTERNAL_RERANKER_URL: `${url}/rerank`,
    }),
    ...(v.openwebui_tika_enabled && {
      CONTENT_EXTRACTION_ENGINE: "tika",
      TIKA_SERVER_URL: `http://${tikaName}:${tikaPort}`,
    }),
  };
}
