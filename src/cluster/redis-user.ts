import type { Facts, HandoverStep } from "../app.ts";
import { block, code, numbered, paragraphs } from "../handover/markdown.ts";
import type { Claims } from "../offers.ts";
import type { ClusterVariables } from "./variables.ts";

/** What a user of Redis (6 and newer) needs for all apps, as ACL rules: their keys, channels and commands. */
export function redisRules(tenants: readonly Claims["cache-tenant"][]): string[] {
  const keys = tenants.flatMap((tenant) => tenant.keys.map((pattern) => `~${pattern}`));
  const channels = tenants.flatMap((tenant) => tenant.channels.map((pattern) => `&${pattern}`));
  const commands = tenants.flatMap((tenant) => tenant.commands);
  return ["resetkeys", "resetchannels", ...new Set([...keys, ...channels, ...commands])];
}

/** How to make the user of a Redis that is there already, where it is to be another than its default one. */
export function redisSteps(v: ClusterVariables, facts: Facts): HandoverStep[] {
  const tenants = facts.claims("cache-tenant");
  const user = v.external_redis_username;
  if (v.external_redis_host === null || user === null || tenants.length === 0) return [];
  const line = (...rules: string[]) => `ACL SETUSER ${user} ${rules.join(" ")}`;
  return [
    {
      chapter: "storage",
      title: `Make the user ${code(user)} at Redis`,
      text: paragraphs(
        `At ${code(v.external_redis_host)}, in \`redis-cli\` as an administrator. The user reaches the apps' keys and no other's:`,
        numbered([
          paragraphs("Its rights:", block("text", line(...redisRules(tenants), "on"))),
          paragraphs(
            "Its password, behind `>` that of `external_redis_password`:",
            block("text", line("resetpass", ">PASSWORD")),
          ),
          "`ACL SAVE` where Redis has an `aclfile`, else `CONFIG REWRITE`, so that both outlive a restart.",
        ]),
        "`clusterloom verify cluster` sees whether it is so.",
      ),
    },
  ];
}
