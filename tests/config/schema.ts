import { Ajv } from "ajv";
import { ajvFormats } from "../../src/config/formats.ts";
import { ownKeywords, type Schema } from "../../src/config/schema.ts";
import type { Validator } from "../../src/config/validate.ts";

/** A small bundle that has every keyword the real one uses. */
export const schema: Schema = {
  type: "object",
  additionalProperties: false,
  required: ["cluster_domain", "litellm_master_key"],
  properties: {
    cluster_domain: { type: "string", format: "hostname", examples: ["example.com"] },
    cluster_timezone: { type: "string", format: "timezone", default: "UTC" },
    cluster_api_url: { type: "string", format: "http-url", examples: ["https://k8s.example.com"] },
    cluster_mode: { type: "string", enum: ["minimal", "standard", "hardened"] },
    cluster_note: { type: "string" },
    cluster_title: { type: "string", "x-single-line": true },
    network_cidr: { type: "string", format: "ipv4-cidr" },
    litellm_enabled: { type: "boolean" },
    litellm_replicas: { type: "integer", minimum: 1, maximum: 9 },
    litellm_ratio: { type: "number", exclusiveMinimum: 0 },
    litellm_image_tag: { type: "string", format: "image-tag", examples: ["1.80.0"] },
    litellm_db_name: { type: "string", pattern: "^[a-z][a-z0-9_]*$", "x-hint": "use lower case letters" },
    litellm_slug: { type: "string", pattern: "^[a-z]+$" },
    litellm_backup: { type: "string", format: "cron-seconds" },
    litellm_memory_limit: { type: "string", format: "memory" },
    litellm_timeout: { type: "string", format: "duration" },
    litellm_master_key: {
      type: "string",
      "x-secret": true,
      "x-generate": { length: 32 },
      minLength: 32,
      pattern: "^sk-",
    },
    litellm_salt: { type: "string", "x-secret": true, "x-single-line": true, pattern: "^[^ ]*$" },
    litellm_choice: { type: "string", "x-secret": true, enum: ["alpha-secret-1", "beta-secret-2"] },
    litellm_dsn: { type: "string", "x-secret": true, format: "uri" },
    litellm_tokens: { type: "array", "x-secret": true, items: { type: "string", minLength: 8 } },
    litellm_aliases: { type: "object", additionalProperties: { type: "string" }, maxProperties: 2 },
    litellm_labels: {
      type: "object",
      propertyNames: { pattern: "^[a-z]+$" },
      additionalProperties: { type: "string" },
    },
    litellm_old: { type: "string", "x-deprecated": "use litellm_slug" },
    litellm_hosts: {
      type: "array",
      minItems: 1,
      maxItems: 3,
      uniqueItems: true,
      items: { type: "string", format: "host" },
    },
    litellm_cache: {
      type: "object",
      additionalProperties: false,
      properties: { ttl_seconds: { type: "integer" }, password: { type: "string", "x-secret": true } },
    },
    litellm_models: {
      type: "array",
      items: {
        type: "object",
        additionalProperties: false,
        required: ["model_name"],
        "x-instead": { name: "model_name", params: "write them beside model_name" },
        properties: {
          model_name: { type: "string", minLength: 1 },
          api_key: { type: "string", "x-secret": true, minLength: 8 },
          rpm: { type: "integer", minimum: 0, multipleOf: 5 },
        },
      },
    },
  },
  "x-derived-variables": { litellm_url: "set cluster_domain, from which it is made" },
};

const ajv = new Ajv({ allErrors: true, allowUnionTypes: true, formats: { ...ajvFormats } });
ajv.addVocabulary([...ownKeywords]);

export const validator = ajv.compile(schema) as unknown as Validator;
