import type { Member } from "./derive.ts";
import { registry } from "./generated/registry.ts";

/** The cluster and every app that comes with the product; the cluster first, apps by name. */
export const members: readonly Member[] = registry;
