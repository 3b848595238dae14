/** A Kubernetes object, as far as it decides where it goes. */
export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly [field: string]: unknown;
  };
  readonly [field: string]: unknown;
}

/** True for a value that names its kind and itself. */
export function isKubeObject(value: unknown): value is KubeObject {
  if (typeof value !== "object" || value === null) return false;
  const { apiVersion, kind, metadata } = value as Partial<Record<string, unknown>>;
  const named = typeof metadata === "object" && metadata !== null && "name" in metadata;
  return typeof apiVersion === "string" && typeof kind === "string" && named;
}

/** Kind, namespace and name, for a message. */
export function identityOf({ kind, metadata: { name, namespace } }: KubeObject): string {
  return `${kind} ${namespace === undefined ? "" : `${namespace}/`}${name}`;
}
