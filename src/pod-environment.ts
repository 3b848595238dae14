/** One entry of a container's `env`. */
export type EnvironmentEntry =
  | { readonly name: string; readonly value: string }
  | { readonly name: string; readonly valueFrom: { readonly secretKeyRef: SecretKey } };

interface SecretKey {
  readonly name: string;
  readonly key: string;
}

/** References into a Secret whose keys are the names of the variables. */
export function fromSecret(secret: string, keys: readonly string[]): EnvironmentEntry[] {
  return keys.map((key) => ({ name: key, valueFrom: { secretKeyRef: { name: secret, key } } }));
}

/** A value as Kubernetes passes it on: there `$(NAME)` is replaced, and `$$` halved. */
export function expansionLiteral(text: string): string {
  return text.replace(/\$(?=[$(])/g, "$$$$");
}
