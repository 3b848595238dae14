import { type FormatCheck, type FormatFault, fault } from "./fault.ts";

/** The grammar of k8s.io/apimachinery/pkg/api/resource: a decimal with a suffix or an exponent. */
const grammar = /^[+-]?(\d+(?:\.\d*)?|\.\d+)(Ki|Mi|Gi|Ti|Pi|Ei|n|u|m|k|M|G|T|P|E|[eE][+-]?\d+)?$/;

/** Any Kubernetes quantity. */
export const quantity: FormatCheck = (text) =>
  grammar.test(text) ? undefined : fault("is not a Kubernetes quantity", quantityHint(text, "500m or 2Gi"));

/** CPU: cores, or thousandths of one with `m`. */
export const cpu: FormatCheck = (text) => {
  if (!grammar.test(text) || text.startsWith("-")) {
    return fault("is not an amount of CPU", quantityHint(text, "500m or 2"));
  }
  if (/^[+-]?[\d.]+m?$/.test(text)) return tooFine(text);
  return fault("has a unit that CPU is not given in", "write cores such as 2, or thousandths such as 500m");
};

/** Memory in bytes. `m` is refused: 512m means half a byte, and a pod with it never starts. */
export const memory: FormatCheck = (text) => bytes(text, "memory", "512Mi or 2Gi");

/** Storage in bytes. */
export const storage: FormatCheck = (text) => bytes(text, "storage", "10Gi");

function bytes(text: string, what: string, example: string): FormatFault | undefined {
  const parts = grammar.exec(text);
  if (!parts || text.startsWith("-"))
    return fault(`is not an amount of ${what}`, quantityHint(text, example));
  if (/[num]$/.test(text)) return fault("is a fraction of a byte", `write ${parts[1]}Mi for mebibytes`);
  if (Number(parts[1]) === 0) return fault("is zero", `write ${example}`);
  return undefined;
}

/** Kubernetes refuses CPU finer than a thousandth of a core. */
function tooFine(text: string): FormatFault | undefined {
  const places = /\.(\d+)/.exec(text)?.[1]?.replace(/0+$/, "").length ?? 0;
  if (places <= (text.endsWith("m") ? 0 : 3)) return undefined;
  return fault("is finer than a thousandth of a core", "write whole thousandths such as 500m");
}

function quantityHint(text: string, example: string): string {
  const parts = /^(\d+(?:[.,]\d+)?)\s*([A-Za-z]+)$/.exec(text);
  const unit = parts?.[2]?.toLowerCase().replace(/(?:b|byte|bytes)$/, "");
  const known: Record<string, string> = {
    k: "k",
    ki: "Ki",
    m: "M",
    mi: "Mi",
    g: "G",
    gi: "Gi",
    t: "T",
    ti: "Ti",
  };
  const right = unit === undefined ? undefined : known[unit];
  if (parts && right) return `write ${parts[1]?.replace(",", ".")}${right}`;
  if (unit === "core" || unit === "cores" || unit === "cpu") return `write ${parts?.[1]}`;
  return `write a number and a unit without a space, such as ${example}`;
}
