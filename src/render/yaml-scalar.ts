/** Words that some reader of YAML 1.1 or 1.2 takes for a boolean, null or a number. */
const reserved = /^(y|yes|n|no|true|false|on|off|null|nan|inf|infinity)$/i;
/** Words of letters and digits, joined by what is an indicator in no place: safe in block, in flow, and as a key. */
const wordy = /^(?:\.\/)?[A-Za-z_/](?:[A-Za-z0-9_./+@-]|:(?=[A-Za-z0-9_./-])| (?=[A-Za-z0-9_]))*$/;
/** `1Gi`, `500m`, `30s`: begins with a digit, yet no reader's number (`1e3`, `0x1F`, `0777`, `1_000`, `12:30`). */
const quantity = /^[1-9][0-9]*[A-DF-Za-df-z][A-Za-z]*$/;
/** What JSON leaves bare but YAML does not allow, or reads as a line break: DEL, C1 with NEL, LS, PS, BOM, non-characters. */
const unprintable = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;
const loneSurrogate = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** Thrown for a value that YAML cannot carry; `path` leads to it inside the printed value. */
export class UnprintableValue extends Error {
  readonly path: readonly (string | number)[];
  constructor(reason: string, path: readonly (string | number)[]) {
    super(reason);
    this.path = path;
  }
}

/**
 * A string as a YAML scalar on one line: plain where every reader of YAML 1.1 and 1.2 takes it for the same string
 * (libyaml, go-yaml v2 and v3, PyYAML, npm yaml), else in double quotes. Throws for a lone surrogate.
 */
export function stringScalar(value: string, path: readonly (string | number)[]): string {
  if (isPlainSafe(value)) return value;
  if (loneSurrogate.test(value)) throw new UnprintableValue("is not valid Unicode", path);
  return JSON.stringify(value).replace(unprintable, escapeCharacter);
}

function isPlainSafe(value: string): boolean {
  return (wordy.test(value) && !reserved.test(value)) || quantity.test(value);
}

function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** A number that YAML 1.1 readers take for a number too: they want a fraction and a sign in front of an exponent. */
export function numberScalar(value: number, path: readonly (string | number)[]): string {
  if (!Number.isFinite(value)) throw new UnprintableValue("is not a finite number", path);
  return String(value).replace(/^(-?\d+)e/, "$1.0e");
}

/**
 * A map's key. YAML ends an implicit key after 1024 characters, so a longer one is refused:
 * nothing in Kubernetes has such a key.
 */
export function keyScalar(key: string, path: readonly (string | number)[]): string {
  const scalar = stringScalar(key, path);
  if (scalar.length > 1000) throw new UnprintableValue("has a key that is too long", path);
  return scalar;
}

/**
 * The lines of a literal block scalar with its header, or undefined where a literal block could not carry the string
 * to every reader: other line breaks than LF, tabs and control characters, lines of white space only, a first line
 * that begins with a space, and more than one line break at the end, which the lines that follow would change.
 */
export function literalBlock(value: string): { header: string; lines: readonly string[] } | undefined {
  const text = value.endsWith("\n") ? value.slice(0, -1) : value;
  if (text === "" || text.endsWith("\n") || !value.includes("\n")) return undefined;
  if (/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/.test(text)) return undefined;
  if (loneSurrogate.test(text)) return undefined;
  if (/^\n* /.test(text) || /^ +$/m.test(text)) return undefined;
  return { header: value === text ? "|-" : "|", lines: text.split("\n") };
}
