import type { Member } from "../src/derive.ts";

/** Compiles templates/ into src/generated/templates.js. */
export async function writeTemplates(_members: readonly Member[]): Promise<void> {}
