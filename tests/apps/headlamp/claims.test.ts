import { describe, expect, it } from "vitest";
import { type Settings, signIn, variables } from "./setup.ts";

const facts = (settings: Settings) => variables(settings).facts("headlamp");

describe("what Headlamp claims for the hand-over page", () => {
  it.each<[Settings, object]>([
    [{}, { secret: "headlamp_oidc_client_secret", pkce: false, scopes: ["profile", "email"] }],
    [
      { headlamp_pkce_method: "S256", headlamp_oidc_scopes: ["groups"] },
      { pkce: true, scopes: ["groups"] },
    ],
    [
      {
        headlamp_group_roles: [
          { group: "admins", cluster_role: "cluster-admin" },
          { group: "admins", cluster_role: "view" },
          { group: "readers", cluster_role: "view" },
        ],
      },
      { groups: { claim: "groups", names: ["admins", "readers"] } },
    ],
  ])("a client: %j", (settings, expected) => {
    expect(facts({ ...signIn, ...settings }).claims("oidc-client")).toMatchObject([expected]);
  });

  it.each<[Settings, object[]]>([
    [{ headlamp_gateways: [] }, []],
    [{ headlamp_gateways: ["internal"] }, [{ title: "Headlamp", gateways: ["internal"] }]],
  ])("a host name: %j", (settings, expected) => {
    expect(facts(settings).claims("hostname")).toMatchObject(expected);
  });
});
