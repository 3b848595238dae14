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
