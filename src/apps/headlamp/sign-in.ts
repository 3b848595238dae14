import type { Facts } from "../../app.ts";
import type { HeadlampVariables } from "./variables.ts";

/** Where the issuer sends users back to (backend/cmd/headlamp.go). */
export function callbackUrl(v: Pick<HeadlampVariables, "headlamp_public_url">): string {
  return `${v.headlamp_public_url}/oidc-callback`;
}

/**
 * What the chart takes from the Secret that `config.oidc.externalSecret` names: each key becomes a flag, and one that
 * is missing would be passed on as `$(NAME)`. The issuer is the public one, because browsers, Headlamp and the API
 * server must see the same.
 */
export function oidcSecretData(v: HeadlampVariables, facts: Facts): Record<string, string> {
  const issuer = v.headlamp_oidc_enabled ? facts.offer("oidc-issuer") : undefined;
  if (!issuer || v.headlamp_oidc_client_secret === null) return {};
  return {
    OIDC_CLIENT_ID: v.headlamp_oidc_client_id,
    OIDC_CLIENT_SECRET: v.headlamp_oidc_client_secret,
    OIDC_ISSUER_URL: issuer.issuer,
    ...(v.headlamp_oidc_scopes.length > 0 && { OIDC_SCOPES: v.headlamp_oidc_scopes.join(",") }),
  };
}

/** Variables that make the chart add a flag, and are no secrets. */
export function signInEnvironment(v: HeadlampVariables): { name: string; value: string }[] {
  if (!v.headlamp_oidc_enabled) return [];
  return [
    // Behind a Gateway Headlamp sees plain HTTP and would send users back to that.
    { name: "OIDC_CALLBACK_URL", value: callbackUrl(v) },
    ...(v.headlamp_pkce_method === "S256" ? [{ name: "OIDC_USE_PKCE", value: "true" }] : []),
  ];
}
