import { bad, type Diagnosis, ok } from "../doctor/diagnosis.ts";
import { clean } from "../report/clean.ts";
import type { DecryptionKey, MissingKind, PreflightFacts, SealedFile } from "./facts.ts";

const install =
  "install Flux first: helm install flux-operator oci://ghcr.io/controlplaneio-fluxcd/charts/flux-operator -n flux-system --create-namespace, then clusterloom bootstrap";

/** Whether the controllers that we need run. */
export function flux({ flux }: PreflightFacts): Diagnosis[] {
  const { missingKinds, controllers, isAlive, namespace } = flux;
  if (missingKinds.length > 0) {
    const message = `the cluster does not know ${missingKinds.join(", ")}: Flux is not installed`;
    return [bad("error", "flux-missing", message, install)];
  }
  if (!controllers)
    return [
      bad(
        "warning",
        "flux-hidden",
        `you may not list the Deployments in ${clean(namespace)}`,
        "ask whoever may whether Flux runs",
      ),
    ];
  const needed = ["source-controller", "kustomize-controller"];
  const found = new Map(controllers.map((controller) => [controller.name, controller]));
  const absent = needed.filter((name) => !found.has(name));
  const down = controllers.filter(({ isReady }) => !isReady).map(({ name }) => name);
  if (absent.length > 0) {
    const message = `no ${absent.join(" and no ")} is seen in ${clean(namespace)}`;
    if (isAlive)
      return [
        bad("warning", "flux-not-seen", message, "something acts upon sources here, so Flux runs elsewhere"),
      ];
    return [bad("error", "flux-missing", message, install)];
  }
  if (down.length > 0) {
    const hint = `kubectl -n ${clean(namespace)} get pods tells why`;
    return [bad("error", "flux-down", `${down.join(", ")} is not ready`, hint)];
  }
  const shown = controllers.map(({ name, version = "?" }) => `${name} ${clean(version)}`).join(", ");
  return [ok("flux", shown)];
}

/** The first kustomize-controller that opens files with post-quantum recipients. */
const postQuantum: readonly [number, number] = [1, 9];

/**
 * Whether kustomize-controller is new enough to open what we encrypt. An older one reads no key of a Secret in which
 * one is post-quantum, whatever the files need.
 */
export function versions({ flux, sealed, keys }: PreflightFacts): Diagnosis[] {
  const isHybrid = (recipient: string) => recipient.startsWith("age1pq1");
  const isNeeded =
    sealed.some(({ recipients }) => recipients.length > 0 && recipients.every(isHybrid)) ||
    keys.some(({ publicKeys }) => Array.isArray(publicKeys) && publicKeys.some(isHybrid));
  const { version } = (flux.controllers ?? []).find(({ name }) => name === "kustomize-controller") ?? {};
  if (!isNeeded || version === undefined) return [];
  const [major = 0, minor = 0] = version.replace(/^v/, "").split(".").map(Number);
  const isNew = major > postQuantum[0] || (major === postQuantum[0] && minor >= postQuantum[1]);
  if (isNew) return [];
  const message = `kustomize-controller ${clean(version)} cannot open files for post-quantum recipients`;
  const hint = `upgrade Flux to 2.9, whose kustomize-controller is ${postQuantum.join(".")}, or add an X25519 recipient`;
  return [bad("error", "flux-too-old", message, hint)];
}

/** Whether the server serves every kind of the tree. */
export function kinds({ missingKinds, kindCount, flux }: PreflightFacts): Diagnosis[] {
  if (missingKinds.length === 0)
    return [ok("kinds", `the cluster serves all ${kindCount} kinds of the tree`)];
  const isTold = ({ apiVersion, kind }: MissingKind) =>
    /\.toolkit\.fluxcd\.io\//.test(apiVersion) && flux.missingKinds.includes(kind);
  return missingKinds
    .filter((missing) => !isTold(missing))
    .map(({ apiVersion, kind, path, mayCome }) => {
      const message = `the cluster does not serve ${clean(apiVersion)} ${clean(kind)}, which ${clean(path)} uses`;
      const hint = mayCome
        ? "it must come with what this depends on; if it does not, install its operator"
        : "install the operator that brings it, or switch the app off that uses it";
      return bad(mayCome ? "warning" : "error", "missing-crd", message, hint);
    });
}

/** Whether the key in the cluster opens the files of the repository. Compares public keys only. */
export function keys({ keys, sealed }: PreflightFacts): Diagnosis[] {
  if (sealed.length === 0) return [ok("keys", "the tree has no encrypted files")];
  return keys.map((key) => keyLine(key, sealed));
}

function keyLine({ namespace, secret, publicKeys }: DecryptionKey, sealed: readonly SealedFile[]): Diagnosis {
  const name = `Secret ${clean(namespace)}/${clean(secret)}`;
  if (publicKeys === "hidden")
    return bad(
      "warning",
      "key-hidden",
      `you may not read ${name}, so the age key was not compared`,
      "ask whoever may",
    );
  if (publicKeys === undefined)
    return bad(
      "error",
      "key-missing",
      `there is no ${name} to decrypt with`,
      "clusterloom bootstrap puts your age key there",
    );
  if (publicKeys.length === 0)
    return bad(
      "error",
      "key-missing",
      `${name} has no entry that ends with .agekey and holds an age key`,
      "clusterloom bootstrap puts your age key there",
    );
  const shut = sealed.filter(
    ({ recipients }) => !recipients.some((recipient) => publicKeys.includes(recipient)),
  );
  if (shut.length === 0) return ok("keys", `${name} opens all ${sealed.length} encrypted files`);
  const [first] = shut;
  const message = `the age key in ${name} opens ${sealed.length - shut.length} of ${sealed.length} encrypted files; not ${clean(first?.path ?? "")}`;
  const hint =
    "run clusterloom bootstrap with the age.key of this repository, or add the cluster's recipient to .sops.yaml and run clusterloom secrets updatekeys";
  return bad("error", "key-wrong", message, hint);
}
