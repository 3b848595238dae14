import { mkdir, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { secretValues } from "../configure/secret-values.ts";
import type { Variables } from "../derive.ts";
import type { Io } from "../io.ts";
import type { Connection } from "../kubernetes/kubeconfig.ts";
import { hasErrors, type Outcome, type Problem } from "../problem.ts";
import { clean } from "../report/clean.ts";
import type { Checked } from "../verify/check.ts";
import { dialOver, readsOf } from "../verify/cluster.ts";
import { countsOf } from "../verify/count.ts";
import type { Live } from "../verify/live.ts";
import { openLive } from "../verify/open-live.ts";
import { page } from "../verify/page.ts";
import { type AppChecks, runChecks } from "../verify/run.ts";
import { table } from "../verify/table.ts";
import { version } from "../version.ts";
import type { Globals, Result, Run } from "./command.ts";
import { connectionOf } from "./connection.ts";
import { readSettings } from "./settings.ts";

interface Options {
  readonly arguments: readonly string[];
  readonly via?: string;
  readonly chat?: boolean;
  readonly report?: string;
  readonly context?: string;
  readonly timeout?: string;
}

/** Asks the running platform whether it does what cluster.yaml says; changes nothing there. */
export const run: Run<Options> = async (options, globals, io) => {
  const { via = "forward", timeout = "30s" } = options;
  const patience = secondsIn(timeout);
  if (via !== "forward" && via !== "route")
    return usage("--via takes forward or route", "leave it out for forward");
  if (patience === undefined) return usage("--timeout takes seconds or minutes", "write 30s or 2m");
  const { value: settings, problems, quoting } = await readSettings(globals, io);
  if (!settings || hasErrors(problems)) return { exitCode: 1, problems, ...quoting };
  if (settings.secrecy === "shut") return { exitCode: 1, problems: [...problems, shut], ...quoting };
  const chosen = checksOf(settings.variables, options.arguments);
  if (!chosen.value) return { exitCode: 3, problems: chosen.problems };
  const connection = await connectionOf(io, options.context);
  if (!connection.value && via === "forward") return { exitCode: 1, problems: connection.problems };
  const silence = via === "forward" && connection.value ? await silenceOf(connection.value) : undefined;
  if (silence) return { exitCode: 1, problems: [silence] };
  const live = liveOver(connection.value, via, io);
  const checks = await runChecks(chosen.value, live, {
    chat: options.chat === true,
    secrets: [...secretValues(settings.variables).values()],
    patience: patience * 1000,
    ...(progressOf(globals, io) ?? {}),
  });
  const how = howAsked(connection.value, via);
  return told(checks, settings.variables, how, options, globals, io);
};

const nothingAsked: Problem = {
  code: "nothing-asked",
  severity: "error",
  message: "nothing could be asked, so nothing is known",
  hint: "see what each line says, and whether any app is on",
};

const shut: Problem = {
  code: "config-shut",
  severity: "error",
  message: "no key here opens the secrets of cluster.yaml, and the platform asks for them",
  hint: "set SOPS_AGE_KEY_FILE, or put age.key into the root",
};

function usage(message: string, hint: string): Result {
  return { exitCode: 3, problems: [{ code: "usage", severity: "error", message, hint }] };
}

/** `90`, `90s` or `2m`, in seconds. */
function secondsIn(text: string): number | undefined {
  const [, count, unit] = /^(\d{1,5})(s|m)?$/.exec(text) ?? [];
  const seconds = Number(count) * (unit === "m" ? 60 : 1);
  return seconds > 0 ? seconds : undefined;
}

/** The checks of all enabled apps, or of the named ones. */
function checksOf(variables: Variables, wanted: readonly string[]): Outcome<AppChecks[]> {
  const all = variables.members.flatMap(({ app }): AppChecks[] => {
    if (!app.live || !variables.enabled(app.name)) return [];
    return [
      { app: app.name, checks: variables.read(app.name, app.live as never).value as AppChecks["checks"] },
    ];
  });
  const unknown = wanted.find((name) => !all.some(({ app }) => app === name));
  if (unknown === undefined) {
    const value = wanted.length === 0 ? all : all.filter(({ app }) => wanted.includes(app));
    return { value, problems: [] };
  }
  const hint = `name one of ${all.map(({ app }) => app).join(", ")}`;
  const problem: Problem = {
    code: "usage",
    severity: "error",
    message: "there is nothing to verify of that name",
    hint,
  };
  return { value: undefined, problems: [problem] };
}

function liveOver(connection: Connection | undefined, via: "forward" | "route", io: Io): Live {
  const reads = connection && readsOf(connection);
  return openLive({ dial: dialOver(connection), reads, via, now: io.now() });
}

/** Said once, and not by every check. */
async function silenceOf({ api, context, server }: Connection): Promise<Problem | undefined> {
  try {
    await api.version();
    return undefined;
  } catch (error) {
    const why = clean(error instanceof Error ? error.message : String(error));
    const message = `the API server of the context ${clean(context)} does not answer at ${clean(server)}: ${why}`;
    const hint = "try kubectl version with the same context, or --via route";
    return { code: "cluster-unreachable", severity: "error", message, hint };
  }
}

function howAsked(connection: Connection | undefined, via: "forward" | "route"): string {
  const way = via === "route" ? "by its routes" : "by port-forward";
  return connection ? `context ${connection.context}, ${way}` : way;
}

/** In a terminal one line that changes: what takes longest is what one waits for. */
function progressOf(
  { quiet, format }: Globals,
  io: Io,
): { onChecked: (checked: Checked) => void } | undefined {
  if (quiet || format !== "text" || !io.terminal.stderr || io.env.CI) return undefined;
  let count = 0;
  return {
    onChecked: () => {
      count += 1;
      io.stderr(`\r\x1b[K${count} checked\r`);
    },
  };
}

async function told(
  checks: readonly Checked[],
  variables: Variables,
  how: string,
  { report: file }: Options,
  globals: Globals,
  io: Io,
): Promise<Result> {
  const problems = checks.flatMap(({ id, status, title, message, hint }): Problem[] =>
    status === "error" || status === "warning"
      ? [{ code: id, severity: status, message: `${title}: ${message}`, ...(hint !== undefined && { hint }) }]
      : [],
  );
  if (checks.every(({ status }) => status === "skipped")) problems.push(nothingAsked);
  const titles = new Map(variables.members.map(({ app }) => [app.name, app.title]));
  if (file !== undefined) {
    const path = resolve(io.cwd, file);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, page({ checks, at: io.now(), how, titles, version }));
  }
  return {
    exitCode: hasErrors(problems) ? 1 : 0,
    problems,
    problemsInText: true,
    text: table(checks, { color: globals.resultColor, quiet: globals.quiet }),
    report: { how, counts: countsOf(checks), checks },
    ...(file !== undefined && { talk: `wrote ${file}\n` }),
  };
}
