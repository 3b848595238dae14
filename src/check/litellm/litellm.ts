import type { Problem } from "../../problem.ts";
import type { Tree } from "../tree.ts";
import { checkCache } from "./cache.ts";
import { type ConfigFile, listConfigFiles } from "./config-file.ts";
import { checkCredentials } from "./credentials.ts";
import { checkEnvironment } from "./environment.ts";
import { checkFallbacks } from "./fallbacks.ts";
import { checkLoopback } from "./loopback.ts";
import { checkObservers } from "./observers.ts";
import { checkSections } from "./sections.ts";
import { checkTimeouts } from "./timeouts.ts";

type ConfigRule = (file: ConfigFile) => Iterable<Problem>;

const RULES: readonly ConfigRule[] = [
  checkFallbacks,
  checkCredentials,
  checkEnvironment,
  checkTimeouts,
  checkCache,
  checkSections,
  checkObservers,
  checkLoopback,
];

/** What LiteLLM would find wrong in its configuration, or overlook, long after it was applied. */
export function* checkLitellm(tree: Tree): Iterable<Problem> {
  for (const file of listConfigFiles(tree)) {
    for (const rule of RULES) yield* rule(file);
  }
}
