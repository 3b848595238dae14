const factors: Readonly<Record<string, number>> = {
  "": 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
};

/** Bytes of a Kubernetes quantity such as `512Mi`; undefined for what is none. */
export function memoryBytes(quantity: string): number | undefined {
  const [, number, suffix = ""] = /^(\d+(?:\.\d+)?)(k|M|G|T|Ki|Mi|Gi|Ti)?$/.exec(quantity) ?? [];
  const factor = factors[suffix];
  return number === undefined || factor === undefined ? undefined : Number(number) * factor;
}

/** Cores of a Kubernetes quantity such as `500m` or `2`; undefined for what is none. */
export function cpuCores(quantity: string): number | undefined {
  const [, number, milli] = /^(\d+(?:\.\d*)?|\.\d+)(m)?$/.exec(quantity) ?? [];
  return number === undefined ? undefined : Number(number) / (milli ? 1000 : 1);
}

const suffixes: Readonly<Record<string, number>> = {
  ...factors,
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  P: 1e15,
  E: 1e18,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/** The number that any Kubernetes quantity stands for, such as `500m`, `-1` or `1e3`; undefined for what is none. */
export function amountOf(quantity: string): number | undefined {
  const [, number, suffix = "", exponent = "0"] =
    /^([+-]?(?:\d+(?:\.\d*)?|\.\d+))(?:([KMGTPE]i|[numkMGTPE])|[eE]([+-]?\d+))?$/.exec(quantity) ?? [];
  const factor = suffixes[suffix];
  return number === undefined || factor === undefined ? undefined : Number(`${number}e${exponent}`) * factor;
}
