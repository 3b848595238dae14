/** An object as a message of Flux names it, without the version of its API. */
export interface Named {
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
}

/**
 * The objects that a message of Flux names as `Kind/namespace/name` or `Kind/name`, in their order: those that a health
 * check waits for, or the one that was refused.
 */
export function namedObjects(message: string): Named[] {
  const found = new Map<string, Named>();
  for (const [text, kind = "", first = "", second] of message.matchAll(
    /\b([A-Z][A-Za-z]+)\/([a-z0-9][a-z0-9.:-]*[a-z0-9]|[a-z0-9])(?:\/([a-z0-9][a-z0-9.:-]*[a-z0-9]|[a-z0-9]))?/g,
  )) {
    const named = second === undefined ? { kind, name: first } : { kind, namespace: first, name: second };
    if (!found.has(text)) found.set(text, named);
  }
  return [...found.values()];
}

/** The Kustomizations that a message calls dependencies: `dependency 'namespace/name' is not ready`. */
export function namedDependency(message: string): { namespace: string; name: string } | undefined {
  const [, namespace, name] = /dependency '([^'/]+)\/([^']+)'/.exec(message) ?? [];
  return namespace === undefined || name === undefined ? undefined : { namespace, name };
}
