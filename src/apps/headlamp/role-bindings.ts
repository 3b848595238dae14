import { createHash } from "node:crypto";
import type { HeadlampSettings } from "../../generated/settings.ts";
import type { RoleBinding } from "./variables.ts";

/** One binding for each group and role: a roleRef can never change, so the name follows from both. */
export function roleBindings(
  v: Pick<HeadlampSettings, "headlamp_group_roles" | "headlamp_oidc_groups_prefix">,
): RoleBinding[] {
  return v.headlamp_group_roles.map(({ group: name, cluster_role }) => {
    const group = `${v.headlamp_oidc_groups_prefix}${name}`;
    const digest = createHash("sha256")
      .update(JSON.stringify([group, cluster_role]))
      .digest("hex");
    return { name: `headlamp-group-${digest.slice(0, 10)}`, group, cluster_role };
  });
}
