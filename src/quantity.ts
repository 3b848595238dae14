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

/** 700 / 1000 is 0.7, but 700 * 0.001 is not. */
const divisors: Readonly<Record<string, number>> = { m: 1e3, u: 1e6, n: 1e9 };

/** The cores or bytes of a Kubernetes quantity such as `500m`, `2Gi` or `1e3`; undefined for what is none. */
export function amountOf(quantity: string): number | undefined {
  const [, digits, suffix = "", exponent = "0"] =
    /^([+-]?(?:\d+(?:\.\d*)?|\.\d+))(?:([KMGTPE]i|[numkMGTPE])|[eE]([+-]?\d+))?$/.exec(quantity) ?? [];
  if (digits === undefined) return undefined;
  const number = Number(`${digits}e${exponent}`);
  const divisor = divisors[suffix];
  return divisor === undefined ? number * (factors[suffix] ?? Number.NaN) : number / divisor;
}
