const factors: Readonly<Record<string, number>> = {
  "": 1,
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

/** A Kubernetes quantity such as `500m` or `2Gi` as a number of cores or bytes; undefined when it is none. */
export function amountOf(quantity: string): number | undefined {
  const match = /^(\d+(?:\.\d*)?|\.\d+)([eE][+-]?\d+)?(m|[kMGTPE]|[KMGTPE]i)?$/.exec(quantity);
  if (!match) return undefined;
  const [, digits, exponent = "", suffix = ""] = match;
  const number = Number(`${digits}${exponent}`);
  // 700 / 1000 is 0.7, but 700 * 0.001 is not.
  return suffix === "m" ? number / 1000 : number * (factors[suffix] ?? Number.NaN);
}
