import { describe, expect, it } from "vitest";
import { app } from "../../../src/apps/open-webui/app.ts";
import { handoverSteps } from "../../../src/handover/steps.ts";
import { everything, platform, type Settings, variablesOf } from "./platform.ts";

const facts = (settings: Settings) => platform(settings).facts("open-webui");
const restores = (settings: Settings) =>
  handoverSteps(platform(settings))
    .filter(({ chapter }) => chapter === "restore")
    .map(({ title }) => title);

describe("what Open WebUI claims for the hand-over page", () => {
  it.each<[Settings, object[]]>([
    [{ openwebui_gateways: [] }, []],
    [{ openwebui_gateways: ["external"] }, [{ title: "Open WebUI", gateways: ["external"] }]],
  ])("a host name: %j", (settings, expected) => {
    expect(facts(settings).claims("hostname")).toMatchObject(expected);
  });

  it.each<[Settings, object]>([
    [{}, { secret: "openwebui_oidc_client_secret", scopes: ["email", "profile"] }],
    [
      { openwebui_oidc_role_claim: "roles", openwebui_oidc_group_claim: "groups" },
      { roles: { claim: "roles", names: ["user", "admin"] }, groups: { claim: "groups", names: [] } },
    ],
  ])("a client: %j", (settings, expected) => {
    expect(facts({ ...everything, ...settings }).claims("oidc-client")).toMatchObject([expected]);
  });

  it.each<[Settings, string]>([
    [{}, "list read write delete"],
    [{ openwebui_backup_enabled: false, openwebui_recovery_enabled: true }, "list read"],
  ])("buckets: %j", (settings, access) => {
    const buckets = facts({ ...everything, ...settings }).claims("bucket");
    expect(buckets.map(({ name, access: may, keys }) => [name, may?.join(" "), keys?.access])).toEqual([
      ["open-webui", undefined, "openwebui_s3_access_key"],
      ["open-webui-backups", access, "openwebui_backup_s3_access_key"],
    ]);
  });

  it.each<[Settings, string[]]>([
    [{ openwebui_postgresql_enabled: false }, []],
    [{}, ["Keep a copy of Open WebUI's database"]],
    [everything, ["Restore Open WebUI's database"]],
    [{ ...everything, openwebui_recovery_enabled: true }, ["Finish the restore of Open WebUI's database"]],
  ])("how its database comes back: %j", (settings, expected) => {
    expect(restores(settings)).toEqual(expected);
  });
});

const none = { openwebui_admin_email: null, openwebui_admin_password: null, openwebui_signup_enabled: true };

function steps(settings: Settings) {
  return app.handover?.(variablesOf(settings), platform(settings).facts("open-webui")) ?? [];
}

it.each<[string, Settings, readonly string[]]>([
  ["the least", { ...none, openwebui_master_key_used: true }, ["restore", "verify"]],
  ["an administrator and a key", {}, ["sign-in", "secrets", "restore", "verify"]],
  ["everything", everything, ["sign-in", "sign-in", "secrets", "restore", "verify"]],
])("the chapters with %s", (_what, settings, chapters) => {
  expect(steps(settings).map(({ chapter }) => chapter)).toEqual(chapters);
});

it("no step tells a secret", () => {
  const secrets = [...platform(everything).nodes.values()].flatMap(({ secret, value }) =>
    secret && typeof value === "string" && value.length > 6 ? [value] : [],
  );
  const text = JSON.stringify(steps(everything));
  expect(secrets.length).toBeGreaterThan(5);
  expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
});
