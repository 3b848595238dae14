import type { Problem } from "../../problem.ts";
import { get, type Path, type Value } from "../value.ts";
import { exactlyOne, has, type Subject } from "./kind.ts";
import { portNameProblem } from "./port.ts";

const PROBES = ["livenessProbe", "readinessProbe", "startupProbe"];
const HOOKS = ["postStart", "preStop"];
const WAYS = ["httpGet", "tcpSocket", "exec", "grpc"];

/** Probes and lifecycle hooks of the container at `at`: one way each, and a port that there can be. */
export function* probeProblems(subject: Subject, container: Value, at: Path): Iterable<Problem> {
  for (const probe of PROBES) {
    const found = get(container, probe);
    if (!has(container, probe)) continue;
    const place = [...at, probe];
    yield* exactlyOne(subject, place, found, WAYS);
    yield* ports(subject, found, place);
    yield* onlyOnce(subject, probe, found, place);
  }
  for (const hook of HOOKS) {
    const found = get(container, "lifecycle", hook);
    if (!has(container, "lifecycle", hook)) continue;
    const place = [...at, "lifecycle", hook];
    yield* exactlyOne(subject, place, found, ["exec", "httpGet", "sleep", "tcpSocket"]);
    yield* ports(subject, found, place);
    const pause = get(found, "sleep", "seconds");
    if (typeof pause === "number" && pause < 0)
      yield subject.fail(
        "out-of-range",
        [...place, "sleep", "seconds"],
        "time does not go back",
        "write 0 or more",
      );
  }
  yield* ofInitContainer(subject, container, at);
}

function* ports({ fail }: Subject, found: Value | undefined, at: Path): Iterable<Problem> {
  for (const way of ["httpGet", "tcpSocket"]) {
    const port = get(found, way, "port");
    const isNone = typeof port === "number" && (port < 1 || port > 65535);
    const wrong = typeof port === "string" ? portNameProblem(port) : undefined;
    if (isNone || wrong !== undefined)
      yield fail(
        isNone ? "out-of-range" : "pattern-mismatch",
        [...at, way, "port"],
        wrong ?? "there is no such port",
        "write 1 to 65535, or the name of a port",
      );
  }
}

function* onlyOnce({ fail }: Subject, probe: string, found: Value | undefined, at: Path): Iterable<Problem> {
  const successes = get(found, "successThreshold") ?? 1;
  if (probe !== "readinessProbe" && typeof successes === "number" && successes > 1) {
    const message = `one success is enough for a ${probe}`;
    yield fail("out-of-range", [...at, "successThreshold"], message, "write 1, or leave it out");
  }
  if (probe !== "readinessProbe" || !has(found, "terminationGracePeriodSeconds")) return;
  const message = "a readinessProbe ends nothing, so it has no time for that";
  yield fail("excluded-field", [...at, "terminationGracePeriodSeconds"], message, "take it out");
}

/** An init container that ends is not asked, unless it is a sidecar. */
function* ofInitContainer({ fail }: Subject, container: Value, at: Path): Iterable<Problem> {
  if (at.at(-2) !== "initContainers" || get(container, "restartPolicy") === "Always") return;
  for (const field of [...PROBES, "lifecycle"]) {
    if (!has(container, field)) continue;
    const message = `an init container without restartPolicy: Always has no ${field}`;
    yield fail("excluded-field", [...at, field], message, "take it out");
  }
}
