import type { Problem } from "../../problem.ts";
import { amountOf } from "../../quantity.ts";
import { get, list, mapping, type Path, scalarText, type Value } from "../value.ts";
import type { Subject } from "./kind.ts";

/** The volumes of a pod: one source each. A volume without one is legal, and an emptyDir; gives the warning `one-of`. */
export function* volumeProblems(
  { fail, warn }: Subject,
  volumes: Value | undefined,
  at: Path,
): Iterable<Problem> {
  const hint = "write one, such as emptyDir: {}";
  for (const [index, volume] of list(volumes).entries()) {
    const place = [...at, index];
    const sources = Object.entries(mapping(volume)).filter(
      ([key, value]) => key !== "name" && value !== null,
    );
    if (sources.length > 1) yield fail("one-of", place, "the volume has more than one source", hint);
    if (sources.length === 0)
      yield warn("one-of", place, "the volume has no source, so it is empty, and goes with the pod", hint);
    const size = amountOf(scalarText(get(volume, "emptyDir", "sizeLimit") ?? null));
    if (size !== undefined && size < 0) {
      const message = "sizeLimit is less than nothing";
      yield fail("out-of-range", [...place, "emptyDir", "sizeLimit"], message, "write it as 1Gi");
    }
    yield* projected(fail, get(volume, "projected", "sources"), [...place, "projected", "sources"]);
  }
}

function* projected(fail: Subject["fail"], sources: Value | undefined, at: Path): Iterable<Problem> {
  for (const [index, source] of list(sources).entries()) {
    if (Object.values(mapping(source)).filter((value) => value !== null).length <= 1) continue;
    yield fail("one-of", [...at, index], "the source is more than one thing", "make it several sources");
  }
}
