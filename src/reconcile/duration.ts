const units: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000 };

/** Milliseconds of a duration as Flux writes it, such as `90s`, `10m` or `1h30m`; undefined for any other text. */
export function duration(text: string): number | undefined {
  if (!/^(\d+[smh])+$/.test(text)) return undefined;
  const parts = [...text.matchAll(/(\d+)([smh])/g)];
  const total = parts.reduce(
    (sum, [, count = "0", unit = "s"]) => sum + Number(count) * (units[unit] ?? 0),
    0,
  );
  return total > 0 && total <= 24 * 3_600_000 ? total : undefined;
}
