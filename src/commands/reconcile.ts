import { setTimeout as delay } from "node:timers/promises";
import { problemsOf } from "../doctor/diagnosis.ts";
import type { Io } from "../io.ts";
import { isKubeError } from "../kubernetes/api.ts";
import { kinds, refTo } from "../kubernetes/kinds.ts";
import type { Connection } from "../kubernetes/kubeconfig.ts";
import type { PreflightFacts } from "../preflight/facts.ts";
import { preflight } from "../preflight/preflight.ts";
import { hasErrors, type Problem } from "../problem.ts";
import type { Goal } from "../reconcile/decide.ts";
import { duration } from "../reconcile/duration.ts";
import { type Reporter, reporterFor } from "../reconcile/reporter.ts";
import { type Ending, reconcile } from "../reconcile/run.ts";
import { clean } from "../report/clean.ts";
import { formatJson } from "../report/json.ts";
import { masker } from "../report/mask.ts";
import { agreed, apiProblem, type ClusterOptions, wiringOf } from "./cluster.ts";
import type { Globals, Result, Run } from "./command.ts";
import { connectionOf } from "./connection.ts";
import { gatherPreflight, type Wiring } from "./preflight-facts.ts";
import { type Account, account } from "./reconcile-account.ts";
import { repositoryTree } from "./repository-tree.ts";
import { type Quoting, readSettings } from "./settings.ts";

interface Options extends ClusterOptions {
  readonly arguments: readonly string[];
  readonly timeout?: string;
  readonly watch?: boolean;
  readonly preflightOnly?: boolean;
}

/** Looks first, then lets Flux reconcile, follows it, and tells the reason of whatever is not ready. */
export const run: Run<Options> = async (options, globals, io) => {
  const timeout = duration(options.timeout ?? "10m");
  if (timeout === undefined) return { exitCode: 3, problems: [wrongDuration(options.timeout ?? "")] };
  const early = (how: string, problems: readonly Problem[], quoting: Quoting = {}) =>
    finished({ globals, io, mask: unmasked }, { exitCode: 1, problems, how, text: "" }, quoting);
  const settings = await readSettings(globals, io);
  const { variables } = settings;
  if (!variables) return early("config", settings.problems, settings.quoting);
  const wiring = wiringOf(variables);
  const connected = await connectionOf(io, options.context);
  if (!connected.value) return early("connection", connected.problems);
  const repository = await repositoryTree(globals, io);
  const mask = masker(repository.secrets.values());
  const { format, color, quiet } = globals;
  const reporter = reporterFor(io, { format, color, quiet, mask });
  const facts = await gatherPreflight(connected.value, wiring, repository, globals.root);
  const diagnoses = preflight(facts);
  reporter.checks(diagnoses);
  const found = problemsOf(diagnoses);
  const about = { globals, io, mask };
  if (hasErrors(found) || options.preflightOnly)
    return finished(about, {
      exitCode: hasErrors(found) ? 1 : 0,
      problems: found,
      how: "preflight",
      text: "",
    });
  const refused = await agreed(connected.value, wiring, options, io);
  if (refused) return finished(about, { exitCode: 1, problems: [refused], how: "declined", text: "" });
  const ending = await follow(connected.value, goalOf(facts, wiring, options, io), reporter, io, {
    timeout,
    watch: options.watch === true,
  });
  return finished(about, await account(ending, { ...about, api: connected.value.api, timeout }));
};

interface About {
  readonly globals: Globals;
  readonly io: Io;
  readonly mask: (text: string) => string;
}

/** Before the settings were read, nothing that is told can hold one. */
const unmasked = (text: string) => text;

/** Ends whose problems the checks or the account have told as text. */
const told = new Set(["preflight", "ready", "failed", "timeout", "interrupted", "lost", "refused"]);

/** In JSON the result is one more event; as text the problems were told by the checks or the account. */
function finished(
  { globals, io, mask }: About,
  { exitCode, problems, how, text, talk }: Account,
  quoting: Quoting = {},
): Result {
  if (globals.format === "json") {
    const { problems: plain } = JSON.parse(formatJson(problems));
    io.stdout(`${mask(JSON.stringify({ event: "end", how, exitCode, problems: plain }))}\n`);
  }
  const isTold = told.has(how) && !(globals.quiet && how === "preflight");
  const base = { ...quoting, exitCode, problems, streamed: true, problemsInText: isTold, text: mask(text) };
  return { ...base, report: { how }, ...(talk !== undefined && { talk }) };
}

function goalOf(facts: PreflightFacts, wiring: Wiring, options: Options, io: Io): Goal {
  const { checkout, folders } = facts;
  const isKnown = typeof checkout === "object" && checkout.pushed === checkout.commit;
  return {
    source: refTo(kinds.gitRepository, wiring.source, wiring.namespace),
    commit: isKnown ? checkout.commit : undefined,
    apps: options.arguments,
    ...(folders && { ours: new Set(folders) }),
    token: io.now().toISOString(),
  };
}

async function follow(
  { api }: Connection,
  goal: Goal,
  reporter: Reporter,
  io: Io,
  { timeout, watch }: { readonly timeout: number; readonly watch: boolean },
): Promise<Ending> {
  const interrupt = new AbortController();
  const release = io.onInterrupt?.(() => interrupt.abort());
  try {
    return await reconcile(api, goal, {
      timeout,
      watch,
      signal: interrupt.signal,
      now: () => io.now().getTime(),
      sleep: (milliseconds, signal) => delay(milliseconds, undefined, { signal }).catch(() => undefined),
      moment: (verdict) => reporter.moment(verdict),
    });
  } catch (error) {
    if (!isKubeError(error)) throw error;
    const verdict = {
      source: undefined,
      lines: [],
      revision: undefined,
      ask: [],
      outcome: "failed" as const,
    };
    return { how: "refused", verdict: { ...verdict, problems: [apiProblem(error)] }, error };
  } finally {
    release?.();
    reporter.end();
  }
}

function wrongDuration(text: string): Problem {
  return {
    code: "wrong-usage",
    severity: "error",
    message: `${clean(text)} is no duration for --timeout`,
    hint: "write it like 90s, 10m or 1h, at most 24h",
  };
}
