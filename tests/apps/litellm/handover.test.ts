import { describe, expect, it } from "vitest";
import { handoverSteps } from "../../../src/handover/steps.ts";
import { platform } from "./platform.ts";

const backups = {
  rustfs_enabled: true,
  litellm_s3_access_key: "an-access-key",
  litellm_s3_secret_key: "a-secret-key",
};
const recovery = { litellm_recovery_enabled: true, litellm_backup_server_name: "litellm-postgresql-2" };
const signIn = { keycloak_enabled: true, litellm_oidc_client_secret: "a-client-secret" };

/** The steps of a platform with these settings, but those for secrets. */
function steps(settings: Readonly<Record<string, unknown>>) {
  return handoverSteps(platform(settings)).filter(({ chapter }) => chapter !== "secrets");
}

const titles = (settings: Readonly<Record<string, unknown>>) =>
  steps(settings).map(({ chapter, title }) => `${chapter}: ${title}`);

const textOf = (settings: Readonly<Record<string, unknown>>, title: string) =>
  steps(settings).find((step) => step.title === title)?.text ?? "";

const restore = "Restore LiteLLM's database";

describe("what LiteLLM leaves to do", () => {
  it.each([
    [{ litellm_gateways: [] }, ["restore: Keep a copy of LiteLLM's database"]],
    [
      {},
      [
        "dns: Make `litellm.example.com` lead to LiteLLM",
        "dns: Let the Gateways serve these names",
        "restore: Keep a copy of LiteLLM's database",
      ],
    ],
    [
      { litellm_gateways: [], ...backups },
      [
        "storage: Sign in to the object store",
        "storage: Make the bucket `litellm-backups`",
        "restore: Restore LiteLLM's database",
      ],
    ],
    [
      { litellm_gateways: [], ...backups, ...recovery },
      [
        "storage: Sign in to the object store",
        "storage: Make the bucket `litellm-backups`",
        "restore: Finish the restore of LiteLLM's database",
      ],
    ],
    [
      { litellm_gateways: [], ...signIn },
      ["sign-in: Make the Keycloak client `litellm`", "restore: Keep a copy of LiteLLM's database"],
    ],
    [{ litellm_enabled: false }, []],
  ])("%j", (settings, expected) => expect(titles(settings)).toEqual(expected));

  it.each([
    ["litellm-postgresql", "litellm-postgresql-2"],
    ["litellm-postgresql-2", "litellm-postgresql-3"],
    ["archive-9", "archive-10"],
  ])("a restore from %s writes to %s", (now, next) => {
    const text = textOf({ ...backups, litellm_backup_server_name: now }, restore);
    expect(text).toContain(`litellm_recovery_server_name: ${now}\n`);
    expect(text).toContain(`litellm_backup_server_name: ${next}\n`);
  });

  it.each([
    [{}, "flux --namespace flux-system suspend kustomization litellm litellm-database"],
    [
      { flux_kustomization_namespace: "app", litellm_namespace: "ai" },
      "flux --namespace ai suspend kustomization litellm litellm-database",
    ],
  ])("Flux is told in the namespace where it has the Kustomizations: %j", (settings, command) => {
    expect(textOf({ ...backups, ...settings }, restore)).toContain(command);
  });

  it.each([
    [{}, '"arn:aws:s3:::litellm-backups/*"', "s3:DeleteObject"],
    [
      { litellm_backup_destination_path: "s3://litellm-backups/home/pg/" },
      '"arn:aws:s3:::litellm-backups/home/pg/*"',
      "s3:DeleteObject",
    ],
    [{ litellm_backup_enabled: false, litellm_recovery_enabled: true }, "s3:GetObject", ""],
  ])("the bucket's user may do what %j asks for", (settings, allowed, more) => {
    const text = textOf({ ...backups, ...settings }, "Make the bucket `litellm-backups`");
    expect(text).toContain(allowed);
    if (more) expect(text).toContain(more);
    else expect(text).not.toMatch(/s3:(Put|Delete|Abort)/);
  });

  it("the client knows the groups and roles that the settings name", () => {
    const settings = {
      ...signIn,
      litellm_oidc_role_claim: "resource_access.litellm.roles",
      litellm_oidc_role_groups: { proxy_admin: ["admins"], internal_user: ["staff", "admins"] },
    };
    const text = textOf(settings, "Make the Keycloak client `litellm`");
    const json = JSON.parse(/```json\n(.*?)\n```/s.exec(text)?.[1] ?? "");
    expect(json.groups).toEqual([{ name: "admins" }, { name: "staff" }]);
    expect(json.roles.client.litellm.map(({ name }: { name: string }) => name)).toContain("proxy_admin");
    expect(text).not.toContain("a-client-secret");
  });
});

describe("how a person sees that the models answer", () => {
  const vllm = { model: "hosted_vllm/q", api_base: "http://vllm.ml:8000/v1" };
  const models = {
    litellm_gateways: [],
    litellm_models: [
      { ...vllm, name: "talks" },
      { ...vllm, name: "talks-too" },
      { ...vllm, name: "vectors", mode: "embedding" },
      { ...vllm, name: "orders", mode: "rerank" },
      { ...vllm, name: "speaks", mode: "audio_speech" },
      { ...vllm, name: "any/*", model: "hosted_vllm/*" },
    ],
    litellm_fallbacks: { talks: ["talks-too"], vectors: ["talks"] },
  };
  const ask = textOf(models, "Ask every model");

  it.each([
    ["/v1/chat/completions", "for model in talks talks-too 'any/*'; do"],
    ["/v1/embeddings", "for model in vectors; do"],
    ["/v1/rerank", "for model in orders; do"],
  ])("%s is asked for the models that it is for", (path, loop) => {
    const step = ask.slice(ask.indexOf(loop));
    expect(ask).toContain(loop);
    expect(step.indexOf(path)).toBeLessThan(step.indexOf("done"));
  });

  it("asks no path that no model is for, and leaves to clients what one request cannot ask", () => {
    expect(ask).not.toContain("/v1/images");
    expect(ask).toContain("`speaks` (audio_speech)");
  });

  it("lists names that can be asked for, no wildcard", () => {
    expect(ask).toContain("among them: `talks`, `talks-too`, `vectors`, `orders`, `speaks`:");
  });

  it("takes the key from its Secret and keeps it out of arguments", () => {
    expect(ask).toContain("get secret litellm-secret");
    expect(ask).toContain("--header @-");
    expect(ask).not.toMatch(/--header ['"]Authorization/);
  });

  it("tries the fallbacks of models that talk", () => {
    const text = textOf(models, "Try the fallbacks");
    expect(text).toContain("`talks` → `talks-too`");
    expect(text).toContain("for model in talks; do");
  });

  it("says nothing where there are no models", () => {
    expect(titles({ litellm_gateways: [] })).toEqual(["restore: Keep a copy of LiteLLM's database"]);
  });
});
