import type { Browser } from "playwright-core";
import type { Context } from "./context.ts";
import { debianTool } from "./debian.ts";

/** Debian's Chromium without a window; names of the map lead to ports of the loopback address, whatever they show. */
export async function startBrowser(context: Context, hosts: ReadonlyMap<string, number>): Promise<Browser> {
  const executablePath = await debianTool(context, { program: "chromium", package: "chromium" });
  const { chromium } = await import("playwright-core");
  const rules = [...hosts].map(([host, port]) => `MAP ${host} 127.0.0.1:${port}`);
  const args = [`--host-resolver-rules=${[...rules, "MAP * ~NOTFOUND"].join(",")}`];
  return chromium.launch({ executablePath, args, chromiumSandbox: process.getuid?.() !== 0 });
}
