import { shownRef } from "../kubernetes/object.ts";
import type { Problem, Related } from "../problem.ts";
import { clean } from "../report/clean.ts";
import { shortened, wrap } from "../report/wrap.ts";
import type { Line, Verdict } from "./decide.ts";
import { type Finding, noStatus } from "./diagnose.ts";

/** The lines that are themselves the matter: not those that wait for others. */
export function culprits({ lines, source }: Verdict): readonly Line[] {
  const all = [...(source ? [source] : []), ...lines];
  const wanted = new Set(lines.flatMap(({ on }) => on));
  const own = all.filter(
    ({ key, state, on, aside }) =>
      on.length === 0 && state.stage !== "ready" && (aside !== true || wanted.has(key)),
  );
  const below = lines
    .filter(({ state }) => state.stage === "ready")
    .flatMap((line) => line.below.filter(({ state }) => state.stage !== "ready"));
  return [...own, ...below];
}

/** Names of those that are suspended, not ours, and that nothing waits for. */
export function leftAside({ lines }: Verdict): readonly string[] {
  return lines.filter(({ aside }) => aside === true).map(({ ref }) => shownRef(ref));
}

/** The lines that only wait, and for what. */
export function waiting({ lines }: Verdict): readonly Line[] {
  return lines.filter(({ state, on }) => on.length > 0 && state.stage !== "ready");
}

/** What a finding is as a problem; the place in the tree and the settings behind it come from the caller. */
export function problemOf({ ref, cause, trail, stage }: Finding, related: readonly Related[] = []): Problem {
  const name = shownRef(ref);
  const last = (trail.at(-1) ?? "").replace(`${name}: `, "");
  const detail = last === "" || last === noStatus ? "" : `: ${last}`;
  const code =
    cause?.code ?? (stage === "failed" ? "not-ready" : stage === "suspended" ? "suspended" : "never-ready");
  const title = cause?.title ?? titles[code] ?? "it is not ready";
  const hint = hintFor(cause?.hint ?? hints[code], trail);
  return {
    code,
    severity: "error",
    message: clean(`${name}: ${title}${detail}`),
    ...(hint !== undefined && { hint }),
    ...(related.length > 0 && { related }),
  };
}

/** After its retries Helm acts no more until the release's generation changes, which suspend and resume do. */
const gaveUp = /RetriesExceeded|Failed to (install|upgrade) after \d+ attempt/;

function hintFor(hint: string | undefined, trail: readonly string[]): string | undefined {
  if (!trail.some((text) => gaveUp.test(text))) return hint;
  const again =
    "Helm has stopped trying: then clusterloom suspend and clusterloom resume the app to let it try again";
  return hint === undefined ? again : `${hint}; ${again}`;
}

const titles: Readonly<Record<string, string>> = {
  suspended: "it is suspended, so that Flux does not act upon it",
  "never-ready": "it did not come to an end in time",
};

const hints: Readonly<Record<string, string>> = {
  suspended: "clusterloom resume takes it up again",
  "never-ready": "nothing says that it failed: see what it is at, and give it more time with --timeout",
  "not-ready": "read what Flux says; the object that it names is the place to look",
};

/** One that waits for something which is not there at all, or never got ready. */
export function waitProblem({ ref, on }: Line, known: ReadonlySet<string>): Problem {
  const absent = on.filter((key) => !known.has(key)).map(nameIn);
  const late = on.filter((key) => known.has(key)).map(nameIn);
  if (absent.length > 0)
    return {
      code: "dependency-missing",
      severity: "error",
      message: `${clean(shownRef(ref))} depends on ${absent.map(clean).join(", ")}, which the cluster does not have`,
      hint: "switch the app on that brings it, or take it out of dependsOn; clusterloom check finds this before a push",
    };
  return {
    code: "dependency-not-ready",
    severity: "error",
    message: `${clean(shownRef(ref))} waits for ${late.map(clean).join(", ")}`,
    hint: "nothing is wrong with it as far as is known: see what it waits for",
  };
}

function nameIn(key: string): string {
  return key.split("/").slice(-2).join("/");
}

/** Where a problem is told begins its text. */
const indent = 8;
/** Characters of a message that a person gets to read; programs get more of it. */
const longest = { trail: 320, log: 160 };

/**
 * What the finding is about as text for a person: the cause, where it comes from, what to do, and then the way down to
 * the object that is the matter. Breaks lines at so many columns.
 */
export function foundText(finding: Finding, problem: Problem, columns?: number): string {
  const { cause, trail, log, ref } = finding;
  const name = shownRef(ref);
  const title = cause?.title ?? problem.message.split(": ").slice(1, 2).join("");
  const said = trail.map((text, depth) => (depth === 0 ? text.replace(`${name}: `, "") : text));
  const lines = [
    `error   ${clean(name)}: ${title} [${problem.code}]`,
    ...(problem.at ? [`        at ${clean(problem.at.file)}:${problem.at.line}`] : []),
    ...(problem.related ?? []).map(
      ({ message, at }) => `        ${clean(message)} at ${clean(at.file)}:${at.line}`,
    ),
    ...(problem.hint === undefined ? [] : [`        hint: ${clean(problem.hint)}`]),
    ...said.map(
      (text, depth) =>
        `        ${"  ".repeat(Math.min(depth, 3))}${depth === 0 ? "" : "└ "}${clean(shortened(text, longest.trail))}`,
    ),
    ...log.map((text) => `          log: ${clean(shortened(text, longest.log))}`),
  ];
  return rowsOf(lines, columns);
}

/** A problem that is about no object: what is wrong, and what to do. */
export function plainText({ code, message, hint }: Problem, columns?: number): string {
  const lines = [`error   ${message} [${code}]`, ...(hint === undefined ? [] : [`        hint: ${hint}`])];
  return rowsOf(lines, columns);
}

/** Something that only waits. */
export function waitText({ message }: Problem, columns?: number): string {
  return rowsOf([`waits   ${message}`], columns);
}

/** One line for all of them, the last: those that were told of first may have scrolled away. */
export function summaryText(
  suspects: readonly Line[],
  problems: readonly Pick<Problem, "code">[],
  columns?: number,
): string {
  const named = suspects.map(({ ref }, index) => {
    const code = problems[index]?.code;
    return `${clean(ref.name)}${code === undefined ? "" : ` [${code}]`}`;
  });
  return rowsOf([`${suspects.length} are not ready: ${named.join(", ")}`], columns);
}

function rowsOf(lines: readonly string[], columns: number | undefined): string {
  const broken = lines.flatMap((line) => {
    const own = /^ *(└ |log: )?/.exec(line)?.[0].length ?? 0;
    return wrap(line, { columns, indent: Math.max(indent, own) });
  });
  return `${broken.join("\n")}\n`;
}
