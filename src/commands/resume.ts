import type { Run } from "./command.ts";
import { type SuspendOptions, suspending } from "./suspending.ts";

/** Lets Flux act upon suspended apps again. */
export const run: Run<SuspendOptions> = (options, globals, io) => suspending(false, options, globals, io);
