const binary = { k: 2 ** 10, m: 2 ** 20, g: 2 ** 30, t: 2 ** 40 } as const;

/** Bytes of a size as Dragonfly's flags write it, such as `512mb`; its multiples are of 1024. */
export function flagBytes(size: string): number | undefined {
  const [, digits, unit] = /^([0-9]+)([kmgt])b$/i.exec(size) ?? [];
  if (digits === undefined || unit === undefined) return undefined;
  return Number(digits) * binary[unit.toLowerCase() as keyof typeof binary];
}

const suffixes: Readonly<Record<string, number>> = {
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

/** The number behind a Kubernetes quantity: bytes of memory, or cores of CPU. */
export function quantity(text: string): number | undefined {
  const [, digits, suffix = ""] =
    /^([0-9]+(?:\.[0-9]*)?(?:[eE][0-9]+)?)([KMGTPE]i|[mkMGTPE])?$/.exec(text) ?? [];
  const factor = suffixes[suffix];
  return digits === undefined || factor === undefined ? undefined : Number(digits) * factor;
}
