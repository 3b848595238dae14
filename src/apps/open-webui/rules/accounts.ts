import type { Facts, Finding, Rule } from "../../../app.ts";
import type { OpenWebuiVariables } from "../variables.ts";

type V = OpenWebuiVariables;

/** Somebody must be able to sign in, and nobody with more than a key of Open WebUI's own. */
export const accountRules: readonly Rule<V>[] = [
  wholeAdmin,
  somebody,
  formNeedsOidc,
  signInNeedsRoute,
  masterKey,
];

function* wholeAdmin(_v: V, facts: Facts): Iterable<Finding> {
  const settings = ["openwebui_admin_email", "openwebui_admin_password"];
  const setting = settings.find((one) => facts.has(one));
  const missing = settings.filter((one) => !facts.has(one));
  if (!setting || missing.length === 0) return;
  yield {
    code: "half-credential",
    setting,
    missing,
    message: `the first administrator needs ${settings.join(" and ")}, but ${missing.join()} is missing`,
    hint: `set ${missing.join()}, or remove ${setting}`,
  };
}

function* somebody(v: V, facts: Facts): Iterable<Finding> {
  if (facts.has("openwebui_admin_email") || v.openwebui_oidc_enabled || v.openwebui_signup_enabled) return;
  yield {
    code: "nobody-can-sign-in",
    setting: "openwebui_enabled",
    missing: ["openwebui_admin_password"],
    message: "there is no first administrator, no sign-in by OIDC, and nobody may make an account",
    hint: "set openwebui_admin_email and openwebui_admin_password",
  };
}

function* formNeedsOidc(v: V): Iterable<Finding> {
  if (v.openwebui_login_form_enabled || v.openwebui_oidc_enabled) return;
  yield {
    code: "nobody-can-sign-in",
    setting: "openwebui_login_form_enabled",
    message: "without its form nobody can sign in, because OIDC is off",
    hint: "set openwebui_login_form_enabled: true, or configure OIDC",
  };
}

function* signInNeedsRoute(v: V): Iterable<Finding> {
  if (!v.openwebui_oidc_enabled || v.openwebui_route_enabled) return;
  yield {
    code: "sign-in-without-route",
    severity: "warning",
    setting: "openwebui_gateways",
    message: "the issuer sends browsers back to Open WebUI, but openwebui_gateways names no Gateway for it",
    hint: "add internal or external to openwebui_gateways, or set openwebui_oidc_enabled: false",
  };
}

function* masterKey(v: V): Iterable<Finding> {
  if (!v.openwebui_master_key_used) return;
  yield {
    code: "master-key-used",
    severity: "warning",
    setting: "openwebui_master_key_used",
    message: "Open WebUI gets the key that may do everything in the API; budget and models do not bind it",
    hint: "remove openwebui_master_key_used: a Job makes a key of Open WebUI's own",
  };
}
