import type { Finding, Rule } from "../../app.ts";
import type { DragonflyVariables } from "./variables.ts";

/** The first operator whose resource has every field that we write (`podMetadata` came last). */
const firstOperator = [1, 6, 0] as const;
/** The oldest server whose flags, metrics and ACL words were compared with ours. */
const firstServer = [1, 36, 0] as const;

/** Releases that what we write does not fit. */
export const versionRules: readonly Rule<DragonflyVariables>[] = [operatorVersion, serverVersion];

function* operatorVersion(v: DragonflyVariables): Iterable<Finding> {
  if (!isOlder(v.dragonfly_operator_version, firstOperator)) return;
  yield {
    code: "dragonfly-operator-too-old",
    setting: "dragonfly_operator_version",
    message: `the resource of operator ${v.dragonfly_operator_version} lacks fields that are written here; Flux would refuse it`,
    hint: "remove dragonfly_operator_version, or set it to v1.6.0 or later",
  };
}

function* serverVersion(v: DragonflyVariables): Iterable<Finding> {
  if (!isOlder(v.dragonfly_version, firstServer)) return;
  yield {
    code: "dragonfly-version-unknown",
    severity: "warning",
    setting: "dragonfly_version",
    message: `the flags and ACL rules written here were not compared with Dragonfly ${v.dragonfly_version}; one that it does not know keeps it from starting`,
    hint: "remove dragonfly_version, or set it to v1.36.0 or later",
  };
}

function isOlder(version: string, than: readonly number[]): boolean {
  const parts = /([0-9]+)\.([0-9]+)\.([0-9]+)/.exec(version)?.slice(1).map(Number) ?? [];
  const index = than.findIndex((part, at) => parts[at] !== part);
  return index >= 0 && (parts[index] ?? 0) < (than[index] ?? 0);
}
