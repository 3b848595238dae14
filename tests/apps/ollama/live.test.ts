import { expect, it } from "vitest";
import { checksOf } from "../../verify/configured.ts";
import { answer, fakeLive, httpOf, verdictOf } from "../../verify/fake-live.ts";

const checks = await checksOf("ollama", "ollama");
const model = "hf.co/bartowski/Llama-3.2-1B-Instruct-GGUF:Q4_K_M";
const all = ["qwen3:0.6b", "gpt-oss:20b", model, "nomic-embed-text:latest"];
const tags = (names: readonly string[]) =>
  answer(200, JSON.stringify({ models: names.map((name) => ({ name, model: name })) }));

it.each([
  ["exactly those of cluster.yaml", tags(all), "ok", ""],
  ["one too few", tags(all.slice(1)), "error", "qwen3:0.6b"],
  ["one under its latest tag only", tags(["qwen3:latest", ...all.slice(1)]), "error", "qwen3:0.6b"],
  ["one too many", tags([...all, "mistral:latest"]), "warning", "mistral:latest"],
  ["none at all", answer(200, "{}"), "error", model],
  ["no list", answer(500, "disk I/O error"), "error", "disk I/O error"],
])("it has %s", async (_title, given, status, says) => {
  const verdict = await verdictOf(
    checks,
    "ollama-models",
    fakeLive({ http: httpOf({ "GET /api/tags": given }) }),
  );
  expect(verdict.status).toBe(status);
  expect(verdict.message).toContain(says);
});

it.each([
  ["tells its version", answer(200, '{"version":"0.32.15"}'), "ok"],
  ["is something else", answer(200, "<html>"), "error"],
  ["fails", answer(503), "error"],
])("it %s", async (_title, given, status) => {
  const live = fakeLive({ http: httpOf({ "GET /api/version": given }) });
  expect((await verdictOf(checks, "ollama-answers", live)).status).toBe(status);
});
