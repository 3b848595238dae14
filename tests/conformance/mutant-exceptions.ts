/** Two verdicts on one mutant that are not the same. */
export interface Disagreement {
  readonly kind: string;
  /** Dotted path of what was changed, or the name of the rule. */
  readonly path: string;
  readonly mutation: string;
  /** Codes of our errors; empty where we accept. */
  readonly codes: readonly string[];
  /** What the server says; undefined where it accepts. */
  readonly refusal: string | undefined;
}

/** Where we refuse and the server does not: it would come out later, in an operator or a controller. */
interface Stricter {
  readonly kinds: readonly string[];
  readonly codes: readonly string[];
  /** Where the field stands; anywhere when absent. */
  readonly path?: RegExp;
  readonly reason: string;
}

const stricter: readonly Stricter[] = [
  {
    kinds: ["Cluster"],
    codes: ["volume-size", "shared-buffers", "wal-archivers", "request-over-limit"],
    reason: "the webhook of CloudNativePG refuses it, which runs in the cluster only",
  },
  {
    kinds: ["ScheduledBackup"],
    codes: ["backup-schedule", "backup-method"],
    reason: "CloudNativePG reads six fields, and a method that has a plugin; else no backup is ever made",
  },
  {
    kinds: ["CiliumNetworkPolicy"],
    codes: ["out-of-range"],
    path: /\.port$/,
    reason: "the CRD's pattern lets numbers above 65535 through, Cilium does not",
  },
  {
    kinds: ["Dragonfly"],
    codes: [
      "value-not-allowed",
      "cron-schedule",
      "duplicate-entry",
      "request-over-limit",
      "missing-field",
      "out-of-range",
      "pattern-mismatch",
      "dragonfly-memory",
    ],
    reason: "the operator copies it into a StatefulSet or an argument, where it is refused",
  },
  {
    kinds: ["CiliumNetworkPolicy"],
    codes: ["one-of"],
    path: /^spec$|\.(to|from)[A-Z]\w+$/,
    reason:
      "the CRD takes a policy without a rule and a rule with peers of two sorts, and Cilium's agent does not",
  },
  {
    kinds: ["ServiceMonitor"],
    codes: ["out-of-range", "missing-field", "pattern-mismatch"],
    path: /\.(name|key)$/,
    reason: "the CRD takes any name and key of a Secret, also none: there is no such Secret, or no such key",
  },
  {
    kinds: ["PrometheusRule"],
    codes: ["one-of", "out-of-range"],
    path: /rules/,
    reason: "a rule needs record or alert, and an expression: the webhook of the Prometheus operator",
  },
  {
    kinds: ["Ingress"],
    codes: ["host-syntax"],
    reason: "the server takes labels of more than 63 characters, which DNS does not have",
  },
  {
    kinds: ["HelmRelease"],
    codes: ["one-of"],
    path: /^spec$/,
    reason: "the CRD does not require spec, and a release without one does nothing but fail",
  },
  {
    kinds: ["OCIRepository"],
    codes: ["missing-field"],
    path: /^verify|^spec\.verify/,
    reason: "the CRD defaults the provider; which one is meant is worth a word",
  },
];

/** Why the disagreement is meant; undefined when nothing says so. We never accept what the server refuses. */
export function exceptionFor({ kind, path, codes, refusal }: Disagreement): string | undefined {
  if (refusal !== undefined) return undefined;
  return stricter.find(
    (one) =>
      one.kinds.includes(kind) &&
      codes.every((code) => one.codes.includes(code)) &&
      (one.path?.test(path) ?? true),
  )?.reason;
}
