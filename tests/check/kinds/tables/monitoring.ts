import { object } from "../../rule-case.ts";
import type { KindCase } from "../kind-case.ts";

/** What is wrong in documents of these kinds, and what is not. */
export const monitoringCases: readonly KindCase[] = [
  [
    "an alert and a record",
    object(
      "monitoring.coreos.com/v1",
      "PrometheusRule",
      "spec: {groups: [{name: a, rules: [{alert: b, record: c, expr: d}]}]}\n",
    ),
    "one-of",
  ],
  [
    "neither",
    object("monitoring.coreos.com/v1", "PrometheusRule", "spec: {groups: [{name: a, rules: [{expr: d}]}]}\n"),
    "one-of",
  ],
  [
    "a record with a time",
    object(
      "monitoring.coreos.com/v1",
      "PrometheusRule",
      "spec: {groups: [{name: a, rules: [{record: b, expr: d, for: 1m}]}]}\n",
    ),
    "excluded-field",
  ],
  [
    "an expression of nothing",
    object(
      "monitoring.coreos.com/v1",
      "PrometheusRule",
      'spec: {groups: [{name: a, rules: [{alert: b, expr: " "}]}]}\n',
    ),
    "out-of-range",
  ],
  [
    "two credentials",
    object(
      "monitoring.coreos.com/v1",
      "ServiceMonitor",
      "spec: {endpoints: [{port: a, authorization: {}, basicAuth: {}}]}\n",
    ),
    "one-of",
  ],
  [
    "a timeout over the interval",
    object(
      "monitoring.coreos.com/v1",
      "PodMonitor",
      "spec: {podMetricsEndpoints: [{port: a, interval: 30s, scrapeTimeout: 1m}]}\n",
    ),
    "timeout-order",
  ],
];
