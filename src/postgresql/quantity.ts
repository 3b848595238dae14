const factors: Readonly<Record<string, number>> = {
  "": 1,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/** A Kubernetes quantity as a number of cores or bytes; undefined when it is none. */
export function amountOf(quantity: string): number | undefined {
  const match = /^(\d+(?:\.\d*)?|\.\d+)([eE][+-]?\d+)?(m|[kMGTPE]|[KMGTPE]i)?$/.exec(quantity);
  if (!match) return undefined;
  const [, digits, exponent = "", suffix = ""] = match;
  return Number(`${digits}${exponent}`) * (factors[suffix] ?? Number.NaN);
}

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
