/** What a model is for; LiteLLM chooses its health check and its accounting by it. */
export type Mode =
  | "audio_speech"
  | "audio_transcription"
  | "batch"
  | "chat"
  | "completion"
  | "embedding"
  | "image_generation"
  | "ocr"
  | "realtime"
  | "rerank"
  | "responses"
  | "video_generation";
