import type { Io } from "../io.ts";
import type { KubeApi } from "../kubernetes/api.ts";
import { shownRef } from "../kubernetes/object.ts";
import type { Problem, Related } from "../problem.ts";
import { diagnose, type Finding } from "../reconcile/diagnose.ts";
import { namedObjects } from "../reconcile/named-objects.ts";
import { ageText } from "../reconcile/picture.ts";
import { placeOf } from "../reconcile/place.ts";
import { shortRevisions } from "../reconcile/revision.ts";
import type { Ending } from "../reconcile/run.ts";
import {
  culprits,
  foundText,
  leftAside,
  plainText,
  problemOf,
  summaryText,
  waiting,
  waitProblem,
  waitText,
} from "../reconcile/told.ts";
import { clean } from "../report/clean.ts";
import { apiProblem } from "./cluster.ts";
import type { ExitCode, Globals } from "./command.ts";
import { placesIn } from "./reconcile-places.ts";

/** How a run ended, for a person and for a program. */
export interface Account {
  readonly exitCode: ExitCode;
  readonly problems: readonly Problem[];
  readonly how: string;
  readonly text: string;
  readonly talk?: string;
}

export interface AccountInput {
  readonly globals: Globals;
  readonly io: Io;
  readonly api: KubeApi;
  readonly mask: (text: string) => string;
  readonly timeout: number;
}

const goesOn = "stopped watching; Flux goes on in the cluster\n";

/** More would push the first reason off the screen. */
const most = 5;

/** What there is to say at the end: that all is well, or the reason of each thing that is not ready. */
export async function account(ending: Ending, input: AccountInput): Promise<Account> {
  const { how, verdict, error } = ending;
  const columns = columnsOf(input.io);
  const plain = (problem: Problem) => plainText(masked(problem, input.mask), columns);
  if (how === "ready")
    return { exitCode: 0, problems: [], how, text: readyText(ending), talk: "next: clusterloom verify\n" };
  const general = [...verdict.problems, ...(error ? [lostProblem(ending)] : [])];
  if (how === "interrupted" && verdict.outcome !== "failed")
    return { exitCode: verdict.outcome === "ready" ? 0 : 1, problems: [], how, text: "", talk: goesOn };
  if (error) return { exitCode: 1, problems: general, how, text: general.map(plain).join("") };
  const suspects = culprits(verdict);
  const findings: Finding[] = [];
  for (const line of suspects.slice(0, most)) findings.push(await diagnose(line, input));
  const places = findings.length > 0 ? await placesIn(input.globals, input.io) : undefined;
  const told = findings.map((finding) => {
    const named = namedObjects(finding.trail.join("\n"));
    const at = places && placeOf(places.files, [...finding.objects, ...named], finding.cause?.code);
    const related: readonly Related[] = at && places ? places.behind(at) : [];
    const problem = problemOf(finding, related);
    return { finding, problem: at ? { ...problem, at } : problem };
  });
  const problemsTold = told.map(({ problem }) => problem);
  const known = new Set(verdict.lines.map(({ key }) => key));
  const waits = waiting(verdict).map((line) => waitProblem(line, known));
  const missing = waits.filter(({ code }) => code === "dependency-missing");
  const late = waits.filter(({ code }) => code !== "dependency-missing");
  const over = how === "timeout" ? [timeoutProblem(input.timeout)] : [];
  const problems = [...over, ...general, ...problemsTold, ...missing, ...late];
  const text = [
    ...[...over, ...general].map(plain),
    ...told.map(({ finding, problem }) => foundText(finding, problem, columns)),
    ...missing.map(plain),
    ...late.map((problem) => waitText(problem, columns)),
    ...(suspects.length > 1 ? [summaryText(suspects, problemsTold, columns)] : []),
  ];
  return { exitCode: 1, problems, how, text: text.join(""), ...(how === "interrupted" && { talk: goesOn }) };
}

function readyText({ verdict }: Ending): string {
  const { lines: all, revision } = verdict;
  const lines = all.filter(({ aside }) => aside !== true);
  const aside = leftAside(verdict).map(clean);
  const releases = lines.flatMap(({ below }) => below).length;
  const count = `${lines.length} Kustomization${lines.length === 1 ? "" : "s"}`;
  const also = releases === 0 ? "" : ` and ${releases} HelmRelease${releases === 1 ? "" : "s"}`;
  const left = aside.length === 0 ? "" : `suspended, and left so: ${aside.join(", ")}\n`;
  const at = shortRevisions(revision ?? "?");
  return `ready: ${count}${also} at ${clean(at)}\n${left}`;
}

/** Text goes to stdout, and a pipe has no width. */
function columnsOf({ terminal, screen }: Io): number | undefined {
  return terminal.stdout ? screen?.().columns : undefined;
}

/** Before a line is broken, since half of a secret is not found any more. */
function masked({ hint, ...problem }: Problem, mask: (text: string) => string): Problem {
  return { ...problem, message: mask(problem.message), ...(hint !== undefined && { hint: mask(hint) }) };
}

function lostProblem({ how, error, verdict }: Ending): Problem {
  const told = apiProblem(error ?? { reason: "other", message: "" });
  if (how !== "lost") return told;
  const left = verdict.lines.filter(({ state }) => state.stage !== "ready").map(({ ref }) => shownRef(ref));
  const last = left.length === 0 ? "" : `; not ready when last seen: ${left.map(clean).join(", ")}`;
  return {
    code: "api-server-gone",
    severity: "error",
    message: `the API server stopped answering (${told.message})${last}`,
    hint: "look at the control plane; what Flux had begun it takes up again by itself, then run clusterloom reconcile again",
  };
}

function timeoutProblem(timeout: number): Problem {
  return {
    code: "timeout",
    severity: "error",
    message: `not everything was ready within ${ageText(timeout)}`,
    hint: "Flux goes on in the cluster; see below what holds it up, or give it more time with --timeout",
  };
}
