import module from "node:module";

declare const CLUSTERLOOM_VERSION: string | undefined;

/** The version of package.json, put in when the command line is bundled. */
export const version: string = typeof CLUSTERLOOM_VERSION === "string" ? CLUSTERLOOM_VERSION : "0.0.0";

/** Keeps compiled code between runs where Node can (from 22.1). */
export function enableCompileCache(): void {
  const enable = (module as unknown as { enableCompileCache?: () => void }).enableCompileCache;
  enable?.();
}
