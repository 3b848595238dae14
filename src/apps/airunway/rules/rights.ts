import type { Finding, Rule } from "../../../app.ts";
import { knownRelease, latestKnown } from "../release.ts";
import { rightsOf } from "../shims.ts";
import type { AirunwayVariables } from "../variables.ts";

type V = AirunwayVariables;

/** What AI Runway may do in the cluster is read before it is accepted. */
export const rightsRules: readonly Rule<V>[] = [accepted, unread];

function* accepted(v: V): Iterable<Finding> {
  if (v.airunway_rights_accepted === v.airunway_version) return;
  const rights = [...latestKnown.rights, ...[...v.airunway_shims].sort().map(rightsOf)];
  yield {
    code: "airunway-rights-not-accepted",
    setting: "airunway_rights_accepted",
    missing: ["airunway_rights_accepted"],
    message: `AI Runway ${v.airunway_version} gets rights in every namespace: ${rights.join("; ")}`,
    hint: `set airunway_rights_accepted: "${v.airunway_version}" to accept them, or airunway_enabled: false`,
  };
}

function* unread(v: V): Iterable<Finding> {
  if (knownRelease(v.airunway_version)) return;
  yield {
    code: "airunway-release-unread",
    severity: "warning",
    setting: "airunway_version",
    message: `only the manifests of ${latestKnown.version} are known: those of ${v.airunway_version} may give other rights, and come from a tag that can be moved`,
    hint: `write ${latestKnown.version}, or read deploy/ and providers/ of that release first`,
  };
}
