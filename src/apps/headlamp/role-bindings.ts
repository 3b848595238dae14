import { createHash } from "node:crypto";
import type { HeadlampSettings } from "../../generated/settings.ts";
import type { RoleBinding } from "./variables.ts";

/** One binding for each group and role: a roleRef can never change, so the name follows from both. */
export function roleBindings(pairs: HeadlampSettings["headlamp_group_roles"]): RoleBinding[] {
  return pairs.map(({ group, cluster_role }) => {
    const digest = createHash("sha256")
      .update(JSON.stringify([group, cluster_role]))
      .digest("hex");
    return { name: `headlamp-group-${digest.slice(0, 10)}`, group, cluster_role };
  });
}
