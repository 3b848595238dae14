import { describe, expect, it } from "vitest";
import { app } from "../../../src/apps/litellm/app.ts";
import type { LitellmVariables } from "../../../src/apps/litellm/variables.ts";
import { needed, platform } from "./platform.ts";

type Settings = Readonly<Record<string, unknown>>;

const page_key = "sk-pAgE0123456789abcdef";
const value = (name: string, settings: Settings = {}) =>
  platform(settings).value(`litellm_client_keys_${name}`);

describe("without a client that claims a key", () => {
  it("there is no Job, and dependants wait for LiteLLM", () => {
    expect(value("enabled")).toBe(false);
    expect(readyWith({})).toEqual(["litellm"]);
  });
});

describe("a client that claims a key", () => {
  it("has it made by a Job that dependants wait for", () => {
    expect(value("enabled", { page_key })).toBe(true);
    expect(readyWith({ page_key })).toEqual(["litellm-client-keys"]);
  });

  it.each([
    [null, { models: ["gpt-5"], max_budget: null, budget_duration: null }],
    [12.5, { models: ["gpt-5"], max_budget: 12.5, budget_duration: "7d" }],
  ])("with the budget %s is listed without the key", (page_budget, limits) => {
    const list = value("list", { page_key, page_budget });
    expect(JSON.parse(String(list))).toEqual([{ name: "the-page", variable: "KEY_THE_PAGE", limits }]);
  });

  it("has its key and the master key in the Job's Secret, by the names of the environment", () => {
    const data = { LITELLM_MASTER_KEY: needed.litellm_master_key, KEY_THE_PAGE: page_key };
    expect(value("data", { page_key })).toEqual(data);
    const env = value("env", { page_key }) as LitellmVariables["litellm_client_keys_env"];
    const referred = env.flatMap((one) => ("valueFrom" in one ? [one.valueFrom.secretKeyRef.key] : []));
    expect(referred).toEqual(Object.keys(data));
  });

  it.each<[string, Settings]>([
    ["key", { page_key: "sk-0therKey0123456789" }],
    ["budget", { page_budget: 3 }],
    ["master key", { litellm_master_key: "sk-0therMasterKey0123456789abcdefgh" }],
  ])("gets another Job for another %s", (_what, change) => {
    const job = value("job", { page_key });
    expect(job).toMatch(/^litellm-client-keys-[0-9a-f]{10}$/);
    expect(value("job", { page_key, ...change })).not.toBe(job);
    expect(value("job", { page_key, litellm_log_level: "ERROR" })).toBe(job);
  });

  it("is named to LiteLLM by its headers", () => {
    expect(platform({ page_key }).value("litellm_config")).toMatchObject({
      general_settings: {
        user_header_mappings: [
          { header_name: "X-Page-Id", litellm_user_role: "internal_user" },
          { header_name: "X-Page-Email", litellm_user_role: "customer" },
        ],
      },
    });
    expect(JSON.stringify(platform().value("litellm_config"))).not.toContain("user_header_mappings");
  });

  it("and the Job may reach LiteLLM alone", () => {
    const enforced = { network_policies_enabled: true, network_policies_mode: "enforce" };
    const ports = (rules: unknown) => JSON.stringify(rules).match(/"port":"\d+"/g);
    expect(ports(value("cilium_rules", { ...enforced, page_key }))).toEqual([
      '"port":"53"',
      '"port":"53"',
      '"port":"4000"',
    ]);
    const entering = JSON.stringify(platform({ ...enforced, page_key }).value("litellm_cilium_rules"));
    expect(entering).toContain("litellm-client-keys");
    expect(entering).toContain('"k8s:app":"page"');
  });
});

function readyWith(settings: Settings): readonly string[] | undefined {
  const variables = platform(settings);
  return app.ready?.(variables.all as unknown as LitellmVariables, variables.facts("litellm"));
}
