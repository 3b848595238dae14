import type { Facts, HandoverStep } from "../app.ts";
import { block, bullets, code, numbered, paragraphs } from "../handover/markdown.ts";
import { word } from "../handover/shell.ts";
import type { Claims } from "../offers.ts";
import { realmFragment } from "./realm-fragment.ts";
import type { ClusterVariables } from "./variables.ts";

type Client = Claims["oidc-client"];

/** One step for each client that the apps claim at Keycloak. */
export function clientSteps(v: ClusterVariables, facts: Facts): HandoverStep[] {
  if (!v.keycloak_enabled) return [];
  return facts.claims("oidc-client").map((client) => clientStep(v, client));
}

function clientStep(v: ClusterVariables, client: Client): HandoverStep {
  const server = `https://${v.keycloak_hostname}`;
  const realm = v.keycloak_realm;
  return {
    chapter: "sign-in",
    title: `Make the Keycloak client ${code(client.clientId)}`,
    text: paragraphs(
      `In the realm ${code(realm)}, at <${server}/admin/master/console/#/${realm}/clients>:`,
      bullets(choices(client)),
      "Or import it: save this as `client.json`, and choose **Realm settings**, **Action**, **Partial import**, or use\nKeycloak's command line. It makes no client scopes, and what is there already is left alone.",
      block("json", JSON.stringify(realmFragment(client), undefined, 2)),
      block(
        "sh",
        `kcadm.sh config credentials --server ${word(server)} --realm master --user admin\nkcadm.sh create partialImport --target-realm ${word(realm)} --file client.json`,
      ),
      ...afterwards(client),
    ),
  };
}

/** Client scopes that every realm of Keycloak has. */
const builtIn = [
  "acr",
  "address",
  "basic",
  "email",
  "microprofile-jwt",
  "offline_access",
  "organization",
  "phone",
  "profile",
  "roles",
  "web-origins",
];

/** What to choose in the console. */
function choices(client: Client): string[] {
  const { redirectUris, webOrigins = [], isPublic, pkce, groups, roles } = client;
  return [
    `client authentication: ${isPublic ? "off" : "on"}; of the flows, **Standard flow** alone`,
    `valid redirect URIs: ${redirectUris.map(code).join(", ")}`,
    ...(webOrigins.length > 0 ? [`web origins: ${webOrigins.map(code).join(", ")}`] : []),
    ...(pkce ? ["PKCE method: `S256`"] : []),
    ...foreignScopes(client).map(
      (scope) =>
        `the client scope ${code(scope)}, which the realm may have to get first: without it nobody gets in`,
    ),
    ...(groups ? [`a mapper **Group Membership** with the token claim name ${code(groups.claim)}`] : []),
    ...(roles ? [`the client roles ${roles.names.map(code).join(", ")}`] : []),
    ...(roles ? [`a mapper **User Client Role** with the token claim name ${code(roles.claim)}`] : []),
  ];
}

function foreignScopes({ scopes = [] }: Client): string[] {
  return scopes.filter((scope) => !builtIn.includes(scope));
}

function afterwards({ secret, isPublic, groups, roles }: Client): string[] {
  const items = [
    ...(isPublic
      ? []
      : [
          `Copy the secret from the client's tab **Credentials** into \`cluster.yaml\`${secret ? `, as \`${secret}\`` : ""}. Then \`clusterloom configure\`, commit and push.`,
        ]),
    ...(groups && groups.names.length > 0
      ? [`Put the users into their groups: ${groups.names.map(code).join(", ")}.`]
      : []),
    ...(roles ? ["Give the users their roles at the client."] : []),
  ];
  return items.length > 0 ? ["Afterwards:", numbered(items)] : [];
}
