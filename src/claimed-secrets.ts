/** True when each of the secrets stands, whole, in a text of the value: then its readers can be told. */
export function showsSecrets(value: unknown, secrets: ReadonlySet<string>): boolean {
  const texts = textsIn(value);
  return [...secrets].every((secret) => texts.some((text) => text.includes(secret)));
}

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

/** The value with every text that holds a secret behind a getter, which tells `taint` of it when it is read. */
export function guardSecrets<T>(value: T, secrets: ReadonlySet<string>, taint: (secret: string) => void): T {
  if (typeof value !== "object" || value === null) return value;
  const guarded: object = Array.isArray(value) ? [] : {};
  for (const [key, inner] of Object.entries(value)) {
    const found = typeof inner === "string" ? [...secrets].filter((one) => inner.includes(one)) : [];
    const get = () => {
      for (const secret of found) taint(secret);
      return guardSecrets(inner, secrets, taint);
    };
    Object.defineProperty(guarded, key, { get, enumerable: true });
  }
  return guarded as T;
}
