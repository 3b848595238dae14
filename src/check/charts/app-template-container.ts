import type { Schema } from "../schema/schema.ts";
import { closed, each, either, free, integer, list, oneOf, ref, string, truth } from "./words.ts";

const words = either({ string, array: list(string) });
const scalar: Schema = { type: ["string", "number", "boolean", "null"] };
const dependsOn = words;
const source = {
  configMapKeyRef: ref("CoreV1ConfigMapKeySelector"),
  fieldRef: ref("CoreV1ObjectFieldSelector"),
  resourceFieldRef: ref("CoreV1ResourceFieldSelector"),
  secretKeyRef: ref("CoreV1SecretKeySelector"),
};
/** A variable by its name, or the short form that leaves `valueFrom` out. */
const variable = closed({ ...source, dependsOn, value: scalar, valueFrom: closed(source) });
const entry = closed({ ...source, dependsOn, name: string, value: scalar, valueFrom: closed(source) });

const env = either({
  array: { ...list({ ...entry, required: ["name"] }), "x-kubernetes-list-map-keys": ["name"] },
  object: each(either({ string, number: free, integer: free, boolean: free, null: free, object: variable })),
});

const reference = closed({ identifier: string, name: string, optional: truth });
const envFrom = list(
  closed({
    configMap: string,
    configMapRef: reference,
    prefix: string,
    secret: string,
    secretRef: reference,
  }),
);

const probe = closed({
  custom: truth,
  enabled: truth,
  path: string,
  port: { type: ["number", "string"] },
  service: string,
  spec: ref("CoreV1Probe"),
  type: oneOf("AUTO", "TCP", "HTTP", "HTTPS", "GRPC"),
});

const image = closed({
  digest: string,
  pullPolicy: oneOf("Always", "IfNotPresent", "Never"),
  repository: string,
  tag: { type: ["string", "number"] },
});

const shared = {
  args: words,
  command: words,
  env,
  envFrom,
  image: either({ object: image, string }),
  resources: ref("CoreV1ResourceRequirements"),
  securityContext: ref("CoreV1SecurityContext"),
};

/** Defaults for all containers of a controller. */
export const containerOptions: Schema = closed(shared);

/** One container or init container. */
export const container: Schema = closed({
  ...shared,
  dependsOn,
  enabled: truth,
  lifecycle: ref("CoreV1Lifecycle"),
  nameOverride: string,
  ports: list(ref("CoreV1ContainerPort")),
  probes: closed({ liveness: probe, readiness: probe, startup: probe }),
  restartPolicy: string,
  stdin: truth,
  terminationGracePeriodSeconds: integer,
  terminationMessagePath: string,
  terminationMessagePolicy: oneOf("File", "FallbackToLogsOnError"),
  tty: truth,
  workingDir: string,
});
