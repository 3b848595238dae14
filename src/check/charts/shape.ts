import type { Schema } from "../schema/schema.ts";
import { isMapping, type Value } from "../value.ts";

/**
 * The closed schema that a chart's default values imply: each field of the type that it has there. An empty mapping
 * is open, an empty list takes anything, and `null` stands for any value.
 */
export function shapeOf(example: Value): Schema {
  if (example === null) return {};
  if (Array.isArray(example)) return { type: "array" };
  if (isMapping(example)) {
    const fields = Object.entries(example).map(([key, value]) => [key, shapeOf(value)]);
    return fields.length === 0
      ? { type: "object" }
      : { type: "object", properties: Object.fromEntries(fields) };
  }
  return { type: typeof example };
}

/** The schema with some of its fields, by dotted path, replaced by definitions of Kubernetes itself. */
export function withDefinitions(schema: Schema, fields: Readonly<Record<string, Schema>>): Schema {
  return Object.entries(fields).reduce(
    (found, [path, part]) => replaced(found, path.split("."), part),
    schema,
  );
}

function replaced(schema: Schema, [first, ...rest]: readonly string[], part: Schema): Schema {
  if (first === undefined) return part;
  const below = schema.properties?.[first];
  if (below === undefined) throw new Error(`the chart has no ${first}`);
  return { ...schema, properties: { ...schema.properties, [first]: replaced(below, rest, part) } };
}

const ref = (name: string): Schema => ({ $ref: name });
const list = (items: Schema): Schema => ({ type: "array", items });
const labels: Schema = { type: "object", additionalProperties: { type: "string" } };

/** Parts of a pod that nearly every chart passes on. */
export const pod = {
  affinity: ref("CoreV1Affinity"),
  env: list(ref("CoreV1EnvVar")),
  labels,
  nodeSelector: labels,
  podSecurity: ref("CoreV1PodSecurityContext"),
  probe: ref("CoreV1Probe"),
  pullSecrets: list(ref("CoreV1LocalObjectReference")),
  resources: ref("CoreV1ResourceRequirements"),
  security: ref("CoreV1SecurityContext"),
  strings: list({ type: "string" }),
  tolerations: list(ref("CoreV1Toleration")),
  topologySpread: list(ref("CoreV1TopologySpreadConstraint")),
} as const;
