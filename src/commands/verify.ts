import { mkdir, writeFile } from "node:fs/promises";
import { resolve as absolute, dirname } from "node:path";
import { secretValues } from "../configure/secret-values.ts";
import type { Variables } from "../derive.ts";
import type { Io } from "../io.ts";
import { isKubeError } from "../kubernetes/api.ts";
import type { Connection } from "../kubernetes/kubeconfig.ts";
import { hasErrors, type Outcome, type Problem } from "../problem.ts";
import { duration } from "../reconcile/duration.ts";
import type { Checked } from "../verify/check.ts";
import { chooseChecks } from "../verify/choose.ts";
import { dialOver, readsOf } from "../verify/cluster.ts";
import { countsOf } from "../verify/count.ts";
import { openLive } from "../verify/open-live.ts";
import { page } from "../verify/page.ts";
import { parseResolve, type Resolve } from "../verify/resolve.ts";
import { runChecks } from "../verify/run.ts";
import { type TableOptions, table } from "../verify/table.ts";
import { version } from "../version.ts";
import { agreed, apiProblem, type ClusterOptions, wiringOf } from "./cluster.ts";
import type { Globals, Result, Run } from "./command.ts";
import { connectionOf } from "./connection.ts";
import { readSettings } from "./settings.ts";

interface Options extends ClusterOptions {
  readonly arguments: readonly string[];
  readonly via?: string;
  readonly chat?: boolean;
  readonly report?: string;
  readonly resolve?: string;
  readonly timeout?: string;
}

type Via = "forward" | "route";

interface How {
  readonly via: Via;
  /** Milliseconds for one check. */
  readonly patience: number;
  readonly resolve?: Resolve;
}

/** Asks the running platform whether it does what cluster.yaml says; changes nothing there. */
export const run: Run<Options> = async (options, globals, io) => {
  const { value: how, problems: misused } = howToAsk(options);
  if (!how) return { exitCode: 3, problems: misused };
  const { value: settings, problems, quoting } = await readSettings(globals, io);
  if (!settings || hasErrors(problems)) return { exitCode: 1, problems, ...quoting };
  const { variables, secrecy } = settings;
  if (secrecy === "shut") return { exitCode: 1, problems: [...problems, shut], ...quoting };
  const chosen = chooseChecks(variables, options.arguments);
  if (!chosen.value) return { exitCode: 3, problems: chosen.problems };
  const connected = await connectedTo(variables, how.via, options, io);
  if (hasErrors(connected.problems)) return { exitCode: 1, problems: connected.problems };
  const cluster = connected.value;
  const reads = cluster && readsOf(cluster);
  const live = openLive({ dial: dialOver(cluster), reads, now: io.now(), ...how });
  const secrets = [...secretValues(variables).values()];
  const progress = progressOf(globals, io);
  const checks = await runChecks(chosen.value, live, {
    ...{ chat: options.chat === true, secrets, patience: how.patience },
    ...(progress && { onChecked: progress.onChecked }),
  });
  live.close();
  progress?.end();
  return told(checks, { variables, how: howAsked(cluster, how.via), file: options.report, globals, io });
};

/** What the command line says about the way; the problem `usage` for what it cannot mean. */
function howToAsk({ via = "forward", timeout = "30s", resolve: text }: Options): Outcome<How> {
  const patience = duration(timeout);
  const resolve = text === undefined ? undefined : parseResolve(text);
  if (via !== "forward" && via !== "route")
    return usage("--via takes forward or route", "leave it out for forward");
  if (patience === undefined) return usage("--timeout takes a duration", "write one such as 30s or 2m");
  if (text !== undefined && !resolve)
    return usage(
      "--resolve takes addresses",
      "write 192.0.2.1, 192.0.2.1:8443 or chat.example.com=192.0.2.1",
    );
  return { value: { via, patience, ...(resolve && { resolve }) }, problems: [] };
}

const shut: Problem = {
  code: "config-shut",
  severity: "error",
  message: "no key here opens the secrets of cluster.yaml, and the platform asks for them",
  hint: "set SOPS_AGE_KEY_FILE, or put age.key into the root",
};

function usage(message: string, hint: string): Outcome<How> {
  return { value: undefined, problems: [{ code: "usage", severity: "error", message, hint }] };
}

/**
 * The cluster, which answers and is the one that is meant: it is told passwords. By routes it can be left out, and
 * what only it knows is not asked.
 */
async function connectedTo(
  variables: Variables,
  via: Via,
  options: Options,
  io: Io,
): Promise<Outcome<Connection>> {
  const { value: connection, problems } = await connectionOf(io, options.context);
  if (!connection) return { value: undefined, problems: via === "route" && !options.context ? [] : problems };
  const refused = await agreed(connection, wiringOf(variables), options, io);
  if (refused) return { value: undefined, problems: [refused] };
  try {
    await connection.api.version();
    return { value: connection, problems: [] };
  } catch (error) {
    if (!isKubeError(error)) throw error;
    return { value: undefined, problems: via === "route" ? [] : [apiProblem(error)] };
  }
}

function howAsked(connection: Connection | undefined, via: Via): string {
  const way = via === "route" ? "by its routes" : "by port-forward";
  return connection ? `context ${connection.context}, ${way}` : way;
}

/** In a terminal one line that changes: what takes longest is what one waits for. */
function progressOf({ quiet, format }: Globals, io: Io): { onChecked(): void; end(): void } | undefined {
  if (quiet || format !== "text" || !io.terminal.stderr || io.env.CI) return undefined;
  let count = 0;
  return {
    onChecked: () => {
      count += 1;
      io.stderr(`\r\x1b[K${count} checked`);
    },
    end: () => io.stderr("\r\x1b[K"),
  };
}

interface About {
  readonly variables: Variables;
  readonly how: string;
  /** Where a page is to be written. */
  readonly file: string | undefined;
  readonly globals: Globals;
  readonly io: Io;
}

async function told(
  checks: readonly Checked[],
  { variables, how, file, globals, io }: About,
): Promise<Result> {
  const isSilent = checks.every(({ status }) => status === "skipped");
  const problems = isSilent ? [nothingAsked] : problemsIn(checks);
  if (file !== undefined) {
    const titles = new Map(variables.members.map(({ app }) => [app.name, app.title]));
    const path = absolute(io.cwd, file);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, page({ checks, at: io.now(), how, titles, version }));
  }
  return {
    exitCode: hasErrors(problems) ? 1 : 0,
    problems,
    problemsInText: !isSilent,
    text: table(checks, shape(globals, io)),
    report: { how, counts: countsOf(checks), checks },
    ...(file !== undefined && { talk: `wrote ${file}\n` }),
  };
}

/** Lines are broken for a person at a terminal only. */
function shape({ resultColor: color, quiet, verbose }: Globals, io: Io): TableOptions {
  const columns = io.terminal.stdout ? (io.screen?.().columns ?? 80) : undefined;
  return { color, quiet, verbose, ...(columns !== undefined && { columns }) };
}

const nothingAsked: Problem = {
  code: "nothing-asked",
  severity: "error",
  message: "nothing could be asked, so nothing is known",
  hint: "see what each line says, and whether any app is on",
};

function problemsIn(checks: readonly Checked[]): Problem[] {
  return checks.flatMap(({ id, status, title, message, hint }): Problem[] => {
    if (status !== "error" && status !== "warning") return [];
    const found = `${title}: ${message}`;
    return [{ code: id, severity: status, message: found, ...(hint !== undefined && { hint }) }];
  });
}
