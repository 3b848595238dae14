/** How often a property is tried: `CLUSTERLOOM_FUZZ=20` makes it twenty times as often, for a night. */
export function fuzzRuns(usual: number): number {
  const times = Number(process.env.CLUSTERLOOM_FUZZ ?? 1);
  return Math.max(1, Math.round(usual * (times > 0 ? times : 1)));
}
