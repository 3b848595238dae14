import type { Problem } from "../../problem.ts";
import { amountOf } from "../../quantity.ts";
import { get, list, type Path, scalarText } from "../value.ts";
import type { KindRules, Subject } from "./kind.ts";

/** Claims of volumes, also those that a StatefulSet makes: ValidatePersistentVolumeClaimSpec. */
export const claimKinds: KindRules = {
  "/PersistentVolumeClaim": [(subject) => claim(subject, ["spec"])],
  "apps/StatefulSet": [templates],
};

function* templates(subject: Subject): Iterable<Problem> {
  for (const index of list(get(subject.spec, "volumeClaimTemplates")).keys())
    yield* claim(subject, ["spec", "volumeClaimTemplates", index, "spec"]);
}

function* claim({ manifest, fail }: Subject, at: Path): Iterable<Problem> {
  const spec = get(manifest.value, ...at);
  const modes = list(get(spec, "accessModes"));
  if (modes.length === 0)
    yield fail("missing-field", at, "the claim has no access mode", "write accessModes: [ReadWriteOnce]");
  if (modes.length > 1 && modes.includes("ReadWriteOncePod")) {
    const message = "ReadWriteOncePod goes with no other mode";
    yield fail("excluded-field", [...at, "accessModes"], message, "keep one of them");
  }
  const size = get(spec, "resources", "requests", "storage");
  const amount = amountOf(scalarText(size ?? null));
  if ((size ?? null) === null)
    yield fail("volume-size", at, "the claim has no size", "write resources.requests.storage, such as 10Gi");
  if (amount === undefined || amount > 0) return;
  const place = [...at, "resources", "requests", "storage"];
  yield fail("volume-size", place, "there is no volume of this size", "write a quantity such as 10Gi");
}
