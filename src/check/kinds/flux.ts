import type { Problem } from "../../problem.ts";
import { get } from "../value.ts";
import { atMostOne, exactlyOne, has, type KindRules, type Subject } from "./kind.ts";

/** helm-controller and kustomize-controller, the rules of their CRDs. */
export const fluxKinds: KindRules = {
  "helm.toolkit.fluxcd.io/HelmRelease": [chart, strategies, kubeConfig],
  "kustomize.toolkit.fluxcd.io/Kustomization": [kubeConfig],
  "source.toolkit.fluxcd.io/GitRepository": [gitAccount],
  "source.toolkit.fluxcd.io/HelmChart": [verifiedChart],
  "source.toolkit.fluxcd.io/HelmRepository": [helmUrl],
  "source.toolkit.fluxcd.io/Bucket": [bucketAccess],
};

function* chart(subject: Subject): Iterable<Problem> {
  yield* exactlyOne(subject, ["spec"], subject.spec, ["chartRef", "chart"]);
}

function* strategies({ spec, fail }: Subject): Iterable<Problem> {
  const wanted = "set name: RetryOnFailure, or leave retryInterval out";
  for (const action of ["install", "upgrade"]) {
    const strategy = get(spec, action, "strategy");
    const name = get(strategy, "name");
    const retries = action === "install" ? name !== "RemediateOnFailure" : name === "RetryOnFailure";
    if (!has(strategy, "retryInterval") || retries) continue;
    const at = ["spec", action, "strategy", "retryInterval"];
    yield fail("retry-without-retries", at, "this strategy does not retry, so it has no interval", wanted);
  }
}

function* kubeConfig(subject: Subject): Iterable<Problem> {
  const at = ["spec", "kubeConfig"];
  const found = get(subject.spec, "kubeConfig");
  if ((found ?? null) !== null) yield* exactlyOne(subject, at, found, ["secretRef", "configMapRef"]);
}

function* gitAccount({ spec, fail }: Subject): Iterable<Problem> {
  const provider = get(spec, "provider");
  if (!has(spec, "serviceAccountName") || provider === "azure" || provider === "aws") return;
  const message = "serviceAccountName works with the providers azure and aws only";
  yield fail("excluded-field", ["spec", "serviceAccountName"], message, "set provider, or use secretRef");
}

function* verifiedChart({ spec, fail }: Subject): Iterable<Problem> {
  if (!has(spec, "verify") || get(spec, "sourceRef", "kind") === "HelmRepository") return;
  const message = "only charts of a HelmRepository can be verified";
  yield fail("excluded-field", ["spec", "verify"], message, "take verify out, or verify the source");
}

function* helmUrl({ spec, fail }: Subject): Iterable<Problem> {
  const url = get(spec, "url");
  if (typeof url !== "string" || url.startsWith("oci://") === (get(spec, "type") === "oci")) return;
  const hint = "write type: oci with an oci:// address, and neither with an https:// one";
  yield fail("repository-type", ["spec", "url"], "the address and the type do not fit", hint);
}

function* bucketAccess(subject: Subject): Iterable<Problem> {
  yield* atMostOne(subject, ["spec"], subject.spec, ["secretRef", "serviceAccountName"]);
}
