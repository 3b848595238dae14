import type { Io } from "../io.ts";
import type { Operation } from "../output/write/operation.ts";
import { write } from "../output/write/write.ts";
import type { Globals, Result } from "./command.ts";
import { placedBelow } from "./shown-problems.ts";

/** Carries operations out, all or none, and ends a command with what it has to say. */
export async function written(
  { root }: Globals,
  io: Io,
  operations: readonly Operation[],
  said: Omit<Result, "exitCode">,
): Promise<Result> {
  const { value, problems } = await write(root, operations);
  const all = [...said.problems, ...placedBelow(root, io, problems)];
  if (value) return { ...said, exitCode: 0, problems: all };
  const { sources, mayQuote } = said;
  return { exitCode: 1, problems: all, ...(sources && { sources }), ...(mayQuote && { mayQuote }) };
}
