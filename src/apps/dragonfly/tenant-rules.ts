import { parseAcl } from "../../acl/grammar.ts";
import type { Facts, Finding, Rule } from "../../app.ts";
import { passwordFault, tenantFaults } from "./acl.ts";
import { allPasswordSettings, passwordSettingOf, placedTenants } from "./tenants.ts";
import type { DragonflyVariables } from "./variables.ts";

/** What the users of the cache need. */
export const tenantRules: readonly Rule<DragonflyVariables>[] = [
  passwordsThere,
  passwordsFit,
  tenantsFit,
  aclForTenants,
  somebodyCanSignIn,
  fileParses,
  peersForTenants,
];

function* passwordsThere(_v: DragonflyVariables, facts: Facts): Iterable<Finding> {
  for (const user of claimedUsers(facts)) {
    const setting = passwordSettingOf(user);
    if (setting !== undefined && facts.has(setting)) continue;
    yield setting === undefined ? nowhereToKeep(user) : passwordMissing(user, setting);
  }
}

function claimedUsers(facts: Facts): string[] {
  return [...new Set(facts.claims("cache-tenant").map((claim) => claim.user))].sort();
}

function passwordMissing(user: string, setting: string): Finding {
  return {
    code: "cache-tenant-without-password",
    setting,
    missing: [setting],
    message: `the cache user ${user} is asked for, but ${setting} is missing`,
    hint: "run clusterloom secrets generate",
  };
}

function nowhereToKeep(user: string): Finding {
  return {
    code: "cache-tenant-unknown",
    setting: "dragonfly_enabled",
    message: `an app asks for the cache user ${JSON.stringify(user)}, for which there is no password setting`,
    hint: "let the app ask for one of appcache, keycloak, langfuse, litellm, mcpgateway and openwebui",
  };
}

function* passwordsFit(v: DragonflyVariables): Iterable<Finding> {
  for (const setting of allPasswordSettings) {
    const password = v[setting];
    const fault = password === null ? undefined : passwordFault(password);
    if (fault === undefined) continue;
    yield {
      code: "dragonfly-password-unfit",
      setting,
      message: `Dragonfly's ACL grammar cannot carry ${setting}: ${fault}`,
      hint: "use letters, digits and punctuation, or remove it and run clusterloom secrets generate",
    };
  }
}

function* tenantsFit(v: DragonflyVariables, facts: Facts): Iterable<Finding> {
  for (const tenant of placedTenants(v, facts)) {
    for (const fault of tenantFaults(tenant)) {
      yield {
        code: "cache-tenant-unfit",
        setting: "dragonfly_acl_enabled",
        message: `Dragonfly would refuse the whole ACL file for the user ${tenant.user}: ${fault}`,
        hint: "name patterns without spaces, and categories and commands that Dragonfly knows",
      };
    }
  }
}

function* aclForTenants(v: DragonflyVariables, facts: Facts): Iterable<Finding> {
  const users = claimedUsers(facts);
  // Without the password ACL is off because of that, and the app's own toggle has said so.
  if (v.dragonfly_acl_enabled || users.length === 0 || !facts.has("dragonfly_password")) return;
  yield {
    code: "dragonfly-acl-needed",
    setting: "dragonfly_acl_enabled",
    message: `dragonfly_acl_enabled is false, but ${users.join(", ")} signs in with a user of its own`,
    hint: "set dragonfly_acl_enabled: true",
  };
}

function* somebodyCanSignIn(v: DragonflyVariables, facts: Facts): Iterable<Finding> {
  if (!v.dragonfly_acl_enabled || v.dragonfly_default_user_enabled) return;
  if (placedTenants(v, facts).length > 0) return;
  yield {
    code: "dragonfly-nobody-can-sign-in",
    severity: "warning",
    setting: "dragonfly_acl_enabled",
    message: "no app has a user here, and the default user is closed while ACL is on",
    hint: "set the password of a tenant, or dragonfly_default_user_enabled: true",
  };
}

/** What we are about to write, read back the way the server reads it. */
function* fileParses(v: DragonflyVariables): Iterable<Finding> {
  if (!v.dragonfly_acl_enabled) return;
  for (const { line, reason } of parseAcl(v.dragonfly_acl_file).faults) {
    yield {
      code: "dragonfly-acl-unreadable",
      setting: "dragonfly_acl_enabled",
      message: `Dragonfly would refuse line ${line} of the ACL file, and the file with it: ${reason}`,
    };
  }
}

function* peersForTenants(v: DragonflyVariables, facts: Facts): Iterable<Finding> {
  if (!v.network_policies_enforced || v.dragonfly_client_namespaces.length > 0) return;
  const shut = placedTenants(v, facts).filter((tenant) => tenant.peers.length === 0);
  if (shut.length === 0) return;
  yield {
    code: "cache-tenant-shut-out",
    severity: "warning",
    setting: "dragonfly_client_namespaces",
    message: `network policies are enforced and let nobody in for ${shut.map((tenant) => tenant.user).join(", ")}`,
    hint: "name the namespaces of their pods in dragonfly_client_namespaces",
  };
}
