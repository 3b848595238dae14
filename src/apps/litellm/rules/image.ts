import type { Facts, Finding } from "../../../app.ts";
import { olderThan, parseTag, type Version, versionOfTag, within } from "../image.ts";
import { namespacedSince } from "../tenant.ts";
import type { LitellmVariables } from "../variables.ts";

const setting = "litellm_image_tag";
const newer = "use a release from 1.100.0 on, such as 1.108.10";

/** What is known of the chosen version. The reasons are facts of LiteLLM's advisories and issues. */
export function* imageRules(v: LitellmVariables, facts: Facts): Iterable<Finding> {
  yield* grammar(v.litellm_image_tag);
  const version = versionOfTag(v.litellm_image_tag);
  if (!version) return;
  yield* vulnerable(version, v.litellm_image_tag_forced);
  yield* outdated(version, v.litellm_run_as_root);
  yield* leavesNamespace(version, facts);
  yield* fetchesEngines(version, v.litellm_run_as_root);
}

function* grammar(tag: string): Iterable<Finding> {
  const { kind } = parseTag(tag);
  if (kind === "moving") {
    yield warning(
      "moving-image-tag",
      "this tag moves: two pods may run two versions",
      "name a release, such as 1.108.10",
    );
  }
  if (kind === "unknown") {
    yield warning(
      "unknown-image-tag",
      "no version can be read from this tag, so nothing is known of it",
      newer,
    );
  }
}

/** CVE-2026-42208; fixed in 1.83.7. */
function* vulnerable(version: Version, forced: boolean): Iterable<Finding> {
  if (!within(version, "1.81.16", "1.83.6")) return;
  yield {
    code: "vulnerable-image",
    severity: forced ? "warning" : "error",
    setting,
    message:
      "versions 1.81.16 to 1.83.6 let anyone read and change the database without a key (CVE-2026-42208)",
    hint: `${newer}${forced ? "" : "; litellm_image_tag_forced: true accepts the risk"}`,
  };
  if (within(version, "1.82.7", "1.82.8")) {
    yield {
      code: "malicious-package",
      severity: "note",
      setting,
      message: "the Python packages of 1.82.7 and 1.82.8 were malicious; the container images were not",
      hint: newer,
    };
  }
}

function* outdated(version: Version, asRoot: boolean): Iterable<Finding> {
  if (!olderThan(version, "1.84.0")) return;
  yield warning(
    "outdated-image",
    `versions before 1.84.0 get no fixes any more${knownFault(version)}`,
    `${newer}${asRoot ? "" : "; images this old also expect litellm_run_as_root: true"}`,
  );
}

function knownFault({ major, minor, patch }: Version): string {
  const is1808 = major === 1 && minor === 80 && patch === 8;
  return is1808 ? ", and 1.80.8 runs out of memory while it cleans up its spend logs" : "";
}

function* leavesNamespace(version: Version, facts: Facts): Iterable<Finding> {
  if (!facts.offer("cache")?.acl || !olderThan(version, namespacedSince)) return;
  yield warning(
    "keys-outside-namespace",
    `versions before ${namespacedSince} write cache keys outside of their namespace, so their user is let further in`,
    newer,
  );
}

function* fetchesEngines(version: Version, asRoot: boolean): Iterable<Finding> {
  if (asRoot || !within(version, "1.92.0", "1.92.1")) return;
  yield warning(
    "fetches-engines",
    "1.92.0 and 1.92.1 download database engines when they start, and fail without root",
    newer,
  );
}

function warning(code: string, message: string, hint: string): Finding {
  return { code, severity: "warning", setting, message, hint };
}
