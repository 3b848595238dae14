import type { Run } from "./command.ts";
import { type SuspendOptions, suspending } from "./suspending.ts";

/** Keeps Flux from acting upon apps. */
export const run: Run<SuspendOptions> = (options, globals, io) => suspending(true, options, globals, io);
