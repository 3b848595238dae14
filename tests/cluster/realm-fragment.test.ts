import { describe, expect, it } from "vitest";
import { realmFragment } from "../../src/cluster/realm-fragment.ts";
import type { Claims } from "../../src/offers.ts";

const client: Claims["oidc-client"] = {
  clientId: "kiosk",
  redirectUris: ["https://kiosk.example.com/callback"],
  peer: { namespace: "kiosk", podLabels: {} },
  secret: "kiosk_client_secret",
};

const confidential = {
  clientId: "kiosk",
  enabled: true,
  protocol: "openid-connect",
  publicClient: false,
  clientAuthenticatorType: "client-secret",
  standardFlowEnabled: true,
  implicitFlowEnabled: false,
  directAccessGrantsEnabled: false,
  serviceAccountsEnabled: false,
  redirectUris: ["https://kiosk.example.com/callback"],
  webOrigins: [],
};

const inEveryToken = {
  "id.token.claim": "true",
  "access.token.claim": "true",
  "userinfo.token.claim": "true",
};

describe("a realm fragment", () => {
  it("makes a confidential client, and leaves one that is there alone", () => {
    expect(realmFragment(client)).toEqual({ ifResourceExists: "SKIP", clients: [confidential] });
  });

  it("of a public client asks for no secret", () => {
    const { clientAuthenticatorType: _type, ...rest } = confidential;
    expect(realmFragment({ ...client, isPublic: true, pkce: true, webOrigins: ["+"] })).toMatchObject({
      clients: [
        {
          ...rest,
          publicClient: true,
          webOrigins: ["+"],
          attributes: { "pkce.code.challenge.method": "S256" },
        },
      ],
    });
  });

  it.each([
    [["admins", "readers"], "false", ["admins", "readers"]],
    [["/admins", "/team/readers"], "true", ["admins"]],
  ])("maps the groups %j", (names, fullPath, made) => {
    expect(realmFragment({ ...client, groups: { claim: "groups", names } })).toMatchObject({
      clients: [
        {
          protocolMappers: [
            {
              protocol: "openid-connect",
              protocolMapper: "oidc-group-membership-mapper",
              config: { "claim.name": "groups", "full.path": fullPath, ...inEveryToken },
            },
          ],
        },
      ],
      groups: made.map((name) => ({ name })),
    });
  });

  it("maps the client's own roles, as a list", () => {
    expect(realmFragment({ ...client, roles: { claim: "role", names: ["admin"] } })).toMatchObject({
      clients: [
        {
          protocolMappers: [
            {
              protocolMapper: "oidc-usermodel-client-role-mapper",
              config: {
                "claim.name": "role",
                "usermodel.clientRoleMapping.clientId": "kiosk",
                multivalued: "true",
                ...inEveryToken,
              },
            },
          ],
        },
      ],
      roles: { client: { kiosk: [{ name: "admin" }] } },
    });
  });
});
