import { templateFolder } from "../own-apps/user-files.ts";
import { bad, type Diagnosis, fromProblem, ok } from "./diagnosis.ts";
import type { Facts } from "./facts.ts";

/** Whether there are settings, and whether they are valid. */
export function config({ config: { shown, state }, configErrors }: Facts): Diagnosis[] {
  if (state === "absent")
    return [bad("error", "config-missing", `${shown} does not exist`, "run clusterloom init")];
  const kind = state === "sealed" ? "encrypted in place" : "in clear";
  if (configErrors === 0) return [ok("config", `${shown} is valid, its secrets ${kind}`)];
  const count = configErrors === 1 ? "an error" : `${configErrors} errors`;
  return [
    bad("error", "config-invalid", `${shown} has ${count}`, "run clusterloom validate, which shows them"),
  ];
}

/** What became of the files that we wrote. */
export function lock({ lock: { problems, owned, edited, missing } }: Facts): Diagnosis[] {
  if (problems.length > 0) return problems.map(fromProblem);
  const files = edited.map((path) =>
    bad(
      "warning",
      "edited-by-hand",
      `${path} is not as configure wrote it`,
      "see clusterloom diff",
      at(path),
    ),
  );
  const gone = missing.map((path) =>
    bad(
      "warning",
      "owned-missing",
      `${path} was written by configure and is gone`,
      "run clusterloom configure",
    ),
  );
  const well = owned === 0 ? "nothing has been written yet" : `${owned} files are ours`;
  return [ok("lock", well), ...files, ...gone];
}

/** Whether a run was killed while it wrote. */
export function journal({ interrupted }: Facts): Diagnosis[] {
  if (!interrupted) return [ok("journal", "no interrupted write is left over")];
  const hint = "run clusterloom configure, which first completes or undoes it";
  return [bad("warning", "interrupted-write", "a run was interrupted while it wrote", hint)];
}

/** Which of our templates the user's stand in for, and whether ours have moved on. */
export function templates({ overrides, platformProblems }: Facts): Diagnosis[] {
  const broken = platformProblems.map(fromProblem);
  const lines = overrides.map(({ path, state }) => {
    const file = `${templateFolder}/${path}`;
    const [app = "", ...rest] = path.split("/");
    if (state !== "changed") return ok("template-override", `${file} stands in for ours`);
    const message = `${file} stands in for ours, and ours has changed since it was ejected`;
    const hint = `compare: clusterloom eject ${app} ${rest.join("/")} --diff`;
    return bad("warning", "template-outdated", message, hint, at(file));
  });
  return [...broken, ...lines];
}

function at(file: string): Diagnosis["at"] {
  return { file, line: 1, column: 1 };
}
