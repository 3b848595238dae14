import type { Ref } from "../kubernetes/object.ts";
import type { Line, Verdict } from "./decide.ts";

/** Over when nothing is left that could still change by itself. */
export function outcomeOf(lines: readonly Line[], ask: readonly Ref[]): Verdict["outcome"] {
  if (ask.length > 0) return "going";
  const moving = new Set(lines.filter(isMoving).map(({ key }) => key));
  const known = new Map(lines.map((line) => [line.key, line]));
  const waitsForMoving = (line: Line, seen: ReadonlySet<string>): boolean =>
    line.on.some((key) => {
      const on = known.get(key);
      return (
        moving.has(key) || (on !== undefined && !seen.has(key) && waitsForMoving(on, new Set([...seen, key])))
      );
    });
  if (
    moving.size > 0 ||
    lines.some((line) => line.state.stage === "waiting" && waitsForMoving(line, new Set()))
  )
    return "going";
  const isWell = (line: Line): boolean =>
    line.aside === true || (line.state.stage === "ready" && line.below.every(isWell));
  return lines.every(isWell) ? "ready" : "failed";
}

function isMoving({ state, on, below }: Line): boolean {
  if (state.stage === "pending" && on.length === 0) return true;
  if (state.stage === "waiting") return on.length === 0;
  if (state.stage === "progressing" || state.stage === "removing") return true;
  return state.stage === "ready" && below.some((each) => isMoving(each));
}
