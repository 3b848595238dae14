/**
 * Keeps a write that fails from ending the process with a stack. Output that nobody reads any more, as after
 * `| head`, is no failure; output that cannot be written is: exit code 1, and a line on stderr if that works.
 */
export function surviveBrokenOutput(process: NodeJS.Process): void {
  let isReported = false;
  const report = ({ code = "unknown reason" }: NodeJS.ErrnoException): void => {
    if (code === "EPIPE" || code === "EOF" || isReported) return;
    isReported = true;
    process.once("exit", () => {
      process.exitCode ||= 1;
    });
    process.stderr.write(`clusterloom: the output cannot be written (${code})\n`);
  };
  for (const stream of [process.stdout, process.stderr]) stream.on("error", report);
}
