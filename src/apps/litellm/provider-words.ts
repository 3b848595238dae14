/** The words before the slash that LiteLLM 1.108.10 knows (types/utils.py, LlmProviders), without the deprecated. */
export const providerWords: ReadonlySet<string> = new Set(
  `ai21 ai21_chat aiml aiohttp_openai amazon_nova anthropic anthropic_text assemblyai aws_polly aws_textract azure
  azure_ai azure_text baseten bedrock black_forest_labs bytez cerebras chatgpt chutes clarifai cloudflare codestral
  cohere cohere_chat cometapi compactifai custom custom_openai dashscope databricks datarobot deepgram deepinfra
  deepseek docker_model_runner edenai elevenlabs empower fal_ai featherless_ai fireworks_ai friendliai galadriel
  gemini gigachat github github_copilot gradient_ai groq heroku hosted_vllm huggingface hyperbolic inception
  infinity jina_ai lambda_ai langflow langgraph lemonade litellm_proxy llamafile lm_studio maritalk meta_llama
  minimax mistral modelscope moonshot morph nano-gpt nebius nlp_cloud novita nscale nvidia_nim nvidia_riva oci
  ollama ollama_chat oobabooga openai openai_like openrouter ovhcloud perplexity petals poe predibase publicai
  recraft replicate runwayml sagemaker sagemaker_chat sambanova sap scaleway snowflake stability synthetic tencent
  text-completion-codestral text-completion-openai together_ai topaz triton v0 vercel_ai_gateway vertex_ai
  vertex_ai_beta volcengine voyage wandb watsonx watsonx_text xai xiaomi_mimo xinference zai`.split(/\s+/),
);
