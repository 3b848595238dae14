import type { Facts } from "../../app.ts";
import { aclText, passwordFault, tenantFaults } from "./acl.ts";
import { placedTenants } from "./tenants.ts";
import type { DragonflyVariables } from "./variables.ts";

/**
 * The ACL file. Tenants that the grammar cannot carry are left out: a rule has named them, and nothing is
 * written then. The `default` user is closed unless a setting opens it.
 */
export function aclFile(v: DragonflyVariables, facts: Facts): string {
  const tenants = placedTenants(v, facts).flatMap((tenant) => {
    const password = tenant.passwordSetting ? v[tenant.passwordSetting] : null;
    const fit =
      password !== null && passwordFault(password) === undefined && tenantFaults(tenant).length === 0;
    return fit ? [{ ...tenant, password }] : [];
  });
  const password = v.dragonfly_default_user_enabled ? v.dragonfly_password : null;
  return aclText(tenants, password === null ? "closed" : { password });
}
