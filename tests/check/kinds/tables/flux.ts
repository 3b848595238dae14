import { object } from "../../rule-case.ts";
import type { KindCase } from "../kind-case.ts";
import { release } from "../objects.ts";

/** What is wrong in documents of these kinds, and what is not. */
export const fluxCases: readonly KindCase[] = [
  ["a chart by reference", release("chartRef: {kind: HelmChart, name: a}")],
  ["no chart", release("timeout: 1h"), "one-of"],
  ["two charts", release("chartRef: {kind: HelmChart, name: a}, chart: {spec: {}}"), "one-of"],
  [
    "an interval for retries on upgrade",
    release("chartRef: {name: a}, upgrade: {strategy: {name: RetryOnFailure, retryInterval: 1m}}"),
  ],
  [
    "an interval without retries",
    release("chartRef: {name: a}, upgrade: {strategy: {name: RemediateOnFailure, retryInterval: 1m}}"),
    "retry-without-retries",
  ],
  [
    "the same on install",
    release("chartRef: {name: a}, install: {strategy: {name: RemediateOnFailure, retryInterval: 1m}}"),
    "retry-without-retries",
  ],
  ["an empty kubeConfig", release("chartRef: {name: a}, kubeConfig: {}"), "one-of"],
  [
    "an OCI address without its type",
    object("source.toolkit.fluxcd.io/v1", "HelmRepository", "spec: {url: oci://a}\n"),
    "repository-type",
  ],
  [
    "an OCI address with its type",
    object("source.toolkit.fluxcd.io/v1", "HelmRepository", "spec: {url: oci://a, type: oci}\n"),
  ],
  [
    "an account for GitHub",
    object(
      "source.toolkit.fluxcd.io/v1",
      "GitRepository",
      "spec: {serviceAccountName: a, provider: github}\n",
    ),
    "excluded-field",
  ],
];
