const binary = { k: 2 ** 10, m: 2 ** 20, g: 2 ** 30, t: 2 ** 40 } as const;

/** Bytes of a size as Dragonfly's flags write it, such as `512mb`; its multiples are of 1024. */
export function flagBytes(size: string): number | undefined {
  const [, digits, unit] = /^([0-9]+)([kmgt])b$/i.exec(size) ?? [];
  if (digits === undefined || unit === undefined) return undefined;
  return Number(digits) * binary[unit.toLowerCase() as keyof typeof binary];
}
