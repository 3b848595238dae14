import type { Facts, Finding, Rule } from "../../../app.ts";
import { nearest } from "../../../nearest.ts";
import { credentials, isConfigured } from "../credentials.ts";
import type { OwnModel } from "../own-models.ts";
import { regionOf } from "../own-models.ts";
import { noKey } from "../provider-keys.ts";
import { providerWords } from "../provider-words.ts";
import { providerOf, providerWord } from "../providers.ts";
import type { LitellmVariables } from "../variables.ts";
import { entriesOf, found } from "./own-model-findings.ts";

type V = LitellmVariables;

/** Where the user's own models are and how they are reached. */
export const ownModelRules: readonly Rule<V>[] = [words, places, azureAccounts, regions, wildcards, modes];

function* words(v: V): Iterable<Finding> {
  for (const entry of entriesOf(v)) {
    const { model } = entry;
    const word = providerWord(model);
    if (word === undefined) yield withoutProvider(entry.index, model);
    else if (word === "vllm") {
      const hint = `write hosted_vllm/${model.slice("vllm/".length)}`;
      yield found(
        entry.index,
        "unknown-provider",
        "vllm/ runs vLLM inside of LiteLLM, which has none",
        hint,
        "model",
      );
    } else if (!providerWords.has(word)) yield unknownProvider(entry.index, word, model);
    else if (word === "ollama_chat" && entry.mode === "embedding") {
      const hint = `write ollama/${model.slice("ollama_chat/".length)}`;
      yield found(entry.index, "ollama-embedding", "LiteLLM makes vectors with ollama/ alone", hint, "model");
    }
  }
}

function withoutProvider(index: number, model: string): Finding {
  const word = usual.find(({ pattern }) => pattern.test(model))?.word;
  const hint = word ? `write ${word}/${model}` : "write its provider and a slash before it, such as openai/";
  return found(index, "model-without-provider", `${model} does not say whose model it is`, hint, "model");
}

const usual = [
  { pattern: /^(gpt-|o\d|chatgpt|text-embedding-|dall-e|whisper|tts-)/, word: "openai" },
  { pattern: /^claude-/, word: "anthropic" },
  { pattern: /^gemini-/, word: "gemini" },
  { pattern: /^(mistral|codestral|magistral|ministral)-/, word: "mistral" },
  { pattern: /:/, word: "ollama_chat" },
];

function unknownProvider(index: number, word: string, model: string): Finding {
  const near = nearest(word, providerWords);
  const hint = near
    ? `did you mean ${near}/`
    : `write hosted_vllm/${model} for vLLM, or openai/${model} for another server, with its api_base`;
  return found(index, "unknown-provider", `LiteLLM knows no provider ${word}`, hint, "model");
}

/** A server of one's own, or of a provider whose URL is not known here, must be named. */
function* places(v: V, facts: Facts): Iterable<Finding> {
  for (const { index, model, api_base, credential } of entriesOf(v)) {
    const word = providerWord(model) ?? "";
    const { kind } = providerOf(model);
    const isMissing = (kind === "server" || kind === "other") && api_base === undefined && !credential;
    if (!isMissing || !providerWords.has(word)) continue;
    const message = `${model} does not say where its server is`;
    yield found(index, "missing-api-base", message, `add api_base: ${usualPlace(word, facts)}`, "model");
  }
}

/** Where a server of that kind runs in this cluster, as far as another app says so. */
function usualPlace(word: string, facts: Facts): string {
  const ollama = /^ollama(_chat)?$/.test(word);
  const isOfKind = (provider: string) => provider === word || (ollama && provider === "ollama_chat");
  const server = facts.claims("model-server").find(({ provider }) => isOfKind(provider));
  return server?.apiBase ?? (ollama ? "its URL, such as http://192.168.1.20:11434" : "its URL");
}

/** Models on Azure are at a resource of one's own: a configured account, or URL and key. */
function* azureAccounts(v: V, facts: Facts): Iterable<Finding> {
  for (const entry of entriesOf(v)) {
    const { index, model, api_base, api_key, credential } = entry;
    const account = Object.values(credentials).find(({ name }) => name === credential);
    if (account && !isConfigured(account, facts)) {
      yield {
        ...found(
          index,
          "account-not-configured",
          `${account.description} is not configured`,
          `set ${account.key} and ${account.place}`,
          "credential",
        ),
        missing: [account.key, account.place],
      };
    }
    if (providerOf(model).kind !== "azure" || credential !== undefined) continue;
    if (api_base !== undefined && api_key !== undefined && api_key !== noKey) continue;
    const hint = "add credential: azure_openai_us_east, or api_base and api_key";
    yield found(
      index,
      "model-without-account",
      `${model} does not say at which resource it is`,
      hint,
      "model",
    );
  }
}

function* regions(v: V): Iterable<Finding> {
  for (const entry of entriesOf(v)) {
    if (providerOf(entry.model).kind !== "bedrock" || entry.api_base !== undefined) continue;
    if (regionOf(entry, v) !== undefined) continue;
    const message = `${entry.model} does not say in which region of AWS it is`;
    yield {
      ...found(entry.index, "missing-region", message, "set aws_region, such as eu-central-1", "model"),
      missing: ["aws_region"],
    };
  }
}

/** What a client asks for is put in the place of the wildcard, so both sides must have one. */
function* wildcards(v: V): Iterable<Finding> {
  for (const { index, name, model } of entriesOf(v)) {
    if (!model.includes("*") || name.includes("*")) continue;
    const message = `${model} is a wildcard, but its name ${name} is not`;
    yield found(index, "wildcard-name", message, `write name: ${model}`, "name");
  }
}

/** Deployments of one name take each other's requests. */
function* modes(v: V): Iterable<Finding> {
  const first = new Map<string, OwnModel>();
  for (const entry of entriesOf(v)) {
    const other = first.get(entry.name);
    if (!other) first.set(entry.name, entry);
    const [one, two] = [other?.mode ?? "chat", entry.mode ?? "chat"];
    if (!other || one === two) continue;
    const message = `${entry.name} is of mode ${one} in one entry and of ${two} in another`;
    yield found(
      entry.index,
      "mixed-modes",
      message,
      "give one of them another name",
      entry.mode ? "mode" : "name",
    );
  }
}
