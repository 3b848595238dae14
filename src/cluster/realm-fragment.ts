import type { Claims } from "../offers.ts";

type Client = Claims["oidc-client"];

/**
 * What a partial import of a Keycloak realm takes (PartialImportRepresentation). It holds no secret: Keycloak makes
 * one for a confidential client that comes without. Mappers write into every token and the user info, since apps read
 * either. Groups below others have to be made by hand.
 */
export function realmFragment(client: Client): object {
  const groups = topGroups(client);
  return {
    ifResourceExists: "SKIP",
    clients: [clientRepresentation(client)],
    ...(client.roles && {
      roles: { client: { [client.clientId]: client.roles.names.map((name) => ({ name })) } },
    }),
    ...(groups.length > 0 && { groups: groups.map((name) => ({ name })) }),
  };
}

function clientRepresentation(client: Client): object {
  const { clientId, redirectUris, isPublic = false, webOrigins = [], pkce } = client;
  const mappers = [...groupMapper(client), ...roleMapper(client)];
  return {
    clientId,
    enabled: true,
    protocol: "openid-connect",
    publicClient: isPublic,
    ...(!isPublic && { clientAuthenticatorType: "client-secret" }),
    standardFlowEnabled: true,
    implicitFlowEnabled: false,
    directAccessGrantsEnabled: false,
    serviceAccountsEnabled: false,
    redirectUris,
    webOrigins,
    ...(pkce && { attributes: { "pkce.code.challenge.method": "S256" } }),
    ...(mappers.length > 0 && { protocolMappers: mappers }),
  };
}

function groupMapper({ groups }: Client): object[] {
  if (!groups) return [];
  const fullPath = groups.names.some(isPath);
  return [mapper("groups", "oidc-group-membership-mapper", groups.claim, { "full.path": String(fullPath) })];
}

function roleMapper({ clientId, roles }: Client): object[] {
  if (!roles) return [];
  const config = {
    "usermodel.clientRoleMapping.clientId": clientId,
    multivalued: "true",
    "jsonType.label": "String",
  };
  return [mapper("roles", "oidc-usermodel-client-role-mapper", roles.claim, config)];
}

function mapper(name: string, kind: string, claim: string, config: Record<string, string>): object {
  return {
    name,
    protocol: "openid-connect",
    protocolMapper: kind,
    config: {
      "claim.name": claim,
      ...config,
      "id.token.claim": "true",
      "access.token.claim": "true",
      "userinfo.token.claim": "true",
    },
  };
}

/** Groups that stand in no other, without the slash that a full path begins with. */
export function topGroups({ groups }: Client): string[] {
  const names = groups?.names.map((name) => name.replace(/^\//, "")) ?? [];
  return names.filter((name) => !name.includes("/"));
}

/** With the full path in the claim, every name in it begins with a slash. */
function isPath(name: string): boolean {
  return name.startsWith("/");
}
