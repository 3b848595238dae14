/** Bytes as PostgreSQL writes memory: whole megabytes. */
export function postgresMemory(bytes: number): string {
  return `${Math.max(1, Math.floor(bytes / 2 ** 20))}MB`;
}

/** A PostgreSQL memory parameter in bytes; a bare number counts `unit` bytes. Undefined when it is none. */
export function postgresBytes(value: string, unit: number): number | undefined {
  const match = /^\s*(\d+(?:\.\d+)?)\s*(B|kB|MB|GB|TB)?\s*$/.exec(value);
  if (!match) return undefined;
  const units: Readonly<Record<string, number>> = {
    B: 1,
    kB: 2 ** 10,
    MB: 2 ** 20,
    GB: 2 ** 30,
    TB: 2 ** 40,
  };
  return Number(match[1]) * (match[2] === undefined ? unit : (units[match[2]] ?? unit));
}
