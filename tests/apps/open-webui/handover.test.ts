import { expect, it } from "vitest";
import { app } from "../../../src/apps/open-webui/app.ts";
import { everything, platform, type Settings, variablesOf } from "./platform.ts";

const none = { openwebui_admin_email: null, openwebui_admin_password: null, openwebui_signup_enabled: true };

function steps(settings: Settings) {
  return app.handover?.(variablesOf(settings), platform(settings).facts("open-webui")) ?? [];
}

it.each<[string, Settings, readonly string[]]>([
  ["the least", { ...none, openwebui_master_key_used: true }, ["restore", "verify"]],
  ["an administrator and a key", {}, ["sign-in", "restore", "verify"]],
  ["a file", { openwebui_postgresql_enabled: false }, ["sign-in", "verify"]],
  [
    "a server that is there",
    { external_postgresql_host: "db.example.org" },
    ["sign-in", "storage", "verify"],
  ],
  ["everything", everything, ["sign-in", "sign-in", "restore", "verify"]],
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
