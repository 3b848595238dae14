import { Ajv } from "ajv";
import { expect, it } from "vitest";
import schema from "../../../schema/apps/litellm.schema.json" with { type: "json" };
import { ajvFormats } from "../../../src/config/formats.ts";
import type { SettingSchema } from "../../../src/schema.ts";

const settings = Object.entries(schema.properties as unknown as Record<string, SettingSchema>);
const ajv = new Ajv({ strict: false, formats: { ...ajvFormats } });

it.each(settings)("%s fits its own schema", (name, setting) => {
  const fits = ajv.compile({ ...setting, $id: name });
  const values = [
    ...("default" in setting ? [setting.default] : []),
    ...(setting["x-secret"] ? [] : (setting.examples ?? [])),
  ];
  expect(values.filter((value) => !fits(value))).toEqual([]);
});

it.each(settings)("%s says what it is for", (_name, { description }) => {
  expect(description).toMatch(/^[A-Z].*\.$/);
});

it.each(settings)("%s explains its pattern in words", (_name, setting) => {
  expect("pattern" in setting).toBe("x-hint" in setting);
});

it("knows every format that it names", () => {
  const named = settings.flatMap(([, { format }]) => format ?? []);
  expect(named.filter((format) => !(format in ajvFormats))).toEqual([]);
});

const documented = [
  ["litellm_master_key", "sk-1234", false],
  ["litellm_master_key", `sk-${"a".repeat(28)}`, false],
  ["litellm_master_key", `key-${"a".repeat(40)}`, false],
  ["litellm_master_key", `sk-${"a b".repeat(20)}`, false],
  ["litellm_master_key", `sk-${"a".repeat(29)}`, true],
  ["litellm_salt_key", "short", false],
  ["litellm_backup_retention", "30 days", false],
  ["litellm_backup_schedule", "0 3 * * *", false],
  ["litellm_recovery_target_time", "2026-11-20T04:00:00Z", true],
  ["litellm_recovery_target_time", "yesterday", false],
  ["litellm_slack_webhook_url", "https://example.com/hook", false],
  ["azure_openai_us_east_resource_name", "https://my-east.openai.azure.com", false],
  ["azure_openai_us_east_resource_name", "", true],
  ["azure_openai_us_east_api_version", "2025-1-1", false],
  ["azure_anthropic_api_base", "http://plain.example.com", false],
  ["azure_anthropic_api_base", "https://a.example.com/anthropic", true],
  ["azure_anthropic_api_base", "https://a.example.com/?x=1", false],
  ["azure_anthropic_api_base", "", true],
  ["litellm_db_user", "lite llm", false],
  ["litellm_db_name", "naïve", false],
  ["litellm_image_digest", "sha256:abc", false],
  ["litellm_replicas", 0, false],
  ["litellm_replicas", 11, false],
  ["litellm_alerting_threshold", 59, false],
  ["litellm_max_budget", 0, false],
  ["litellm_gateways", ["public"], false],
  ["litellm_gateways", [], true],
  ["litellm_model_rate_limits", { "gpt-5": {} }, false],
  ["litellm_model_rate_limits", { "gpt-5": { rps: 1 } }, false],
  ["litellm_fallbacks", { "gpt-5": [] }, false],
  ["litellm_oidc_role_groups", { admin: ["x"] }, false],
  ["litellm_db_parameters", { work_mem: 8 }, false],
  ["litellm_db_parameters", { "work mem": "8MB" }, false],
] as const;

it.each(documented)("%s: %j", (name, value, fits) => {
  const validate = ajv.compile({ ...schema.properties[name], $id: `one:${name}:${JSON.stringify(value)}` });
  expect(validate(value)).toBe(fits);
});
