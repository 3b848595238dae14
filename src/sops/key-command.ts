/**
 * Runs the program that prints private keys, without a shell, and gives what it printed; undefined when it failed.
 * Its output never gets into an error.
 */
export async function runKeyCommand(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<string | undefined> {
  const { execa } = await import("execa");
  // The program may ask its user for a passphrase, so it gets the terminal.
  const { failed, stdout } = await execa(program, args, {
    env,
    reject: false,
    stdin: "inherit",
    stderr: "inherit",
  });
  return failed ? undefined : stdout;
}
