import { expect, it } from "vitest";
import base from "../../schema/cluster.base.json" with { type: "json" };
import { cluster } from "../../src/cluster/cluster.ts";
import { derive, type Member } from "../../src/derive.ts";
import { handoverSteps } from "../../src/handover/steps.ts";

const tenant = (user: string) => ({
  user,
  keys: [`${user}:*`],
  channels: [`${user}:*`],
  commands: ["-@all", "+@read"],
  peer: { namespace: user, podLabels: {} },
});

function texts(settings: Record<string, unknown>): string[] {
  const claims = { "cache-tenant": () => [tenant("one"), tenant("two")] };
  const claimant = { name: "kiosk", title: "Kiosk", namespace: "kiosk_namespace", toggles: [], claims };
  const members = [
    { app: cluster, schema: base },
    { app: claimant, schema: { title: "", properties: {} } },
  ] as unknown as readonly Member[];
  const steps = handoverSteps(derive(members, { cloudflare_domain: "example.com", ...settings }));
  return steps.filter(({ chapter }) => chapter === "storage").map(({ text }) => text);
}

const settings = { external_redis_host: "r.example.com", external_redis_password: "a-secret-value" };

it("the user of Redis gets what the apps claim, and its password is not told", () => {
  const [text = "", ...others] = texts({ ...settings, external_redis_username: "platform" });
  expect(others).toEqual([]);
  expect(text).toContain(
    "ACL SETUSER platform resetkeys resetchannels ~one:* ~two:* &one:* &two:* -@all +@read on\n",
  );
  expect(text).not.toContain("a-secret-value");
});

it.each([
  ["the default user", settings],
  ["a cache that runs here", {}],
])("%s needs none", (_title, given) => {
  expect(texts(given)).toEqual([]);
});
