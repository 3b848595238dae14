import { object } from "../../rule-case.ts";
import type { KindCase } from "../kind-case.ts";
import { job } from "../objects.ts";

/** What is wrong in documents of these kinds, and what is not. */
export const podsCases: readonly KindCase[] = [
  ["a plain one", job("env: [{name: A, value: b}]")],
  ["no image", job("").replace("image: b, ", ""), "missing-field"],
  [
    "a value and a source",
    job("env: [{name: A, value: b, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]"),
    "one-of",
  ],
  ["a source of nothing", job("env: [{name: A, valueFrom: {}}]"), "one-of"],
  ["a mount of nothing", job("volumeMounts: [{name: v, mountPath: /v}]"), "missing-volume"],
  [
    "a volume of nothing",
    job("volumeMounts: [{name: v, mountPath: /v}]", "volumes: [{name: v}], "),
    "one-of",
  ],
  ["a volume of two things", job("", "volumes: [{name: v, emptyDir: {}, hostPath: {path: /}}], "), "one-of"],
  ["a probe of nothing", job("livenessProbe: {periodSeconds: 1}"), "one-of"],
  [
    "a request over its limit",
    job('resources: {requests: {cpu: "2"}, limits: {cpu: 500m}}'),
    "request-over-limit",
  ],
  ["a Job that always restarts", job("").replace("Never", "Always"), "restart-policy"],
  ["a Job that does not say", job("").replace("restartPolicy: Never, ", ""), "restart-policy"],
  [
    "a Deployment that finds no pod",
    object(
      "apps/v1",
      "Deployment",
      "spec: {selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: c}}, spec: {containers: [{name: a, image: b}]}}}\n",
    ),
    "selects-nothing",
  ],
  [
    "a Deployment that replaces and rolls",
    object(
      "apps/v1",
      "Deployment",
      "spec: {strategy: {type: Recreate, rollingUpdate: {}}, template: {spec: {}}}\n",
    ),
    "excluded-field",
  ],
  [
    "a CronJob of six fields",
    object(
      "batch/v1",
      "CronJob",
      "spec: {schedule: 0 0 3 * * *, jobTemplate: {spec: {template: {spec: {restartPolicy: Never}}}}}\n",
    ),
    "cron-schedule",
  ],
  [
    "both ways of disruption",
    object("policy/v1", "PodDisruptionBudget", "spec: {minAvailable: 1, maxUnavailable: 1}\n"),
    "one-of",
  ],
  [
    "fewer at most than at least",
    object("autoscaling/v2", "HorizontalPodAutoscaler", "spec: {minReplicas: 3, maxReplicas: 2}\n"),
    "out-of-range",
  ],
];
