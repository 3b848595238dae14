import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { assistant, claimsOf, key, type Settings, signIn, steps, variables, variablesOf } from "./setup.ts";

const flux = {
  name: "flux",
  source: "https://artifacthub.io/packages/headlamp/headlamp-plugins/headlamp_flux",
  version: "0.5.0",
};

describe("the assistant", () => {
  const cases: readonly [string, Settings, boolean, string | null, string | null][] = [
    ["a key and an API", assistant, true, "https://api.example.org/v1", "vllm"],
    ["no key", {}, false, null, null],
    ["no API", { ...assistant, api_enabled: false }, false, null, null],
    ["a key, but unwanted", { ...assistant, headlamp_ai_assistant_enabled: false }, false, null, null],
    ["no Headlamp", { ...assistant, headlamp_enabled: false }, false, null, null],
  ];
  it.each(cases)("%s", (_name, settings, enabled, url, provider) => {
    const v = variablesOf(settings);
    expect(v.headlamp_ai_assistant_enabled).toBe(enabled);
    expect(v.headlamp_ai_assistant_base_url).toBe(url);
    expect(v.headlamp_ai_assistant_provider).toBe(provider);
    expect(claimsOf(settings).clients.map(({ key: claimed }) => claimed)).toEqual(
      enabled ? [{ value: key, models: [], maxBudget: 10, budgetDuration: "30d" }] : [],
    );
    expect(claimsOf(settings).origins).toEqual(enabled ? [{ origin: "https://headlamp.example.org" }] : []);
  });

  it("follows from the offer, and says so", () => {
    const node = variables(assistant).nodes.get("headlamp_ai_assistant_base_url");
    expect(node?.reads).toEqual(["headlamp_ai_assistant_enabled", "api_enabled", "offer:api/openai-api"]);
  });
});

describe("plugins", () => {
  const cases: readonly [string, Settings, readonly string[]][] = [
    ["none", {}, []],
    ["the user's", { headlamp_plugins: [flux] }, ["flux 0.5.0"]],
    ["the assistant", assistant, ["ai-assistant 0.3.0-alpha"]],
    ["both", { ...assistant, headlamp_plugins: [flux] }, ["flux 0.5.0", "ai-assistant 0.3.0-alpha"]],
  ];
  it.each(cases)("%s", (_name, settings, expected) => {
    const v = variablesOf(settings);
    const { plugins } = parse(v.headlamp_plugin_config) as { plugins: (typeof flux)[] };
    expect(plugins.map(({ name, version }) => `${name} ${version}`)).toEqual(expected);
    expect(v.headlamp_plugins_used).toBe(expected.length > 0);
  });
});

it("mounts the plugins that other apps bring, beside those of pluginctl", () => {
  expect(variablesOf({ api_plugin: true }).headlamp_plugin_images).toEqual({
    volumes: [{ name: "plugin-api", image: { reference: "a/b:1", pullPolicy: "IfNotPresent" } }],
    mounts: [
      { name: "plugin-api", mountPath: "/headlamp/static-plugins/api", subPath: "dist", readOnly: true },
    ],
  });
  expect(variablesOf({}).headlamp_plugin_images).toEqual({ volumes: [], mounts: [] });
});

describe("the sign-in", () => {
  const secret = (settings: Settings) => variablesOf({ ...signIn, ...settings }).headlamp_oidc_secret_data;

  it("hands the chart each key that it makes a flag of", () => {
    expect(secret({})).toEqual({
      OIDC_CLIENT_ID: "headlamp",
      OIDC_CLIENT_SECRET: "oidc-secret",
      OIDC_ISSUER_URL: "https://auth.example.org/realms/master",
      OIDC_SCOPES: "profile,email",
    });
    expect(Object.keys(secret({ headlamp_oidc_scopes: [] }))).not.toContain("OIDC_SCOPES");
  });

  it("comes back to the public page", () => {
    const [claim] = claimsOf(signIn).oidc;
    expect(claim).toMatchObject({
      clientId: "headlamp",
      redirectUris: ["https://headlamp.example.org/oidc-callback"],
      secret: "headlamp_oidc_client_secret",
      pkce: false,
    });
    expect(claim?.groups).toBeUndefined();
    expect(variablesOf(signIn).headlamp_env).toContainEqual({
      name: "OIDC_CALLBACK_URL",
      value: "https://headlamp.example.org/oidc-callback",
    });
  });

  it("is claimed only when it is on", () => {
    expect(claimsOf({}).oidc).toEqual([]);
    expect(variablesOf({}).headlamp_oidc_secret_data).toEqual({});
  });

  it("asks for PKCE when told so", () => {
    const names = (settings: Settings) =>
      variablesOf({ ...signIn, ...settings }).headlamp_env.map((entry) => (entry as { name: string }).name);
    expect(names({})).not.toContain("OIDC_USE_PKCE");
    expect(names({ headlamp_pkce_method: "S256" })).toContain("OIDC_USE_PKCE");
  });
});

it("binds a group under the name that the API server gives it, and claims it without", () => {
  const groups = { headlamp_group_roles: [{ group: "admins", cluster_role: "view" }] };
  const bound = (settings: Settings) =>
    variablesOf({ ...signIn, ...groups, ...settings }).headlamp_role_bindings.map(({ group }) => group);
  expect(bound({})).toEqual(["oidc:admins"]);
  expect(bound({ headlamp_oidc_groups_prefix: "" })).toEqual(["admins"]);
  expect(claimsOf({ ...signIn, ...groups }).oidc[0]?.groups).toEqual({ claim: "groups", names: ["admins"] });
});

it("names a binding after its group and its role, which can never change", () => {
  const names = (group: string, cluster_role: string) =>
    variablesOf({ ...signIn, headlamp_group_roles: [{ group, cluster_role }] }).headlamp_role_bindings.map(
      ({ name }) => name,
    );
  expect(names("a", "view")).toEqual(names("a", "view"));
  expect(names("a", "view")).not.toEqual(names("a", "edit"));
  expect(names("a", "view")).not.toEqual(names("b", "view"));
});

describe("the hand-over page", () => {
  const cases: readonly [string, Settings, readonly string[]][] = [
    ["tokens", {}, ["sign-in"]],
    ["sign-in", signIn, ["sign-in"]],
    ["the assistant", { ...signIn, ...assistant }, ["sign-in", "browser", "browser"]],
  ];
  it.each(cases)("has its steps for %s", (_name, settings, chapters) => {
    expect(steps(settings).map(({ chapter }) => chapter)).toEqual(chapters);
  });

  it("names the provider, the URL and the models, and no secret", () => {
    const texts = steps({ ...signIn, ...assistant }).map(({ text }) => text);
    const all = texts.join("\n");
    for (const part of ["vLLM (OpenAI-compatible)", "`https://api.example.org/v1`", "`gpt-4.1`", "`claude`"])
      expect(all).toContain(part);
    expect(all).toContain("--oidc-issuer-url=https://auth.example.org/realms/master");
    for (const secret of [key, "oidc-secret"]) expect(all).not.toContain(secret);
  });

  it("names only the models that the key may call", () => {
    const [, browser] = steps({ ...assistant, headlamp_ai_assistant_models: ["claude"] });
    expect(browser?.text).toContain("`claude`");
    expect(browser?.text).not.toContain("`gpt-4.1`");
  });
});
